"""The words of a sentence as place recognition sees them, with or without the language model's reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.extract.document import Sentence
from services.extract.place.cues import cue

_WORD = re.compile(r"[^\W_](?:[\w’'\-]*\w)?\.?|[^\w\s]")
_POSSESSIVE = ("'s", "’s")
TITLES = cue("titles")


@dataclass(frozen=True, slots=True)
class Word:
    """A token: document offsets, and part of speech ("" without a parse)."""

    text: str
    start: int
    end: int
    upos: str = ""

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def words_of(sentence: Sentence) -> list[Word]:
    """The tokens of a sentence: the parse's, or those of a plain pattern."""
    parse = sentence.parse
    if parse is not None:
        return [
            Word(w, sentence.start + s, sentence.start + e, u)
            for w, (s, e), u in zip(parse.words, parse.spans, parse.upos, strict=True)
        ]
    found: list[Word] = []
    for match in _WORD.finditer(sentence.text):
        text, start = match[0], sentence.start + match.start()
        if text.endswith(_POSSESSIVE) and len(text) > 2:
            found.append(Word(text[:-2], start, start + len(text) - 2))
            found.append(Word(text[-2:], start + len(text) - 2, start + len(text)))
        elif text.endswith(".") and len(text) > 4:
            found.append(Word(text[:-1], start, start + len(text) - 1))
            found.append(Word(".", start + len(text) - 1, start + len(text)))
        else:
            found.append(Word(text, start, start + len(text)))
    return found


def titled(words: Sequence[Word], first: int) -> bool:
    """Whether the word before `first` is a person's title ("Mr Paris", "President Jordan")."""
    if not first:
        return False
    before = words[first - 1].text
    return before.rstrip(".").lower() in TITLES and (before[:1].isupper() or len(before) > 3)
