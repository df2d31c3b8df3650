"""From what an expression says and when it was said to days and a TIMEX3 value."""

from dataclasses import dataclass
from datetime import date

from schemas.fields import Basis, Granularity
from services.extract.quantities.words import wordlist
from services.extract.time import days, length
from services.extract.time.calendar_resolve import (
    Resolved,
    resolve_day,
    resolve_festival,
    resolve_fraction,
    resolve_month,
    resolve_season,
    resolve_weekday,
)
from services.extract.time.meaning import (
    Clock,
    Counted,
    Day,
    Festival,
    Fiscal,
    Fraction,
    Length,
    Meaning,
    Month,
    Nth,
    Offset,
    PartOfDay,
    Period,
    Portion,
    Reference,
    Repeat,
    Season,
    Weekday,
    Year,
    Years,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """When it was said: `published`; `direction` of its clause: -1 past, 1 future, 0 not known.

    spoken: the last day, month or other time spoken of; spoken_day: the last day. year: one named in the sentence.
    history: the text tells of the past in order, so that days count from months too.
    """

    published: date
    direction: int
    spoken: date | None = None
    spoken_day: date | None = None
    year: int | None = None
    history: bool = False

    def anchor(self, unit: str = "day") -> date:
        """What a `unit` counted from the time spoken of counts from."""
        fine = unit in ("day", "night", "week", "weekend", "hour", "minute", "second", "fortnight")
        return (
            (self.spoken_day if fine else None) or (self.spoken if not fine or self.history else None) or self.published
        )


def resolve(meaning: Meaning, at: Setting) -> Resolved | None:
    """The days and the value of an expression; None where there are none (30 February)."""
    match meaning:
        case Day():
            return resolve_day(meaning, at.published, at.direction, at.year)
        case Weekday():
            return resolve_weekday(meaning, at.published, at.direction, at.anchor())
        case Month():
            return resolve_month(meaning, at.published, at.direction, at.year)
        case Season():
            return resolve_season(meaning, at.published, at.direction)
        case Fraction():
            return resolve_fraction(meaning, at.published, at.direction)
        case Festival():
            return resolve_festival(meaning, at.published, at.direction)
        case Offset():
            found = days.plus(at.published, meaning.days)
            return Resolved.day(found) if found else None
        case Year():
            return Resolved.run(f"{meaning.year:04d}", days.years(meaning.year), Granularity.YEAR, Basis.EXPLICIT)
        case Years():
            grain = Granularity.DECADE if meaning.length == 10 else Granularity.INTERVAL
            run = days.years(max(meaning.first, 1), meaning.length)
            return Resolved.run(meaning.value, run, grain, Basis.EXPLICIT)
        case Fiscal():
            year = at.published.year + meaning.shift if meaning.year is None else meaning.year
            basis = Basis.RELATIVE if meaning.year is None else Basis.EXPLICIT
            return Resolved.run(f"FY{year:04d}", days.years(year), Granularity.YEAR, basis)
        case Nth():
            return _nth(meaning, at)
        case Period():
            return _period(meaning, at)
        case Counted():
            return _counted(meaning, at)
        case Length():
            return _length(meaning, at)
        case Portion():
            return _portion(meaning, at)
        case Repeat():
            return Resolved("SET", meaning.value, None, None, Granularity.INTERVAL, Basis.RELATIVE)
        case Reference():
            return _reference(meaning.value, at.published)
        case Clock() | PartOfDay():
            return _time(meaning, at)


def _reference(value: str, published: date) -> Resolved:
    start = None if value == "PAST_REF" else published
    end = None if value == "FUTURE_REF" else published
    return Resolved("DATE", value, start, end, Granularity.INTERVAL, Basis.RELATIVE)


def _time(meaning: Clock | PartOfDay, at: Setting) -> Resolved | None:
    base = resolve(meaning.day, at) if meaning.day else None
    if meaning.day and (base is None or base.start is None):
        return None
    when = base.start if base and base.start else at.anchor()
    basis = base.basis if base else Basis.DISCOURSE
    if isinstance(meaning, PartOfDay):
        over = meaning.code == "NI" and meaning.day == Offset(-1)
        end = days.plus(when, 1) if over else when
        return Resolved("TIME", f"{when.isoformat()}T{meaning.code}", when, end, Granularity.DAY, basis)
    seconds = "" if meaning.second is None else f":{meaning.second:02d}"
    value = f"{when.isoformat()}T{meaning.hour:02d}:{meaning.minute or 0:02d}{seconds}{'Z' if meaning.utc else ''}"
    return Resolved("TIME", value, when, when, Granularity.DAY, basis)


def _nth(meaning: Nth, at: Setting) -> Resolved | None:
    outer = resolve(meaning.within, at)
    if outer is None or outer.start is None or outer.end is None:
        return None
    run = (outer.start, outer.end)
    if meaning.number == 0:
        return Resolved.run(days.week_value(run[0]), days.week(run[0]), Granularity.WEEK, outer.basis)
    if meaning.weekday:
        found = days.nth_weekday(run, meaning.number, meaning.weekday)
        return Resolved.day(found, outer.basis) if found else None
    thursday = days.nth_weekday(run, meaning.number, 4)  # a week belongs where its Thursday lies, as in ISO 8601
    return (
        Resolved.run(days.week_value(thursday), days.week(thursday), Granularity.WEEK, outer.basis)
        if thursday
        else None
    )


def _period(meaning: Period, at: Setting) -> Resolved | None:
    base = at.anchor(meaning.unit) if meaning.anchored else at.published
    return period_around(base, meaning.unit, meaning.shift, at.direction)


def period_around(base: date, unit: str, shift: int, direction: int = 0) -> Resolved | None:
    """The period of kind `unit`, `shift` units from the one around `base`."""
    if unit in ("day", "week", "weekend", "fortnight"):
        step = {"day": 1, "fortnight": 14}.get(unit, 7)
        moved = days.plus(base, shift * step)
        if moved is None:
            return None
        if unit == "day":
            return Resolved.day(moved)
        if unit == "weekend":
            if shift == 0 and direction < 0 and moved.isoweekday() < 6:
                moved = days.plus(moved, -7) or moved
            run = days.week(moved)
            if run is None:
                return None
            saturday = days.plus(run[0], 5)
            return Resolved(
                "DATE", days.week_value(moved) + "-WE", saturday, run[1], Granularity.INTERVAL, Basis.RELATIVE
            )
        return Resolved.run(days.week_value(moved), days.week(moved), Granularity.WEEK)
    if unit in ("month", "quarter"):
        moved = days.plus_months(base, shift * (3 if unit == "quarter" else 1))
        if moved is None:
            return None
        if unit == "month":
            return Resolved.run(
                f"{moved.year:04d}-{moved.month:02d}", days.months(moved.year, moved.month), Granularity.MONTH
            )
        number = (moved.month - 1) // 3 + 1
        run = days.months(moved.year, number * 3 - 2, 3)
        return Resolved.run(f"{moved.year:04d}-Q{number}", run, Granularity.QUARTER)
    if unit == "year":
        year = base.year + shift
        return Resolved.run(f"{year:04d}", days.years(year), Granularity.YEAR) if year > 0 else None
    span, grain = (10, Granularity.DECADE) if unit == "decade" else (100, Granularity.INTERVAL)
    first = (base.year // span + shift) * span
    value = f"{first // 10:03d}" if span == 10 else f"{first // 100:02d}"
    return Resolved.run(value, days.years(first, span), grain) if first > 0 and unit in ("decade", "century") else None


def _counted(meaning: Counted, at: Setting) -> Resolved | None:
    if any(value is None for value, _ in meaning.lengths):
        return _reference("PAST_REF" if meaning.direction < 0 else "FUTURE_REF", at.published)
    finest = min((unit for _, unit in meaning.lengths), key=_FINENESS.index)
    base: date | None = at.anchor(finest) if meaning.anchored else at.published
    if meaning.anchor:
        outer = resolve(meaning.anchor, at)
        base = outer.start if outer else None
    when = moved(base, meaning.lengths, meaning.direction) if base else None
    if when is None:
        return None
    if finest in ("hour", "minute", "second"):
        return Resolved("TIME", when.isoformat(), when, when, Granularity.DAY, Basis.RELATIVE)
    if finest in ("week", "fortnight", "weekend"):
        start, end = days.plus(when, -3), days.plus(when, 3)
        return Resolved("DATE", when.isoformat(), start, end, Granularity.WEEK, Basis.RELATIVE)
    return period_around(when, "day" if finest == "night" else finest, 0)


_FINENESS = wordlist("second minute hour day night week weekend fortnight month quarter year decade century")
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14, "hour": 0, "minute": 0, "second": 0}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def moved(base: date, lengths: tuple[tuple[float | None, str], ...], direction: int) -> date | None:
    """The day `lengths` away from `base`: months first, then days. Vague lengths do not move."""
    month_count = sum((value or 0) * _MONTHS.get(unit, 0) for value, unit in lengths)
    day_count = sum((value or 0) * _DAYS.get(unit, 0) for value, unit in lengths)
    if not abs(month_count) < 1e5 or not abs(day_count) < 3e6:
        return None
    shifted = days.plus_months(base, direction * month_count)
    return days.plus(shifted, direction * day_count) if shifted else None


def _portion(meaning: Portion, at: Setting) -> Resolved | None:
    outer = resolve(meaning.within, at)
    if outer is None or outer.start is None or outer.end is None:
        return None
    lengths: length.Lengths = ((meaning.number, meaning.unit),)
    start: date | None = outer.start
    end: date | None = outer.end
    if meaning.unit in ("week", "fortnight"):  # a week belongs where its Thursday lies
        thursday = days.nth_weekday((outer.start, outer.end), meaning.side, 4)
        start, end = days.week(thursday) or (None, None) if thursday else (None, None)
    if meaning.side > 0:
        after = moved(start, lengths, 1) if start else None
        end = days.plus(after, -1) if after else None
    else:
        after = days.plus(end, 1) if end else None
        start = moved(after, lengths, -1) if after else None
    return Resolved("DURATION", length.written(lengths), start, end, Granularity.INTERVAL, outer.basis)


def _length(meaning: Length, at: Setting) -> Resolved | None:
    value = length.written(meaning.lengths)
    vague = any(number is None for number, _ in meaning.lengths)
    start: date | None = None
    end: date | None = None
    if meaning.side:
        far = None if vague else moved(at.published, meaning.lengths, meaning.side)
        start, end = (far, at.published) if meaning.side < 0 else (at.published, far)
    elif meaning.from_event and not vague and all(unit in ("day", "week") for _, unit in meaning.lengths):
        start = end = moved(at.published, meaning.lengths, -meaning.from_event)
    grain = Granularity.DAY if meaning.from_event and start else Granularity.INTERVAL
    return Resolved("DURATION", value, start, end, grain, Basis.RELATIVE)
