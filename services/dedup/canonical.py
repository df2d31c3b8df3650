"""The record of a cluster: for each field the best value over its mentions.

A function of what is said and by how many independent sources, never of the order of arrival: the more sources, the
better; of equals the more specific, the more confident, and last the one first by the hash of what it says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.cluster import Canonical
from schemas.fields import Basis, Factuality, Quantity, When, Where
from schemas.mention import EventMention
from services.dedup.calibration import EVENT, calibrated
from services.dedup.claims import claims_of
from services.dedup.dates import days_of
from services.dedup.places import Place, compare, place_of
from services.dedup.union import both_roles
from services.dedup.votes import Voice, majority, ordered, support

# What is told as done by anyone is done; a plan is more than a guess.
_PRECEDENCE = (
    Factuality.ASSERTED,
    Factuality.ATTRIBUTED,
    Factuality.PLANNED,
    Factuality.HYPOTHETICAL,
    Factuality.NEGATED,
    Factuality.HABITUAL,
)
_BASES = (Basis.EXPLICIT, Basis.RELATIVE, Basis.DISCOURSE, Basis.PUBLICATION)
QUANTITIES = 20  # of a cluster's record; a running story gathers many


def canonical_of(said: Iterable[Voice]) -> Canonical:
    """The record of a cluster in which these are said (at least one)."""
    voices = ordered(said)
    best = voices[0].mention
    factuality = min((v.mention.factuality for v in voices), key=_PRECEDENCE.index)
    actors, recipients = both_roles(voices)
    where = _where(voices)
    contexts = support(voices, lambda m: m.contexts)
    return Canonical(
        type=best.type,
        mode=majority(voices, lambda m: m.mode),
        contexts=sorted(contexts, key=lambda c: (-contexts[c], c)),
        factuality=factuality,
        attributed_to=majority(voices, lambda m: m.attributed_to) if factuality is Factuality.ATTRIBUTED else None,
        background=all(v.mention.background for v in voices),
        actors=actors,
        recipients=recipients,
        when=_when(voices),
        where=where,
        where_reason=None if where else majority(voices, lambda m: m.where_reason),
        casualties=claims_of(voices),
        quantities=_quantities(voices),
        confidence=calibrated(EVENT, max(v.mention.confidence for v in voices)),
        confidence_by_field=_by_field(v.mention for v in voices),
    )


def _when(voices: Sequence[Voice]) -> When | None:
    """The narrowest date; of equally narrow ones the better supported, the better founded, the earlier.

    A day that is only that of the report is as wide as two: the event may have been the day before.
    """
    if len(voices) == 1:  # as of most clusters
        return voices[0].evident(alone) if (alone := voices[0].mention.when) else None
    counted = support(voices, lambda m: [_dates(m.when)] if m.when else [])

    def rank(voice: Voice) -> tuple[int, int, int, str]:
        when = voice.mention.when
        assert when is not None
        width = (when.end - when.start).days if when.start and when.end else 10**6
        width += days_of(voice.mention).assumed
        return width, -counted[_dates(when)], _BASES.index(when.basis), str(_dates(when))

    best = min((v for v in voices if v.mention.when), key=rank, default=None)
    return best.evident(best.mention.when) if best and best.mention.when else None


def _dates(when: When) -> tuple[str, str]:
    return str(when.start), str(when.end)


def _where(voices: Sequence[Voice]) -> Where | None:
    """The most specific place; of equally specific ones the better supported, then by name.

    The town of a dateline is left out where another is told.
    """
    if len(voices) == 1:
        return voices[0].evident(alone) if (alone := voices[0].mention.where) else None
    counted = support(voices, lambda m: [_place(m.where)] if m.where else [])

    def rank(where: Where) -> tuple[int, int, str]:
        return -where.resolution, -counted[_place(where)], str(_place(where))

    told = [p for v in voices if (p := place_of(v.mention.where)) and not p.assumed]
    fitting = (v.evident(v.mention.where) for v in voices if v.mention.where and _fits(v.mention.where, told))
    return min(fitting, key=rank, default=None)


def _fits(where: Where, told: Sequence[Place]) -> bool:
    """Whether a place is told, or a dateline's with which none that is told conflicts."""
    place = place_of(where)
    if place is None or not place.assumed:
        return True
    there = replace(place, assumed=False)
    return all(compare(there, other) is not None for other in told)


def _place(where: Where) -> tuple[str, str]:
    return str(where.geonameid or ""), where.name


def _quantities(voices: Sequence[Voice]) -> list[Quantity]:
    counted = support(voices, lambda m: map(_amount, m.quantities))
    first: dict[tuple[str, ...], Quantity] = {}
    for voice in voices:
        for quantity in voice.mention.quantities:
            first.setdefault(_amount(quantity), voice.evident(quantity))
    return [first[key] for key in sorted(first, key=lambda key: (-counted[key], key))[:QUANTITIES]]


def _amount(quantity: Quantity) -> tuple[str, ...]:
    return quantity.what, str(quantity.value), str(quantity.unit)


def _by_field(mentions: Iterable[EventMention]) -> dict[str, float]:
    best: dict[str, float] = {}
    for mention in mentions:
        for name, confidence in mention.confidence_by_field.items():
            best[name] = max(confidence, best.get(name, 0.0))
    return {name: calibrated(name, best[name]) for name in sorted(best)}
