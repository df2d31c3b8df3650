"""Days counted from a date beside them: "two weeks before Christmas", "for three days from Monday"."""

import re
from dataclasses import replace
from datetime import date

from schemas.fields import Granularity
from services.extract.document import TimeExpression
from services.extract.time.days import plus, plus_months

_LENGTH = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?\Z")
_FROM = re.compile(r",?\s+(?:starting|beginning|commencing)?\s*(?:from|on|as of)?\s+\Z")
_COUNTS = {"before": -1, "after": 1, "from": 1, "since": 1, "following": 1}
_DAYS_OF_WEEK, _MONTHS_OF_YEAR = 7, 12


def counted_from(text: str, a: TimeExpression, b: TimeExpression, before: str) -> TimeExpression | None:
    """What a length and the day after it come to; None where they are no pair.

    text: the document's; before: the word before the length ("for" makes a run of days of it).
    """
    if a.type != "DURATION" or b.type != "DATE" or b.interval_start is None or b.interval_start != b.interval_end:
        return None
    between = text[a.end : b.start].lower()
    joint = between.strip()
    if _FROM.match(between) and (before == "for" or "ing" in joint):
        end = moved(b.interval_start, a.value, 1)
        return _joined(text, a, b, b.interval_start, plus(end, -1)) if end else None
    if joint not in _COUNTS or before == "for":
        return None
    when = moved(b.interval_start, a.value, _COUNTS[joint])
    if when is None:
        return None
    if a.value[-1] in "DW":
        return _joined(text, a, b, when, when)
    start, end = plus(when, -_SLACK[a.value[-1]]), plus(when, _SLACK[a.value[-1]])
    return _joined(text, a, b, start, end)


_SLACK = {"M": 15, "Y": 182}
"""Days either way of "two months after", "ten years before"."""


def moved(base: date, value: str, direction: int) -> date | None:
    """The day a length (TIMEX3 value) after (1) or before (-1) `base`; None where it says no number of days."""
    found = _LENGTH.match(value)
    if not found or value == "P":
        return None
    years, months, weeks, days = (int(n or 0) for n in found.groups())
    shifted = plus_months(base, direction * (years * _MONTHS_OF_YEAR + months))
    return plus(shifted, direction * (weeks * _DAYS_OF_WEEK + days)) if shifted else None


def _joined(text: str, a: TimeExpression, b: TimeExpression, start: date | None, end: date | None) -> TimeExpression:
    day = start is not None and start == end
    return replace(
        b,
        start=a.start,
        text=text[a.start : b.end],
        value=start.isoformat() if day and start else f"{start or ''}/{end or ''}",
        interval_start=start,
        interval_end=end,
        granularity=Granularity.DAY if day else Granularity.INTERVAL,
    )
