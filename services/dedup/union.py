"""The parties of a cluster: the union of what its mentions name, each once, in its fullest form."""

from collections.abc import Sequence

from schemas.fields import Actor
from schemas.plover import Sector
from services.dedup.parties import Party, parties_of, same_name
from services.dedup.votes import Voice

# A party this rarely named beside the best supported one is a slip of reading.
LEAST_SHARE = 0.2


class _Seat:
    """One party with the sources that name it; `actor` is its fullest form."""

    def __init__(self, actor: Actor, party: Party | None, sources: frozenset[int]) -> None:
        self.actor, self.party, self.sources = actor, party, set(sources)

    @property
    def named(self) -> bool:
        return bool(self.party and self.party.name)


def both_roles(voices: Sequence[Voice]) -> tuple[list[Actor], list[Actor]]:
    """Actors and recipients over `voices` (best first). One named in both roles keeps the role more sources give it."""
    actors = _seats(voices, recipients=False)
    recipients = _seats(voices, recipients=True)
    for seat in list(actors):
        twin = next((s for s in recipients if _one(seat.party, s.party) and (seat.named or s.named)), None)
        if twin is None:
            continue
        if len(seat.sources) >= len(twin.sources):
            recipients.remove(twin)
        elif len(actors) > 1:
            actors.remove(seat)
    return [seat.actor for seat in actors], [seat.actor for seat in recipients]


def _seats(voices: Sequence[Voice], recipients: bool) -> list[_Seat]:
    seats: list[_Seat] = []
    for voice in voices:
        for told in voice.mention.recipients if recipients else voice.mention.actors:
            actor = voice.evident(told)
            party = next(iter(parties_of([actor])), None)
            seat = next((s for s in seats if _one(s.party, party) or _same_words(s.actor, actor)), None)
            if seat is None:
                seats.append(_Seat(actor, party, voice.sources))
                continue
            seat.sources.update(voice.sources)
            if _fuller(actor, seat.actor) and not (party and _state(party)):
                seat.actor, seat.party = actor, party
    return _without_redundant(seats)


def _one(a: Party | None, b: Party | None) -> bool:
    """Whether two parties are one in different words: names that contain one another, or the same state or group."""
    if a is None or b is None:
        return a is b
    if a.country != b.country and a.country and b.country:
        return False
    if _state(a) and _state(b):
        return a.country == b.country
    if a.name and b.name:
        return same_name(a.name, b.name)
    same_country = a.country == b.country or not a.country or not b.country
    return not a.name and not b.name and same_country and a.sector == b.sector


def _same_words(a: Actor, b: Actor) -> bool:
    """Whether two nameless parties are told in the same words: "a gunman", "the gunman".

    "Indian and Chinese soldiers" are two parties in the same words: their countries part them.
    """
    one_country = a.country == b.country or not a.country or not b.country
    return not a.name and not b.name and one_country and _words(a) == _words(b)


def _words(actor: Actor) -> str:
    first, _, rest = actor.text.casefold().partition(" ")
    return rest if first in ("a", "an", "the") else actor.text.casefold()


def _state(party: Party) -> bool:
    """Whether a party is a country as such, by whatever name: Belarus, or Minsk for it."""
    return bool(party.country) and party.sector is None and not party.titled


def _fuller(a: Actor, b: Actor) -> bool:
    def fullness(actor: Actor) -> tuple[bool, int, bool, bool]:
        known = actor.sector is not None and actor.sector is not Sector.UNK
        return actor.country is not None, len((actor.name or "").split()), known, actor.title is not None

    return fullness(a) > fullness(b)


def _without_redundant(seats: list[_Seat]) -> list[_Seat]:
    """Leave out the unknown where someone is known, "Russia" where Putin is, and what hardly anyone names."""
    most = max((len(seat.sources) for seat in seats), default=0)
    kept = []
    for seat in seats:
        others = [s for s in seats if s is not seat]
        if seat.party is None and others:
            continue
        if (
            seat.party
            and (not seat.party.name or _state(seat.party))
            and any(_covers(s.party, seat.party) for s in others)
        ):
            continue
        if len(seat.sources) >= LEAST_SHARE * most:
            kept.append(seat)
    return sorted(kept, key=lambda seat: -len(seat.sources))


def _covers(fuller: Party | None, vaguer: Party) -> bool:
    """Whether a nameless party or a state is only a vaguer word for another: its country, no or the same sector."""
    if fuller is None or (_state(vaguer) and _state(fuller)):
        return False
    same_country = vaguer.country == fuller.country or vaguer.country is None
    same_sector = vaguer.sector is None or vaguer.sector == fuller.sector
    more = bool(fuller.name) or (fuller.country, fuller.sector) != (vaguer.country, vaguer.sector)
    return same_country and same_sector and more
