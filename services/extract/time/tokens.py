"""Words of a sentence with their offsets, as the time grammar reads them."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"[ap]\.\s?m\b\.?|[ap]\.m\b"  # a.m., p. m.
    r"|\d{1,4}(?=(?:st|nd|rd|th|am|pm|yrs?|hrs?|h|min|mins|s)\b)"  # 3rd, 5pm: number and ending apart
    r"|\d{1,4}(?=\.\d{1,2}\.\d{2,4}\b)|(?<=\d\.)\d{1,2}(?=\.\d{2,4}\b)|(?<=\.\d\d\.)\d+|(?<=\.\d\.)\d+"  # 20.12.2022
    r"|\d+(?:,\d{3})*(?:\.\d+)?"
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?"
    r"|['’]s\b|['’](?=\d)|\S",
    re.IGNORECASE,
)
_PADDING = 32
MAX_TOKENS = 2000
"""A longer sentence is no sentence; what follows is left unread."""


class Token(NamedTuple):
    """One word, numeral or sign; `start` and `end` count in the sentence; `gap`: white space stands before it."""

    text: str
    low: str
    start: int
    end: int
    gap: bool


def tokenise(text: str) -> list[Token]:
    """Split a sentence. Linear in its length."""
    out: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(text):
        word = found.group()
        start, end = found.span()
        out.append(Token(word, word.lower().replace("’", "'"), start, end, start > last))
        last = end
        if len(out) == MAX_TOKENS:
            break
    return out


class Line:
    """The tokens of one sentence, readable beyond its ends (there is "" there)."""

    def __init__(self, text: str) -> None:
        self.tokens = tokenise(text)
        self.words = [t.low for t in self.tokens]
        self._padded = self.words + [""] * _PADDING

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """Lower-case word `i`, or "" outside."""
        try:
            return self._padded[i]  # -1 and the like fall into the padding
        except IndexError:
            return ""

    def raw(self, i: int) -> str:
        """Word `i` as written, or "" outside."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def close(self, i: int) -> bool:
        """Whether word `i` stands right after its neighbour, with no space."""
        return 0 < i < len(self.tokens) and not self.tokens[i].gap

    def capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital."""
        return self.raw(i)[:1].isupper()
