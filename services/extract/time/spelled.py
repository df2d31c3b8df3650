"""Years in words: "nineteen ninety nine", "two thousand and eighteen", "seventeen hundred thirty three"."""

from services.extract.quantities.numbers import ONES, TENS
from services.extract.time.tokens import Line

_CENTURIES = range(10, 21)
_TENS_OF_YEAR = 10


def below_hundred(line: Line, i: int) -> tuple[int, int] | None:
    """(number, next token) of "eleven", "forty", "ninety-nine"."""
    word = line.word(i)
    if word in TENS:
        k = i + 2 if line.word(i + 1) == "-" else i + 1
        ones = ONES.get(line.word(k), 0)
        return (TENS[word] + ones, k + 1) if 0 < ones < 10 else (TENS[word], i + 1)
    return (ONES[word], i + 1) if word in ONES else None


def spelled_year(line: Line, i: int) -> tuple[int, int] | None:
    """(year, next token), or None."""
    if line.word(i) in ("one", "two") and line.word(i + 1) == "thousand":
        return _thousands(line, i)
    century = below_hundred(line, i)
    if not century or century[0] not in _CENTURIES:
        return None
    k = century[1]
    if line.word(k) == "hundred":
        return _after_hundred(line, century[0] * 100, k + 1)
    if line.word(k) in ("zero", "oh"):
        ones = ONES.get(line.word(k + 1), 0)
        return (century[0] * 100 + ones, k + 2) if 0 < ones < 10 else None
    rest = below_hundred(line, k)
    return (century[0] * 100 + rest[0], rest[1]) if rest and rest[0] >= _TENS_OF_YEAR else None


def _thousands(line: Line, i: int) -> tuple[int, int] | None:
    base = 1000 * ONES[line.word(i)]
    hundreds = ONES.get(line.word(i + 2), 0)
    if hundreds and line.word(i + 3) == "hundred":
        return _after_hundred(line, base + hundreds * 100, i + 4)
    found = _after_hundred(line, base, i + 2)
    return found if found[0] > 1000 else None


def _after_hundred(line: Line, base: int, end: int) -> tuple[int, int]:
    rest = below_hundred(line, end + (line.word(end) == "and"))
    return (base + rest[0], rest[1]) if rest else (base, end)
