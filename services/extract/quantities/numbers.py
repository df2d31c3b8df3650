"""Numbers as English writes them: digits, words, mixtures ("1.5 million") and open ones ("hundreds").

Words are lower-case tokens in which a hyphen stands alone: "twenty - one". Reading looks at each token once.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.extract.quantities.words import wordlist

_SMALL = wordlist(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
ONES = {word: value for value, word in enumerate(_SMALL)}
TENS = dict(zip(wordlist("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True))
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
GROUPS = {"dozen": 12.0, "score": 20.0}
OPEN = {
    "dozens": 12.0,
    "scores": 20.0,
    "tens": 10.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
}
"""Plural magnitudes: "hundreds" is at least two of them and open above."""

VAGUE = {"several": 3.0, "few": 3.0, "handful": 3.0, "numerous": 3.0, "many": 3.0, "multiple": 2.0}
"""Words for a small uncertain number and the least they stand for."""

_SUFFIX = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,9})?(k|m|mn|mln|bn|b|tn)?\Z")
_LONGEST = 16  # words of a number behind its article
_FRACTIONS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from the tokens before `end`. `maximum` None: open above ("hundreds", "several")."""

    value: float
    end: int
    minimum: float
    maximum: float | None

    @property
    def open(self) -> bool:
        """Whether the words leave the number uncertain."""
        return self.maximum is None


def digits(word: str) -> float | None:
    """Value of a numeral such as "1,500", "2.5" or "3m"; None for anything else."""
    found = _DIGITS.match(word) if word[:1].isdigit() else None
    if not found:
        return None
    return round(float(found[1].replace(",", "") + (found[2] or "")) * _SUFFIX.get(found[3] or "", 1.0), 9)


def _exact(value: float, end: int) -> Number:
    return Number(value, end, value, value)


def _at(words: Sequence[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""


def _words(words: Sequence[str], i: int) -> tuple[float, int] | None:
    """A number written in words from `i`: "two hundred and fifty", "twenty - one"."""
    total, group, end, last = 0.0, 0.0, i, ""
    while end < len(words):
        word, k = words[end], end
        if last and word in ("and", "-") and (word == "-" or last == "scale"):
            k, word = end + 1, _at(words, end + 1)
        if word in TENS and last not in ("tens", "ones"):
            group, last = group + TENS[word], "tens"
        elif word in ONES and last != "ones" and not (last == "tens" and not 0 < ONES[word] < 10):
            group, last = group + ONES[word], "ones"
        elif word == "hundred" and last in ("ones", "tens"):
            group, last = group * 100, "scale"
        elif word in SCALES and word != "hundred" and group:
            total, group, last = total + group * SCALES[word], 0.0, "scale"
        else:
            break
        end = k + 1
    return (total + group, end) if end > i else None


def _open(words: Sequence[str], i: int) -> Number | None:
    if words[i] not in OPEN:
        return None
    value, end = OPEN[words[i]], i + 1
    if _at(words, end) == "of" and _at(words, end + 1) in OPEN:  # "tens of thousands"
        value, end = value * OPEN[words[end + 1]], end + 2
    return Number(2 * value, end, 2 * value, None)


def _article(words: Sequence[str], i: int) -> Number | None:
    """ "a hundred", "a dozen", "a few", "a couple of", "half a million"."""
    word, after = words[i], i + 1
    if word == "half" and _at(words, after) in ("a", "an"):
        scale = _at(words, after + 1)
        factor = SCALES.get(scale) or GROUPS.get(scale)
        return _exact(factor / 2, after + 2) if factor else None
    if word not in ("a", "an"):
        return None
    noun = _at(words, after)
    if noun in SCALES:  # "a hundred and nine", "a thousand two hundred"
        found = _words(["one", *words[after : after + _LONGEST]], 0)
        return _exact(found[0], i + found[1]) if found else None
    if noun in GROUPS:
        return _exact(GROUPS[noun], after + 1)
    if noun == "couple":
        return _exact(2.0, after + (2 if _at(words, after + 1) == "of" else 1))
    if noun in ("few", "handful"):
        return Number(VAGUE[noun], after + (2 if _at(words, after + 1) == "of" else 1), VAGUE[noun], None)
    return None


def _scaled(words: Sequence[str], value: float, end: int) -> tuple[float, int]:
    """Take up what may follow a number: a half, a scale, a dozen."""
    if _at(words, end) == "and" and _at(words, end + 1) in ("a", "half") and end + 2 <= len(words):
        k = end + 1 + (words[end + 1] == "a")
        if _at(words, k) in _FRACTIONS:
            value, end = value + _FRACTIONS[words[k]], k + 1
    k = end + 1 if _at(words, end) == "-" and _at(words, end + 1) in SCALES else end
    factor = SCALES.get(_at(words, k)) or GROUPS.get(_at(words, k))
    return (value * factor, k + 1) if factor else (value, end)


def read_number(words: Sequence[str], i: int) -> Number | None:
    """The number that starts at word `i`, or None. An article alone ("a man") is no number."""
    if not 0 <= i < len(words):
        return None
    word = words[i]
    if word in VAGUE:
        return Number(VAGUE[word], i + 1, VAGUE[word], None)
    found = _open(words, i) or _article(words, i)
    if found:
        return found
    if word == "couple":
        return _exact(2.0, i + (2 if _at(words, i + 1) == "of" else 1))
    value = digits(word)
    plain = (value, i + 1) if value is not None else _words(words, i)
    if plain is None:
        return None
    value, end = _scaled(words, *plain)
    return _exact(value, end) if math.isfinite(value) else None
