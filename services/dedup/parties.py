"""Whether two mentions can have the same parties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.fields import Actor
from schemas.plover import Sector
from services.dedup.weights import Feature

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Party:
    """What of an actor can agree or conflict. titled: an office holder, so certainly one person."""

    country: str | None
    sector: Sector | None
    name: tuple[str, ...]
    titled: bool


def parties_of(actors: Sequence[Actor]) -> tuple[Party, ...]:
    """The known among `actors`; one without country, name and sector could be anyone."""
    found = (
        _party(
            actor.country,
            actor.sector if actor.sector is not Sector.UNK else None,
            tuple(_WORD.findall((actor.name or "").casefold())),
            bool(actor.title),
        )
        for actor in actors
    )
    return tuple(party for party in found if party.country or party.sector or party.name)


@lru_cache(maxsize=65_536)
def _party(country: str | None, sector: Sector | None, name: tuple[str, ...], titled: bool) -> Party:
    """One object for all mentions of a party: clusters by the hundred thousand share few."""
    return Party(country, sector, name, titled)


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names are of one party: "Putin" and "Vladimir Putin"."""
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a))


def compare(a: tuple[Party, ...], b: tuple[Party, ...]) -> Feature | None:
    """How the parties of one role, such as the actors, of two mentions agree; None where they conflict."""
    if not a or not b:
        return Feature.NOTHING
    if _other_countries(a, b):
        return None
    if not any(_comparable(x, y) for x in a for y in b):  # "a leader was shot": "Rosa Melgar was shot"
        return Feature.NOTHING
    best = max((_agreement(x, y) for x in a for y in b), key=_BETTER.index)
    if best is not Feature.SAME_NAME and any(_rivals(x, y) for x in a for y in b):
        return Feature.OTHER_NAMES
    return best


def same_pair(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether two mentions of a meeting or accord have two countries in common."""
    return len(_countries(a) & _countries(b)) > 1


def other_pair(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether each has a party that the other has not: Russia with China, Russia with Belarus."""
    one, other = _countries(a), _countries(b)
    return bool(one - other and other - one)


_BETTER = (
    Feature.NO_COMMON_PARTY,
    Feature.SAME_SECTOR,
    Feature.SAME_COUNTRY,
    Feature.SAME_COUNTRY_AND_SECTOR,
    Feature.SAME_NAME,
)


def _agreement(a: Party, b: Party) -> Feature:
    if same_name(a.name, b.name) and not (a.country and b.country and a.country != b.country):
        return Feature.SAME_COUNTRY_AND_SECTOR if _state(a) and _state(b) else Feature.SAME_NAME
    if a.country and a.country == b.country:
        return Feature.SAME_COUNTRY_AND_SECTOR if a.sector == b.sector else Feature.SAME_COUNTRY
    if a.sector and a.sector == b.sector and not (a.country and b.country):
        return Feature.SAME_SECTOR
    return Feature.NO_COMMON_PARTY


def _comparable(a: Party, b: Party) -> bool:
    """Whether the two could agree or conflict: both have a country, or a sector, or a name."""
    return bool((a.country and b.country) or (a.sector and b.sector) or (a.name and b.name))


def _state(party: Party) -> bool:
    """Whether a name may be the state's own: it is in half the news of that country, a person is not."""
    return bool(party.country) and party.sector in (None, Sector.GOV) and not party.titled


def _rivals(a: Party, b: Party) -> bool:
    """Whether two names stand for two parties. A state and its minister do not; two ministers, two companies do."""
    if not a.name or not b.name or same_name(a.name, b.name):
        return False
    return (a.titled and b.titled) or (a.country is None and b.country is None)


def _countries(parties: tuple[Party, ...]) -> set[str]:
    return {party.country for party in parties if party.country}


def _other_countries(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    one, other = _countries(a), _countries(b)
    return bool(one and other) and not one & other
