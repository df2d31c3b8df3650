"""What an article is about, as far as it tells it from others, and how much of that two articles or sentences share.

Kept as hashes of four bytes, one object for all mentions of an article and of its copies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from struct import Struct
from zlib import crc32

from schemas.telling import MOST_NAMES, MOST_NUMBERS, MOST_WORDS, NUMBER, as_name, cased, numbers

_HASH = Struct("=I")


@dataclass(frozen=True, slots=True)
class Story:
    """Hashes of the telling words, of words of names and of numbers; none of an article that came without them."""

    words: bytes = b""
    names: bytes = b""
    numbers: bytes = b""


NO_STORY = Story()


@lru_cache(maxsize=65_536)
def story_of(told: tuple[str, ...]) -> Story:
    """Of `EventMention.article_words`."""
    counted = [t for t in told if t.startswith(NUMBER)]
    names = [t for t in told if t[:1].isupper()]
    words = [t for t in told if not t.startswith(NUMBER) and not t[:1].isupper()]
    return Story(_hashed(words[:MOST_WORDS]), _hashed(names[:MOST_NAMES]), _hashed(counted[:MOST_NUMBERS]))


def names_in(sentence: str, story: Story) -> bytes:
    """Which of its article's names a sentence says."""
    known = _set(story.names)
    hashes = dict.fromkeys(_name(word) for word in cased(sentence))
    return b"".join(_HASH.pack(h) for h in hashes if h in known)


def numbers_in(sentence: str) -> bytes:
    """The numbers written in digits in a sentence."""
    return _hashed(NUMBER + n for n in numbers(sentence)[:MOST_NUMBERS])


def share(a: bytes, b: bytes) -> float | None:
    """How much of both two articles have in common: the cosine of the two sets; None where either is not known."""
    return _common(a, b) * _HASH.size / sqrt(len(a) * len(b)) if a and b else None


def contained(a: bytes, b: bytes) -> float | None:
    """How much of the shorter of two sets the other has; None where either is empty."""
    return _common(a, b) * _HASH.size / min(len(a), len(b)) if a and b else None


def _common(a: bytes, b: bytes) -> int:
    return len(_set(a).intersection(_unpacked(b)))


def _hashed(words: Iterable[str]) -> bytes:
    return b"".join(_HASH.pack(_hash(word)) for word in dict.fromkeys(words))


@lru_cache(maxsize=65_536)
def _name(word: str) -> int:
    return _hash(as_name(word))


def _hash(word: str) -> int:
    return crc32(word.encode(errors="replace"))


@lru_cache(maxsize=1024)
def _set(words: bytes) -> frozenset[int]:
    return frozenset(_unpacked(words))


def _unpacked(words: bytes) -> Sequence[int]:
    return memoryview(words).cast("I")
