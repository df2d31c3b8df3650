"""What a time expression says before anyone knows when it was said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """A day by calendar: any part may be missing. `weekday` 1 Monday … 7."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    month_shift: int | None = None  # "the 20th of next month"


@dataclass(frozen=True, slots=True)
class Weekday:
    """ "Sunday", "last Sunday"; `week_shift` for "Friday next week"."""

    weekday: int
    shift: str | None = None  # last, next, this, following, previous
    week_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """Days from publication: yesterday is -1."""

    days: int


@dataclass(frozen=True, slots=True)
class Month:
    month: int
    year: int | None = None
    year_shift: int | None = None  # "October last year"
    shift: str | None = None  # "last October"


@dataclass(frozen=True, slots=True)
class Year:
    year: int


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quarter (`of` 4) or half (`of` 2) of a year; `fiscal` where the text says so."""

    number: int
    of: int
    year: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    code: str
    year: int | None = None
    year_shift: int | None = None
    shift: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """Decade, century or other run of `length` years from `first`; `value` as TIMEX3 writes it."""

    first: int
    length: int
    value: str


@dataclass(frozen=True, slots=True)
class Fiscal:
    year: int | None
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Nth:
    """The `number`th week or weekday (weekday 0: week) of a month or year; -1 the last."""

    number: int
    weekday: int
    within: "Meaning"


@dataclass(frozen=True, slots=True)
class Festival:
    """`weekend`: "Labor Day weekend"."""

    days: tuple[str, ...]
    year: int | None = None
    year_shift: int | None = None
    shift: str | None = None
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, weekend, month … `shift` units away; `anchored`: from the time spoken of, not from publication."""

    unit: str
    shift: int
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """`lengths` before (direction -1) or after publication, or after the time spoken of where `anchored`."""

    lengths: tuple[tuple[float | None, str], ...]
    direction: int
    anchored: bool = False
    anchor: "Meaning | None" = None


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time. `side`: -1 the past three days, 1 the next three days. `from_event`: "three days after …"."""

    lengths: tuple[tuple[float | None, str], ...]
    side: int = 0
    from_event: int = 0


@dataclass(frozen=True, slots=True)
class Portion:
    """The first (`side` 1) or last (-1) `number` units of a month or year."""

    number: float
    unit: str
    side: int
    within: "Meaning"


@dataclass(frozen=True, slots=True)
class Repeat:
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    value: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, of `day` or of the day spoken of."""

    hour: int
    minute: int | None
    utc: bool = False
    day: "Meaning | None" = None
    second: int | None = None


@dataclass(frozen=True, slots=True)
class PartOfDay:
    code: str
    day: "Meaning | None" = None


Meaning = (
    Day
    | Weekday
    | Offset
    | Month
    | Year
    | Fraction
    | Season
    | Years
    | Fiscal
    | Nth
    | Festival
    | Period
    | Counted
    | Length
    | Portion
    | Repeat
    | Reference
    | Clock
    | PartOfDay
)


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` … `end` - 1 read as `meaning`. `part` early, mid or late; `relation` since, until … or ""."""

    first: int
    end: int
    meaning: Meaning
    part: str = ""
    relation: str = ""
