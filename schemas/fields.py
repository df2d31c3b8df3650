"""The fields that mentions, clusters and events share: parties, time, place, casualties, quantities."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Moment, Record, Span
from schemas.plover import Sector


class Factuality(StrEnum):
    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HABITUAL = "habitual"


class Granularity(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"


class Basis(StrEnum):
    """How a date is known: written out, counted from another, taken over from the text around, or the publication's."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    DISCOURSE = "discourse"
    PUBLICATION = "publication"


class CasualtyKind(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    ABDUCTED = "abducted"


class Qualifier(StrEnum):
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    NO_MAJOR = "no_major"
    SEVERAL = "several"


class Actor(Record):
    """A party: the words in the text and what they mean. `country` is ISO 3166-1 alpha-3 or one of NON_STATE_CODES."""

    text: str
    name: str | None = None
    country: str | None = None
    sector: Sector | None = None
    other_sectors: list[Sector] = []
    title: str | None = None
    evidence: Span | None = None


class When(Record):
    """Days `start` to `end`, both inclusive; either is null where the text leaves it open."""

    start: date | None
    end: date | None
    granularity: Granularity
    basis: Basis
    text: str | None = None
    evidence: Span | None = None


class Where(Record):
    """A place of the gazetteer. `resolution`: 5 below city, 4 city, 3 second, 2 first level division, 1 country."""

    text: str
    name: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    resolution: int = Field(ge=1, le=5)
    evidence: Span | None = None


class Casualties(Record):
    """One claim. `min` and `max` are people, equal where one number is given; null where it is open.

    In clusters and events: `claimed_at`, when the first article with this claim was published; `latest`, whether it is
    the newest authoritative count of its kind.
    """

    kind: CasualtyKind
    min: int | None
    max: int | None
    qualifier: Qualifier | None = None
    victims: str | None = None
    claimed_by: str | None = None
    claimed_at: Moment | None = None
    latest: bool = False
    evidence: Span | None = None


class Quantity(Record):
    """Another number of the event: 23 drones launched, 11 regions."""

    what: str
    value: float
    unit: str | None = None
    text: str
    evidence: Span | None = None


class Provenance(Record):
    dateline: str
    model: str
    lexicon: str
    gazetteer: str
