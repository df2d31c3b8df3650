"""Arithmetic of the calendar: months, quarters, weeks, seasons and feasts as runs of days. Out of range: None."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

Run = tuple[date, date]
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def plus(start: date, days: float) -> date | None:
    """`days` after `start` (whole days), or None beyond the calendar."""
    try:
        return start + timedelta(days=int(days))
    except OverflowError:
        return None


def plus_months(start: date, months: float) -> date | None:
    """The same day `months` later, or the last of that month where it is shorter."""
    count = start.year * 12 + start.month - 1 + int(months)
    year, month = divmod(count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months(year: int, month: int, length: int = 1) -> Run | None:
    """`length` months from the first of `month`."""
    if not MINYEAR <= year < MAXYEAR:
        return None
    first = date(year, month, 1)
    after = plus_months(first, length)
    return (first, after - timedelta(days=1)) if after else None


def years(first: int, length: int = 1) -> Run | None:
    """`length` years from `first`."""
    if first < MINYEAR or first + length > MAXYEAR:
        return None
    return date(first, 1, 1), date(first + length - 1, 12, 31)


def week(of: date) -> Run | None:
    """Monday to Sunday around a day."""
    monday = plus(of, -of.weekday())
    sunday = plus(of, 6 - of.weekday())
    return (monday, sunday) if monday and sunday else None


def week_value(of: date) -> str:
    """TIMEX3 value of the ISO week of a day: 2022-W51."""
    iso = of.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def season(code: str, year: int) -> Run | None:
    """Meteorological season; the winter of 2022 begins in December 2022."""
    return months(year, _SEASON_START[code], 3)


def easter(year: int) -> date | None:
    """Western Easter Sunday (Butcher's algorithm, 1876; Gregorian years)."""
    if not 1583 <= year < MAXYEAR:
        return None
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month, remainder = divmod(h - m + r + 90, 25)
    return day(year, month, (h - m + r + month + 19) % 32) if remainder >= 0 else None


def nth_weekday(run: Run, number: int, weekday: int) -> date | None:
    """The `number`th `weekday` (1 Monday) of a run, -1 the last."""
    if number > 0:
        found = plus(run[0], (weekday - run[0].isoweekday()) % 7 + 7 * (number - 1))
    else:
        found = plus(run[1], -((run[1].isoweekday() - weekday) % 7))
    return found if found and run[0] <= found <= run[1] else None


def feast(rule: str, year: int) -> date | None:
    """Day of a feast in a year; the rules are those of `lexicon.FESTIVALS`."""
    if rule.startswith("easter"):
        sunday = easter(year)
        return plus(sunday, int(rule[6:] or 0)) if sunday else None
    if len(rule) == 5:
        return day(year, int(rule[:2]), int(rule[3:]))
    month, weekday = int(rule[:2]), int(rule[3])
    number, _, later = rule[5:].partition("+")
    run = months(year, month)
    found = nth_weekday(run, int(number), weekday) if run else None
    return plus(found, int(later or 0)) if found else None
