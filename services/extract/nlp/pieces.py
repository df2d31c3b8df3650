"""Word pieces and case shapes: what stands between words and the model's integers.

The vocabulary is uncased; the case of a word reaches the model as one of eight shapes instead.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tokenizers import Tokenizer

from services.extract.nlp import models

START, END, UNKNOWN = 101, 102, 100
MAX_PIECES_PER_WORD = 12
# What the model is given at most. It has 512 positions; beyond 400 there was next to nothing in training.
MAX_WORDS, MAX_PIECES = 150, 400
# A word longer than this is cut before it is looked up: 12 pieces need no more, and WordPiece gives up at 100 anyway.
MAX_WORD_CHARS = 256
# Words kept with their pieces (a pure function of the word: emptying it changes nothing), and the longest one kept.
REMEMBERED, REMEMBERED_CHARS = 100_000, 48
SURROGATES = re.compile("[\ud800-\udfff]")


class Pieced(NamedTuple):
    """A sentence in the model's integers: ids and shapes with [CLS] and [SEP]; first and last piece of each word."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def shape(word: str) -> int:
    """Case shape of a word, 1 … 8 (0 is for [CLS] and [SEP])."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 4
    if any(c.isdigit() for c in word):
        return 5 if word.isdigit() else 6
    return 7 if any(c.isupper() for c in word) else 8


class Pieces:
    """Looks words up in MiniLM's WordPiece vocabulary. Takes any string, lone surrogates and control characters too."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_str(models.read_text("tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[list[int], list[int]]] = {}

    def word(self, word: str) -> tuple[list[int], list[int]]:
        """Piece ids of a word (1 … 12 of them) and as many shapes. Not to be changed by the caller."""
        found = self._known.get(word)
        if found is None:
            clean = SURROGATES.sub("\ufffd", word[:MAX_WORD_CHARS])
            ids = self._tokenizer.encode(clean, add_special_tokens=False).ids[:MAX_PIECES_PER_WORD] or [UNKNOWN]
            found = ids, [shape(word)] * len(ids)
            if len(word) <= REMEMBERED_CHARS:
                if len(self._known) >= REMEMBERED:
                    self._known.clear()
                self._known[word] = found
        return found

    def sentence(self, words: list[str]) -> Pieced:
        """The integers of a sentence of at most MAX_WORDS words and MAX_PIECES pieces; what is beyond is left out."""
        out = Pieced([START], [0], [], [])
        for word in words[:MAX_WORDS]:
            ids, shapes = self.word(word)
            if len(out.ids) - 1 + len(ids) > MAX_PIECES:
                break
            out.first.append(len(out.ids))
            out.ids.extend(ids)
            out.shapes.extend(shapes)
            out.last.append(len(out.ids) - 1)
        out.ids.append(END)
        out.shapes.append(0)
        return out


@lru_cache(maxsize=1)
def shared() -> Pieces:
    """The vocabulary, loaded once a process: all models have the same."""
    return Pieces()
