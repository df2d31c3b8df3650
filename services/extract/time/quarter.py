"""Grammar of quarters and halves: "the third quarter of 2009", "Q3", "next year's first half", "2019-H2"."""

from services.extract.time import lexicon
from services.extract.time.calendar import integer, ordinal, year_at
from services.extract.time.meaning import Fraction, Meaning
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]


def within_year(line: Line, i: int) -> tuple[int | None, int | None, int]:
    """(year, shift, next token) of "of 2009", "of last year", "2009", or (None, None, i)."""
    k = i + (line.word(i) in ("of", "in", ","))
    k += line.word(k) == "the" and line.word(k + 1) in lexicon.SHIFTS
    found = year_at(line, k)
    if found and (1900 if line.word(i) == "," else 1000) <= found[0] < 2100:
        two = line.word(found[1]) in ("-", "–", "/") and line.close(found[1]) and len(line.word(found[1] + 1)) == 2
        following = two and integer(line.word(found[1] + 1)) == (found[0] + 1) % 100  # "the winter of 1873–74"
        return found[0], None, found[1] + 2 * following
    if line.word(k) in lexicon.SHIFTS and line.word(k + 1) == "year":
        return None, lexicon.SHIFTS[line.word(k)], k + 2
    if line.word(k) == "the" and line.word(k + 1) == "year" and k > i:
        return None, 0, k + 2
    return None, None, i


def fraction(line: Line, i: int) -> Found | None:
    """ "the third quarter (of 2009)", "Q3 2009", "second-quarter", "the first half of this year"."""
    word = line.word(i)
    if word in ("q", "h") and line.close(i + 1) and line.word(i + 1) in tuple("1234"[: 4 if word == "q" else 2]):
        year_, shift, end = within_year(line, i + 2)
        written = year_at(line, i - 1 - (line.word(i - 1) == "-")) is not None
        if word == "h" and year_ is None and shift is None and not written:
            return None
        return end, Fraction(int(line.word(i + 1)), 4 if word == "q" else 2, year_, shift)
    k = i + (word == "the")
    final = line.word(k) in ("final", "last")
    number = (0, k + 1) if final else ordinal(line, k)
    if not number:
        return None
    k = number[1] + (line.word(number[1]) == "-")
    k += line.word(k) in ("fiscal", "financial")
    unit = {"quarter": 4, "half": 2}.get(line.word(k), 0)
    if not unit or number[0] > unit:
        return None
    year_, shift, end = within_year(line, k + 1)
    if final and not (year_ or shift is not None):
        return None  # "the last quarter" is the one before this
    if unit == 2 and year_ is None and shift is None:
        return None  # of a match, more often than of a year
    return end, Fraction(number[0] or unit, unit, year_, shift)


def year_and_fraction(line: Line, i: int) -> Found | None:
    """ "2016 Q3", "2016 H2"."""
    found = year_at(line, i)
    rest = fraction(line, found[1] + (line.word(found[1]) == "-")) if found else None
    if not found or not rest or not isinstance(rest[1], Fraction) or rest[1].year is not None:
        return None
    return rest[0], Fraction(rest[1].number, rest[1].of, found[0])


def possessive_fraction(line: Line, i: int) -> Found | None:
    """ "next year's first quarter", "1989's fourth quarter", "fiscal 1989's second half"."""
    k = i + (line.word(i) in ("the", "fiscal"))
    shift = lexicon.SHIFTS.get(line.word(k)) if line.word(k + 1) == "year" else None
    found = year_at(line, k) if shift is None else None
    end = k + 2 if shift is not None else found[1] if found else 0
    if not end or line.word(end) not in ("'s", "'"):
        return None
    rest = fraction(line, end + 1) or _half(line, end + 1)
    if not rest or not isinstance(rest[1], Fraction) or rest[1].year is not None:
        return None
    return rest[0], Fraction(rest[1].number, rest[1].of, found[0] if found else None, shift)


def _half(line: Line, i: int) -> Found | None:
    number = ordinal(line, i)
    if not number or number[0] > 2 or line.word(number[1]) != "half":
        return None
    return number[1] + 1, Fraction(number[0], 2)
