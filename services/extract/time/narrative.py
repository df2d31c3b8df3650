"""Dates that a text tells in order, each counting from the one before it, as histories do: "In 1914 … By December".

News names days as seen from its own date; a history names a year once and then goes on from there.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from schemas.fields import Basis, Granularity
from services.extract.time import days
from services.extract.time.calendar_resolve import Resolved
from services.extract.time.meaning import (
    Clock,
    Counted,
    Day,
    Festival,
    Fraction,
    Match,
    Meaning,
    Month,
    Nth,
    Offset,
    PartOfDay,
    Period,
    Season,
    Weekday,
    Year,
)

_OLD = 2
"""Years before publication from which on a date is history."""

_MANY, _SHARE = 3, 3
"""A text that also speaks of its own day is a history where at least _MANY dates are old, _SHARE to each fresh one."""

_SPOKEN_DAY = 3
"""Fresh dates that "yesterday" or a weekday without a date weighs: histories hardly use them, news nearly always."""

_YEAR_DAYS = 366
AFTER = frozenset({"following", "subsequent", "next"})
_WITHIN = frozenset({"that", "same"})


def is_narrative(matches: Iterable[Match], published: date) -> bool:
    """Whether a document, by its expressions, tells of years long past, in order, and hardly of its own day."""
    old = dated = fresh = 0
    for m in matches:
        year = named_year(m.meaning)
        if year is not None and year <= published.year - _OLD:
            old += 1
            dated += m.first <= 1 or not isinstance(m.meaning, Year)  # "In 1812, …": what follows is of that year
        elif year is not None or _from_publication(m.meaning):
            fresh += _SPOKEN_DAY if isinstance(m.meaning, (Offset, Weekday)) and m.meaning != Offset(0) else 1
    return (fresh == 0 and dated > 0) or (old >= _MANY and old >= _SHARE * fresh)


def named_year(meaning: Meaning) -> int | None:
    """The year that an expression names itself."""
    meaning = base(meaning)
    return meaning.year if isinstance(meaning, (Day, Month, Year, Season, Fraction, Festival)) else None


def _from_publication(meaning: Meaning) -> bool:
    match meaning:
        case Offset() | Weekday():
            return True
        case Period():
            return not meaning.anchored
        case PartOfDay():
            return meaning.day is not None and _from_publication(meaning.day)
        case Counted():
            return not meaning.anchored and meaning.anchor is None
        case _:
            return False


def incomplete(meaning: Meaning) -> bool:
    """Whether an expression leaves its year, or its month, to what was told before."""
    match meaning:
        case Day():
            return meaning.year is None and meaning.month_shift is None and meaning.day is not None
        case Month():
            return meaning.year is None and meaning.year_shift is None and (meaning.shift is None or counts_on(meaning))
        case Season():
            return meaning.year is None and meaning.year_shift is None and (meaning.shift is None or counts_on(meaning))
        case Festival():
            return meaning.year is None and meaning.year_shift is None
        case Weekday():
            return meaning.shift is None and meaning.week_shift is None
        case _:
            return False


def base(meaning: Meaning) -> Meaning:
    """The date inside an hour, a part of a day or a week of a month; else the expression itself."""
    if isinstance(meaning, (Clock, PartOfDay)) and meaning.day:
        return meaning.day
    return meaning.within if isinstance(meaning, Nth) else meaning


def completed(meaning: Meaning, inner: Resolved) -> Meaning:
    """`meaning` with the date inside it as `inner` has it."""
    if not inner.start:
        return meaning
    if isinstance(meaning, Nth):
        within: Meaning = Month(inner.start.month, inner.start.year)
        return replace(meaning, within=within if isinstance(meaning.within, Month) else _day_of(inner.start))
    return replace(meaning, day=_day_of(inner.start)) if isinstance(meaning, (Clock, PartOfDay)) else meaning


def _day_of(when: date) -> Day:
    return Day(when.year, when.month, when.day)


def counts_on(meaning: Meaning) -> bool:
    """Whether a month or season counts from what was told, in news too: "the following spring", "that summer"."""
    return isinstance(meaning, (Month, Season)) and meaning.shift in (AFTER | _WITHIN) - {"next"}


def goes_on(meaning: Meaning, told: days.Run, told_day: date | None) -> Resolved | None:
    """The days of an incomplete expression after `told`, the run of at most a year told last: the nearest that fits."""
    shift = meaning.shift if isinstance(meaning, (Month, Season)) else None
    years = range(max(told[0].year - 1, 1), told[1].year + 3)
    match meaning:
        case Day() if meaning.day and meaning.month:
            found = _nearest([_whole(days.day(y, meaning.month, meaning.day)) for y in years], told, shift)
            return Resolved.day(found[0], Basis.DISCOURSE) if found else None
        case Day() if meaning.day:
            base = told_day or told[0]
            firsts = [days.plus_months(base.replace(day=1), n) for n in (-1, 0, 1)]
            runs = [_whole(days.day(f.year, f.month, meaning.day)) for f in firsts if f]
            found = _nearest([run for run in runs if run and run[0] >= base], (base, base), None)
            return Resolved.day(found[0], Basis.DISCOURSE) if found else None
        case Month():
            found = _nearest([days.months(y, meaning.month) for y in years], told, shift)
            value = f"{found[0].year:04d}-{meaning.month:02d}" if found else ""
            return Resolved.run(value, found, Granularity.MONTH, Basis.DISCOURSE)
        case Season():
            found = _nearest([days.season(meaning.code, y) for y in years], told, shift)
            value = f"{found[0].year:04d}-{meaning.code}" if found else ""
            return Resolved.run(value, found, Granularity.SEASON, Basis.DISCOURSE)
        case Festival():
            found = _nearest([_whole(days.feast(rule, y)) for y in years for rule in meaning.days], told, shift)
            return Resolved.day(found[0], Basis.DISCOURSE) if found else None
        case Weekday() if told_day:
            when = days.plus(told_day, (meaning.weekday - told_day.isoweekday()) % 7)
            return Resolved.day(when, Basis.DISCOURSE) if when else None
        case _:
            return None


def short(run: tuple[date | None, date | None]) -> days.Run | None:
    """A run of at most a year, from which dates can go on; None of others."""
    start, end = run
    return (start, end) if start and end and (end - start).days <= _YEAR_DAYS else None


def _whole(day: date | None) -> days.Run | None:
    return (day, day) if day else None


def _nearest(runs: Iterable[days.Run | None], told: days.Run, shift: str | None) -> days.Run | None:
    """Of the runs, the one nearest to `told`, the later of two as near; of "following" ones the first after it."""
    found = [run for run in runs if run and (shift not in AFTER or run[0] > told[1])]
    return min(
        found,
        key=lambda run: (max((run[0] - told[1]).days, (told[0] - run[1]).days, 0), -run[0].toordinal()),
        default=None,
    )
