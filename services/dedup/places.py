"""Whether two mentions can be of one place."""

from math import asin, cos, radians, sin, sqrt

from schemas.fields import Where
from services.dedup import weights

TOWN, REGION, COUNTRY = 3, 2, 1  # least resolution of each; a second-level district counts as a town
# Sources name the town, its suburb, its airport.
NEAR_KM = 30.0
EARTH_KM = 6371.0


def compare(a: Where | None, b: Where | None) -> float | None:
    """Points for two places; None where they conflict. An unknown place agrees with any."""
    if a is None or b is None:
        return 0.0
    if a.country and b.country and a.country != b.country:
        return None
    vaguer = min(a.resolution, b.resolution)
    if _same(a, b):
        return (
            weights.SAME_TOWN
            if vaguer >= TOWN
            else weights.SAME_REGION
            if vaguer == REGION
            else weights.SAME_COUNTRY_ONLY
        )
    if vaguer >= TOWN:
        return _towns(a, b)
    if vaguer == REGION:
        if a.admin1 and b.admin1:
            return weights.TOWN_IN_REGION if a.admin1 == b.admin1 else None
        return 0.0
    if max(a.resolution, b.resolution) == COUNTRY:  # two countries of which one has no code
        return None
    return weights.PLACE_IN_COUNTRY if a.country and a.country == b.country else 0.0


def _same(a: Where, b: Where) -> bool:
    if a.geonameid is not None and b.geonameid is not None:
        return a.geonameid == b.geonameid
    return a.resolution == b.resolution and a.name.casefold() == b.name.casefold()


def _towns(a: Where, b: Where) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    if _kilometres(a.latitude, a.longitude, b.latitude, b.longitude) <= NEAR_KM:
        return weights.NEAR
    district = TOWN in (a.resolution, b.resolution)
    return weights.NEAR if district and a.admin2 and (a.admin1, a.admin2) == (b.admin1, b.admin2) else None


def _kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance (haversine)."""
    north, east = radians(other_latitude - latitude), radians(other_longitude - longitude)
    h = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))
