"""Predicates of a sentence that no table of the lexicon lists, with the entries nearest to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.extract.coder.lexicon import Lexicon
from services.extract.coder.predicates import is_verb, keys_of
from services.extract.document import Frame, Parse, Sentence
from services.extract.explain.nearest import Near, Nearest
from services.extract.explain.rows import known_as

EVENT = 0.5  # probability from which the model takes a noun for an event


@dataclass(frozen=True)
class Unlisted:
    """A predicate (offsets in the clean text), its sense, and the entries near enough to be offered, nearest first."""

    start: int
    end: int
    text: str
    roleset: str
    nearest: tuple[Near, ...]


def unlisted(lexicon: Lexicon, sentence: Sentence, nearest: Nearest) -> Iterator[Unlisted]:
    """Each verb and event noun that the lexicon does not know and that has a near entry, in text order."""
    parse = sentence.parse
    for frame in parse.frames if parse else ():
        assert parse is not None
        if _tells(parse, frame) and not _known(lexicon, parse, frame.token):
            near = nearest.of(frame.roleset)
            if near:
                start, end = sentence.span(frame.token)
                yield Unlisted(start, end, parse.words[frame.token], frame.roleset, near)


def _tells(parse: Parse, frame: Frame) -> bool:
    """Whether the predicate can tell an event: a clause's verb, or a noun that the model takes for one."""
    if frame.kind == "noun":
        return parse.upos[frame.token] == "NOUN" and frame.event >= EVENT
    return frame.kind == "verb" and parse.upos[frame.token] == "VERB" and is_verb(parse, frame.token)


def _known(lexicon: Lexicon, parse: Parse, token: int) -> bool:
    """Whether some table lists the word: as an event, as none, as a light verb, a cue or a judgement."""
    if known_as(lexicon, parse, token):
        return True
    keys = keys_of(parse, token) if is_verb(parse, token) else [parse.lemmas[token].lower()]
    return any(
        key.partition(".")[0] in table for key in keys for table in (lexicon.light, lexicon.cues, lexicon.evaluation)
    )
