"""What a sentence says next to its trigger, in its own few words: "condemned | the bombing", "urged Iran | to stop".

The record has no field for these, and without them a summary can only say that criticism was voiced. The words are
taken as they stand or not at all: where they don't end at a clear border within a few words, nothing is taken.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from schemas.fields import Actor
from schemas.mention import EventMention

MOST_WORDS, MOST_CHARACTERS = 10, 70
READ = 400  # characters of a sentence looked at
_WORD = re.compile(r"[^\W_](?:[\w.&/’'-]*\w)?|\S")
_LISTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_ENDS, _PREPOSITIONS = frozenset(_LISTS["ends"]), frozenset(_LISTS["prepositions"])
_DETERMINERS, _PERSONAL = frozenset(_LISTS["determiners"]), frozenset(_LISTS["personal"])
_DAYS, _PARTICLES, _PASSIVE = frozenset(_LISTS["days"]), frozenset(_LISTS["particles"]), frozenset(_LISTS["passive"])
_NEAR, _SPANS = frozenset(_LISTS["near"]), frozenset(_LISTS["spans"])
_ADJECTIVES = tuple(_LISTS["adjectives"])
_LISTING = frozenset({",", "and", "or"})


def thing(mention: EventMention) -> str | None:
    """The thing after the trigger, with a particle before it ("off the area"), or what was intended ("to mediate").

    None unless the trigger stands in the active voice and the words are clear.
    """
    before, after = _around(mention)
    if before and before[-1].casefold() in _PASSIVE:
        return None
    own = mention.trigger.text.split()[1:]  # "sealed off"
    particle = after[:1] if not own and after and after[0].casefold() in _PARTICLES else []
    rest, particle = after[len(particle) :], [*own, *particle]
    if rest[:1] == ["to"]:
        return None if particle else intended(rest)
    return _phrase(particle, *_noun_phrase(rest))


def intended(words: Sequence[str]) -> str | None:
    """ "to stay calm", where `words` begin so and come to an end."""
    if len(words) < 2 or words[0] != "to" or not words[1].isalpha() or not words[1].islower():
        return None
    return _clause(words)


def asked(mention: EventMention, recipients: Sequence[Actor], opening: str) -> str | None:
    """What follows the recipients and begins with `opening`: "to" (do what), "of" (accused of what)."""
    ends = [r.evidence.end for r in recipients if r.evidence]
    start, text = mention.sentence.start, mention.sentence.text
    if not ends or min(ends) <= mention.trigger.end or max(ends) >= start + len(text):
        return None
    words = _words(text[max(ends) - start :])
    if words[:1] != [opening]:
        return None
    return intended(words) if opening == "to" else _clause(words)


def _around(mention: EventMention) -> tuple[list[str], list[str]]:
    start, text = mention.sentence.start, mention.sentence.text
    return _words(text[: mention.trigger.start - start])[-1:], _words(text[mention.trigger.end - start :])


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:READ])


def _clause(words: Sequence[str]) -> str | None:
    """The words up to where the clause ends."""
    taken: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if _ends(word, following) or (word == "on" and _is_day(following)):
            return _phrase([], taken, word)
        taken.append(word)
    return None


def _noun_phrase(words: Sequence[str]) -> tuple[list[str], str]:
    """A determiner's noun phrase, "of …" with it, or one bare noun before a border; and that border."""
    taken: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if _ends(word, following) or word.casefold() in _PREPOSITIONS | _PARTICLES:
            if len(taken) > 2 and taken[-1].endswith("ed"):  # "the march staged by …"
                taken.pop()
            counted = bool(taken) and (taken[0].casefold() in _DETERMINERS or taken[0][0].isdigit())
            bare = len(taken) == 1 and taken[0].islower() and not taken[0].endswith("ly")
            return (taken if counted or bare else []), word
        taken.append(word)
    return [], ""


def _ends(word: str, following: str) -> bool:
    """Whether a clause ends before `word`: a conjunction, a mark, a day."""
    folded = word.casefold()
    dated = folded in _NEAR and (following.casefold() in _SPANS or _is_day(following))
    return folded in _ENDS or not _is_word(word) or _is_day(word) or dated


def _is_day(word: str) -> bool:
    return word[:1].isupper() and word.casefold() in _DAYS


def _phrase(particle: Sequence[str], words: Sequence[str], border: str) -> str | None:
    """The words as one, None where they are too many, refer to others or were cut within a list of adjectives."""
    said = " ".join([*particle, *words])
    if not words or len(words) > MOST_WORDS or len(said) > MOST_CHARACTERS:
        return None
    last = words[-1].casefold()
    unclear = last in _DETERMINERS | _PREPOSITIONS or last == "of" or any(w.casefold() in _PERSONAL for w in words)
    cut = border in _LISTING and words[-1].islower() and last.endswith(_ADJECTIVES)
    return None if unclear or cut else said


def _is_word(token: str) -> bool:
    return token[0].isalnum()
