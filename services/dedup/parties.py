"""Whether two mentions can have the same parties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.fields import Actor
from schemas.plover import Sector
from services.dedup import weights

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
        Party(
            actor.country,
            actor.sector if actor.sector is not Sector.UNK else None,
            tuple(_WORD.findall((actor.name or "").casefold())),
            bool(actor.title),
        )
        for actor in actors
    )
    return tuple(party for party in found if party.country or party.sector or party.name)


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names are of one party: "Putin" and "Vladimir Putin"."""
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a))


def compare(a: tuple[Party, ...], b: tuple[Party, ...]) -> float | None:
    """Points for one role, such as the actors, of two mentions; None where they conflict."""
    if not a or not b:
        return 0.0
    if _other_countries(a, b):
        return None
    best = max(_points(x, y) for x in a for y in b)
    if best < weights.SAME_NAME and any(_rivals(x, y) for x in a for y in b):
        return weights.OTHER_NAMES
    return best or weights.NO_COMMON_PARTY


def compare_pairs(a: tuple[Party, ...], b: tuple[Party, ...]) -> float | None:
    """The same for all parties of a meeting, accord or joint action, whose roles outlets tell either way round."""
    one, other = _countries(a), _countries(b)
    if one - other and other - one:  # Russia with China, Russia with Belarus
        return None
    points = compare(a, b)
    return points + weights.SAME_PAIR if points is not None and len(one & other) > 1 else points


def _points(a: Party, b: Party) -> float:
    if same_name(a.name, b.name) and not (a.country and b.country and a.country != b.country):
        return weights.SAME_COUNTRY_AND_SECTOR if _state(a) and _state(b) else weights.SAME_NAME
    if a.country and a.country == b.country:
        return weights.SAME_COUNTRY_AND_SECTOR if a.sector == b.sector else weights.SAME_COUNTRY
    if a.sector and a.sector == b.sector and not (a.country and b.country):
        return weights.SAME_SECTOR
    return 0.0


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
