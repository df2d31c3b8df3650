"""Which year, month or week an incomplete date means: the nearest that fits the clause's direction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schemas.fields import Basis, Granularity
from services.extract.time import days
from services.extract.time.meaning import Day, Festival, Fraction, Month, Season, Weekday


@dataclass(frozen=True, slots=True)
class Resolved:
    """TIMEX3 type and value, the days (None: open or unknown), how fine and how they are known."""

    type: str
    value: str
    start: date | None
    end: date | None
    granularity: Granularity
    basis: Basis

    @classmethod
    def day(cls, when: date, basis: Basis = Basis.RELATIVE) -> "Resolved":
        """A single day."""
        return cls("DATE", when.isoformat(), when, when, Granularity.DAY, basis)

    @classmethod
    def run(
        cls, value: str, run: days.Run | None, granularity: Granularity, basis: Basis = Basis.RELATIVE
    ) -> "Resolved | None":
        """A run of days, or None without one."""
        return cls("DATE", value, run[0], run[1], granularity, basis) if run else None


def _distance(run: days.Run, to: date) -> int:
    """Days between a run and a day, 0 inside it."""
    return max((run[0] - to).days, (to - run[1]).days, 0)


def choose(runs: Iterable[days.Run | None], published: date, direction: int) -> days.Run | None:
    """Of runs that could be meant, the nearest one behind (-1), ahead (1) or either way (0) of `published`."""
    found = [run for run in runs if run]
    fitting = [
        run
        for run in found
        if direction == 0 or (direction < 0 and run[0] <= published) or (direction > 0 and run[1] >= published)
    ]
    return min(fitting or found, key=lambda run: (_distance(run, published), run[0]), default=None)


def _around(published: date, year: int | None, shift: int | None = None) -> range:
    """Years to try: the one given, the one `shift` away, or those next to publication."""
    if year is None and shift is not None:
        year = published.year + shift
    return range(year, year + 1) if year is not None else range(published.year - 1, published.year + 2)


_FARTHEST_AHEAD = 270
"""Days: a date without a year is not that of next year where it has just been."""


def resolve_day(meaning: Day, published: date, direction: int, year: int | None) -> Resolved | None:
    """A calendar date, completed by the nearest year or month; a weekday named with it must agree where it can."""
    if meaning.year is not None and meaning.month and meaning.day:
        exact = days.day(meaning.year, meaning.month, meaning.day)
        return Resolved.day(exact, Basis.EXPLICIT) if exact else None
    if meaning.day is None:
        return None
    if meaning.month_shift is not None:
        base = days.plus_months(published.replace(day=1), meaning.month_shift)
        exact = days.day(base.year, base.month, meaning.day) if base else None
        return Resolved.day(exact) if exact else None
    candidates: list[date | None]
    if meaning.month is not None:
        tried = [year] if year is not None else [published.year + n for n in range(-4, 5)]
        candidates = [days.day(y, meaning.month, meaning.day) for y in tried if 0 < y < 9999]
    else:
        firsts = [days.plus_months(published.replace(day=1), n) for n in range(-6, 7)]
        candidates = [days.day(first.year, first.month, meaning.day) for first in firsts if first]
        direction = direction or (0 if meaning.weekday else -1)
    found = [(when, when) for when in candidates if when]
    if meaning.weekday:
        agreeing = [run for run in found if run[0].isoweekday() == meaning.weekday and _distance(run, published) < 550]
        found = agreeing or found
    # "said the June 3 hearing": the verb near a date is often not its own, so looking back does not bind
    run = choose(found, published, direction if meaning.month is None else max(direction, 0))
    if run and meaning.month is not None and (run[0] - published).days > _FARTHEST_AHEAD:
        run = choose(found, published, 0)  # "decided to arrest him on May 23", said in June
    return Resolved.day(run[0]) if run else None


def resolve_weekday(meaning: Weekday, published: date, direction: int, anchor: date) -> Resolved | None:
    """A weekday: the last one up to publication, unless the clause or a word beside it says otherwise."""
    target = meaning.weekday
    if meaning.week_shift is not None:
        monday = days.plus(published, 7 * meaning.week_shift - published.weekday())
        found = days.plus(monday, target - 1) if monday else None
        return Resolved.day(found) if found else None
    ahead = (target - published.isoweekday()) % 7
    back = (published.isoweekday() - target) % 7
    match meaning.shift:
        case "last" | "previous":
            shift = -(back if back > 1 else back + 7)  # on a Monday "last Sunday" would be yesterday: see below
            if back == 1 and target >= 6:
                shift = -1
        case "past":
            shift = -(back or 7)
        case "next":
            shift = ahead if ahead > 3 else ahead + 7  # "next Friday" is not said of tomorrow
        case "coming" | "upcoming":
            shift = ahead or 7
        case "following" | "subsequent":
            start = days.plus(anchor, (target - anchor.isoweekday()) % 7 or 7)
            return Resolved.day(start) if start else None
        case "this" | "current":
            shift = target - published.isoweekday()
        case _:
            shift = ahead if direction > 0 else -back
    found = days.plus(published, shift)
    return Resolved.day(found) if found else None


def resolve_month(meaning: Month, published: date, direction: int, year: int | None) -> Resolved | None:
    """A month: of the year given, else the last one unless the clause looks ahead."""
    number, current = meaning.month, published.month
    if meaning.year is not None:
        chosen, basis = meaning.year, Basis.EXPLICIT
    else:
        basis = Basis.RELATIVE
        if meaning.year_shift is not None:
            chosen = published.year + meaning.year_shift
        elif meaning.shift in ("last", "past", "previous"):
            chosen = published.year - (number >= current)
        elif meaning.shift in ("next", "coming", "upcoming"):
            chosen = published.year + (number <= current)
        elif meaning.shift is not None:
            chosen = published.year
        elif year is not None:
            chosen = year
        elif direction > 0:
            chosen = published.year + (number < current)
        else:
            chosen = published.year - (number > current)
    return Resolved.run(f"{chosen:04d}-{number:02d}", days.months(chosen, number), Granularity.MONTH, basis)


def resolve_season(meaning: Season, published: date, direction: int) -> Resolved | None:
    """A season: of the year given, else the nearest."""
    if meaning.shift in ("last", "past", "previous"):
        runs = [days.season(meaning.code, y) for y in _around(published, None)]
        past = [run for run in runs if run and run[1] < published]
        run = max(past, default=None)
    elif meaning.shift in ("next", "coming", "upcoming"):
        runs = [days.season(meaning.code, y) for y in _around(published, None)]
        run = min((run for run in runs if run and run[0] > published), default=None)
    elif meaning.shift in ("this", "current"):
        runs = [days.season(meaning.code, y) for y in _around(published, None)]
        run = next((run for run in runs if run and run[0].year == published.year), None)
        run = next((r for r in runs if r and r[0] <= published <= r[1]), run)  # in January: the winter that it is
    else:
        years = _around(published, meaning.year, meaning.year_shift)
        run = choose((days.season(meaning.code, y) for y in years), published, direction)
    if run is None:
        return None
    basis = Basis.EXPLICIT if meaning.year is not None else Basis.RELATIVE
    return Resolved.run(f"{run[0].year:04d}-{meaning.code}", run, Granularity.SEASON, basis)


def resolve_fraction(meaning: Fraction, published: date, direction: int) -> Resolved | None:
    """A quarter or half: of the year given, else the last finished one unless the clause looks ahead."""
    size = 12 // meaning.of
    runs = [
        days.months(y, (meaning.number - 1) * size + 1, size)
        for y in _around(published, meaning.year, meaning.year_shift)
        if 0 < y < 9999
    ]
    if len(runs) > 1 and direction <= 0:
        runs = [run for run in runs if run and run[1] < published] or runs
    run = choose(runs, published, direction)
    if run is None:
        return None
    basis = Basis.EXPLICIT if meaning.year is not None else Basis.RELATIVE
    value = f"{run[0].year:04d}-{'Q' if meaning.of == 4 else 'H'}{meaning.number}"
    return Resolved.run(value, run, Granularity.QUARTER if meaning.of == 4 else Granularity.INTERVAL, basis)


def resolve_festival(meaning: Festival, published: date, direction: int) -> Resolved | None:
    """A feast: of the year given, else the nearest; between calendars the nearer day."""
    years = [y for y in _around(published, meaning.year, meaning.year_shift) if 0 < y < 9999]
    found = [days.feast(rule, y) for y in years for rule in meaning.days]
    if meaning.shift in ("last", "previous"):
        found = [when for when in found if when and when < published]
    elif meaning.shift in ("next", "following"):
        found = [when for when in found if when and when > published]
    run = choose([(when, when) for when in found if when], published, max(direction, 0))
    basis = Basis.EXPLICIT if meaning.year is not None else Basis.RELATIVE
    if run and meaning.weekend:
        return _weekend(run[0], basis)
    return Resolved.day(run[0], basis) if run else None


def _weekend(feast: date, basis: Basis) -> Resolved | None:
    """The weekend next to a feast, the feast itself in it where it is a Monday or Friday."""
    of = days.plus(feast, -7) if feast.isoweekday() <= 2 else feast
    week = days.week(of) if of else None
    saturday = days.plus(week[0], 5) if week else None
    if not of or not week or not saturday:
        return None
    start = min(saturday, feast) if feast.isoweekday() == 5 else saturday
    end = max(week[1], feast) if feast.isoweekday() == 1 else week[1]
    return Resolved("DATE", days.week_value(of) + "-WE", start, end, Granularity.INTERVAL, basis)
