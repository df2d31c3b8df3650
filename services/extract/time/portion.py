"""Grammar of the first and last days of a longer stretch: "the first nine months of 1989", "the last week of May"."""

from services.extract.time import lexicon
from services.extract.time.calendar import month_and_day, month_at, year_at
from services.extract.time.length import amount_at
from services.extract.time.meaning import Length, Meaning, Month, Period, Portion, Year
from services.extract.time.tokens import Line

SIDES = {"first": 1, "opening": 1, "last": -1, "final": -1, "closing": -1}
_PARTS = frozenset({"day", "week", "month", "fortnight"})


def portion(line: Line, i: int) -> tuple[int, Meaning] | None:
    """A counted stretch at the start or end of a month or year; without "of" a length ("the first nine months")."""
    k = i + (line.word(i) == "the")
    side = SIDES.get(line.word(k), 0)
    found = amount_at(line, k + 1) if side and line.word(k + 1) not in ("a", "an", "half", "quarter") else None
    if not found or found[0][0] is None or found[0][1] not in _PARTS:
        return None
    number, unit = found[0]
    end = found[1]
    within = _whole(line, end + 1) if line.word(end) in ("of", "in") else None
    if within and number is not None and number < 1000:
        return within[0], Portion(number, unit, side, within[1])
    return (end, Length((found[0],))) if side > 0 and k > i else None


def _whole(line: Line, i: int) -> tuple[int, Meaning] | None:
    """The month or year that is divided."""
    k = i + (line.word(i) in ("the", "fiscal"))
    full = month_and_day(line, i)
    if full and isinstance(full[1], Month):
        return full
    month = month_at(line, i, alone=False)
    if month:
        return month[1], Month(month[0])
    if line.word(k) in lexicon.SHIFTS and line.word(k + 1) in ("month", "year"):
        return k + 2, Period(line.word(k + 1), lexicon.SHIFTS[line.word(k)], line.word(k) in lexicon.ANCHORED)
    if line.word(i) == "the" and line.word(k) in ("month", "year"):
        return k + 1, Period(line.word(k), 0, anchored=True)
    year = year_at(line, k)
    return (year[1], Year(year[0])) if year else None
