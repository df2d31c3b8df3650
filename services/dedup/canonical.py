"""The record of a cluster: for each field the best value over its mentions.

A function of what is said and by how many independent sources, never of the order of arrival: the more sources, the
better; of equals the more specific, the more confident, and last the one first by the hash of what it says.
"""

from collections.abc import Iterable, Sequence

from schemas.cluster import Canonical
from schemas.fields import Basis, Casualties, Factuality, Quantity, When, Where
from schemas.mention import EventMention
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
        casualties=_casualties(voices),
        quantities=_quantities(voices),
        confidence=max(v.mention.confidence for v in voices),
        confidence_by_field=_by_field(v.mention for v in voices),
    )


def _when(voices: Sequence[Voice]) -> When | None:
    """The narrowest date; of equally narrow ones the better supported, the better founded, the earlier."""
    counted = support(voices, lambda m: [_dates(m.when)] if m.when else [])

    def rank(when: When) -> tuple[int, int, int, str]:
        width = (when.end - when.start).days if when.start and when.end else 10**6
        return width, -counted[_dates(when)], _BASES.index(when.basis), str(_dates(when))

    return min((v.mention.when for v in voices if v.mention.when), key=rank, default=None)


def _dates(when: When) -> tuple[str, str]:
    return str(when.start), str(when.end)


def _where(voices: Sequence[Voice]) -> Where | None:
    """The most specific place; of equally specific ones the better supported, then by name."""
    counted = support(voices, lambda m: [_place(m.where)] if m.where else [])

    def rank(where: Where) -> tuple[int, int, str]:
        return -where.resolution, -counted[_place(where)], str(_place(where))

    return min((v.mention.where for v in voices if v.mention.where), key=rank, default=None)


def _place(where: Where) -> tuple[str, str]:
    return str(where.geonameid or ""), where.name


def _casualties(voices: Sequence[Voice]) -> list[Casualties]:
    """Every distinct claim, side by side: by kind, the better supported first."""
    counted = support(voices, lambda m: map(_claim, m.casualties))
    first: dict[tuple[str, ...], Casualties] = {}
    for voice in voices:
        for claim in voice.mention.casualties:
            first.setdefault(_claim(claim), claim)
    # The same number without its claimant or its victims says nothing new.
    fuller = {(c.kind, c.min, c.max, c.qualifier) for c in first.values() if c.claimed_by or c.victims}
    kept = [
        (key, claim)
        for key, claim in first.items()
        if claim.claimed_by or claim.victims or (claim.kind, claim.min, claim.max, claim.qualifier) not in fuller
    ]
    return [claim for key, claim in sorted(kept, key=lambda pair: (pair[0][0], -counted[pair[0]], pair[0]))]


def _claim(claim: Casualties) -> tuple[str, ...]:
    return tuple(map(str, (claim.kind, claim.min, claim.max, claim.qualifier, claim.victims, claim.claimed_by)))


def _quantities(voices: Sequence[Voice]) -> list[Quantity]:
    counted = support(voices, lambda m: map(_amount, m.quantities))
    first: dict[tuple[str, ...], Quantity] = {}
    for voice in voices:
        for quantity in voice.mention.quantities:
            first.setdefault(_amount(quantity), quantity)
    return [first[key] for key in sorted(first, key=lambda key: (-counted[key], key))[:QUANTITIES]]


def _amount(quantity: Quantity) -> tuple[str, ...]:
    return quantity.what, str(quantity.value), str(quantity.unit)


def _by_field(mentions: Iterable[EventMention]) -> dict[str, float]:
    best: dict[str, float] = {}
    for mention in mentions:
        for name, confidence in mention.confidence_by_field.items():
            best[name] = max(confidence, best.get(name, 0.0))
    return dict(sorted(best.items()))
