"""Whether two mentions can be of one place."""

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from schemas.fields import Where
from services.dedup.weights import Feature

TOWN, REGION, COUNTRY = 3, 2, 1  # least resolution of each; a second-level district counts as a town
# Sources name the town, its suburb, its airport.
NEAR_KM = 30.0
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """What of a place can agree or conflict."""

    geonameid: int | None
    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    resolution: int
    assumed: bool = False


def place_of(where: Where | None) -> Place | None:
    """The place of a mention. `assumed`: that of the article's dateline, where its author is: the event may be near."""
    if where is None:
        return None
    told = where.evidence
    dateline = told is not None and told.start == 0 and told.text.isupper()
    return _place(
        where.geonameid, where.name.casefold(), where.country, where.admin1, where.admin2,
        where.latitude, where.longitude, where.resolution, dateline,
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _place(
    geonameid: int | None, name: str, country: str | None, admin1: str | None, admin2: str | None,
    latitude: float | None, longitude: float | None, resolution: int, assumed: bool,
) -> Place:  # fmt: skip
    """One object for all mentions of a place: clusters by the hundred thousand share few."""
    return Place(geonameid, name, country, admin1, admin2, latitude, longitude, resolution, assumed)


def compare(a: Place | None, b: Place | None) -> Feature | None:
    """How two places agree; None where they conflict. An unknown place agrees with any."""
    if a is None or b is None:
        return Feature.NOTHING
    if a.country and b.country and a.country != b.country:
        return None
    vaguer = min(a.resolution, b.resolution)
    if a is b or _same(a, b):
        if vaguer >= TOWN:
            return Feature.SAME_TOWN
        return Feature.SAME_REGION if vaguer == REGION else Feature.SAME_COUNTRY_ONLY
    if vaguer >= TOWN:
        return _towns(a, b) or _assumed(a, b)
    if vaguer == REGION:
        if a.admin1 and b.admin1:
            return Feature.TOWN_IN_REGION if a.admin1 == b.admin1 else _assumed(a, b)
        return Feature.NOTHING
    if max(a.resolution, b.resolution) == COUNTRY:  # two countries of which one has no code
        return None
    return Feature.PLACE_IN_COUNTRY if a.country and a.country == b.country else Feature.NOTHING


def _assumed(a: Place, b: Place) -> Feature | None:
    """Of two towns one only of a dateline: reports from the capital tell of the whole country."""
    return Feature.PLACE_IN_COUNTRY if (a.assumed or b.assumed) and a.country and a.country == b.country else None


def contains(vaguer: Place | None, finer: Place | None) -> bool:
    """Whether one place is the country or region that another, finer one may lie in."""
    if vaguer is None or finer is None or vaguer.resolution > REGION or vaguer.resolution >= finer.resolution:
        return False
    return vaguer.country == finer.country


def _same(a: Place, b: Place) -> bool:
    if a.geonameid is not None and b.geonameid is not None:
        return a.geonameid == b.geonameid
    return a.resolution == b.resolution and a.name == b.name


def _towns(a: Place, b: Place) -> Feature | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    if _kilometres(a.latitude, a.longitude, b.latitude, b.longitude) <= NEAR_KM:
        return Feature.NEAR
    district = TOWN in (a.resolution, b.resolution)
    return Feature.NEAR if district and a.admin2 and (a.admin1, a.admin2) == (b.admin1, b.admin2) else None


def _kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance (haversine)."""
    north, east = radians(other_latitude - latitude), radians(other_longitude - longitude)
    h = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))
