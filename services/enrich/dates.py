"""Dates in words: "on 19 December 2022", "since October 2022", "between 18 and 20 December 2022"."""

from datetime import date

from schemas.fields import Granularity, When

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_QUARTERS = ("first", "second", "third", "fourth")
_SEASONS = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer",
            8: "summer", 9: "autumn", 10: "autumn", 11: "autumn"}  # fmt: skip


def day(value: date) -> str:
    """ "19 December 2022"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def date_phrase(when: When | None) -> str:
    """When it was, with its preposition; "" where it is not known."""
    if when is None or (when.start is None and when.end is None):
        return ""
    start, end = when.start, when.end
    if start is None:
        return f"by {_named(end, when.granularity)}" if end else ""
    if end is None:
        return f"since {_named(start, when.granularity)}"
    match when.granularity:
        case Granularity.MONTH if (start.year, start.month) == (end.year, end.month):
            return f"in {_MONTHS[start.month - 1]} {start.year}"
        case Granularity.QUARTER:
            return f"in the {_QUARTERS[(start.month - 1) // 3]} quarter of {start.year}"
        case Granularity.SEASON:
            return f"in the {_SEASONS[start.month]} of {start.year}"
        case Granularity.YEAR if start.year == end.year:
            return f"in {start.year}"
        case Granularity.DECADE:
            return f"in the {start.year - start.year % 10}s"
        case Granularity.WEEK:
            return f"in the week of {day(start)}"
    return f"on {day(start)}" if start == end else f"between {_range(start, end)}"


def _named(value: date, granularity: Granularity) -> str:
    if granularity in (Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON):
        return f"{_MONTHS[value.month - 1]} {value.year}"
    return str(value.year) if granularity in (Granularity.YEAR, Granularity.DECADE) else day(value)


def _range(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} and {day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} and {day(end)}"
    return f"{day(start)} and {day(end)}"
