"""Parties known from what an article told before: who attacked, who met, who is being helped."""

from collections.abc import Sequence

from schemas.plover import EventType
from services.extract.coder.coded import Coded
from services.extract.document import ActorMention

MUTUAL = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.AGREE, EventType.COOPERATE})
DEEDS, MEETINGS = 12, 6  # how many events back
AID_REACH = 5  # sentences


def told(before: Sequence[Coded], event_type: EventType, without: set[str | None]) -> list[ActorMention]:
    """Actors of the last event of a type told before, when none is of the countries `without`."""
    for e in reversed(before[-DEEDS:]):
        countries = {a.country for a in e.actors} - {None}
        if e.type is event_type and e.actors and countries and not e.defensive and not countries & without:
            return e.actors
    return []


def partners(before: Sequence[Coded]) -> list[ActorMention]:
    """Whom "they" means after a meeting: its participants, of two countries at least."""
    for e in reversed(before[-MEETINGS:]):
        parties = [*e.actors, *e.recipients]
        if e.type in MUTUAL and len({p.country for p in parties if p.country}) > 1:
            return parties
    return []


def helped(before: Sequence[Coded], sentence: int, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """Whom aid went to in the sentences before: "Britain has given five million pounds"."""
    home = {a.country for a in actors}
    for e in reversed(before[-MEETINGS:]):
        near = sentence - e.sentence <= AID_REACH and not e.background
        if near and e.type is EventType.AID and e.recipients and not home & {r.country for r in e.recipients}:
            return e.recipients
    return []
