"""The casualty claims of a cluster: side by side where they differ, each with who claims it and since when."""

from collections.abc import Sequence
from datetime import datetime

from schemas.fields import Casualties, CasualtyKind, Qualifier
from services.dedup.votes import Voice, support

_UNCOUNTED = (Qualifier.NO_MAJOR, Qualifier.SEVERAL)


def claims_of(voices: Sequence[Voice]) -> list[Casualties]:
    """Every distinct claim: by kind, the better supported first. Of each kind the newest authoritative count is marked.

    Authoritative is what someone is named for; where nobody is, what most independent sources say. Of claims equally
    new the better supported is marked, then the greater.
    """
    counted = support(voices, lambda m: map(_claim, m.casualties))
    first: dict[tuple[str, ...], Casualties] = {}
    since: dict[tuple[str, ...], datetime] = {}
    for voice in voices:
        for claim in voice.mention.casualties:
            key = _claim(claim)
            first.setdefault(key, voice.evident(claim))
            since[key] = min(voice.since, since.get(key, voice.since))
    # The same number without its claimant or its victims says nothing new.
    fuller = {_number(c) for c in first.values() if c.claimed_by or c.victims}
    kept = [key for key, c in first.items() if c.claimed_by or c.victims or _number(c) not in fuller]
    since = {key: min(_told(key, first, since)) for key in kept}
    newest: dict[CasualtyKind, tuple[tuple[object, ...], tuple[str, ...]]] = {}
    for key in kept:
        claim = first[key]
        if claim.qualifier in _UNCOUNTED or (claim.min is None and claim.max is None):
            continue
        rank = (bool(claim.claimed_by), since[key], counted[key], claim.min or 0, claim.max or 0, key)
        if claim.kind not in newest or rank > newest[claim.kind][0]:
            newest[claim.kind] = rank, key
    latest = {key for _, key in newest.values()}
    return [
        first[key].model_copy(update={"claimed_at": since[key], "latest": key in latest})
        for key in sorted(kept, key=lambda key: (key[0], -counted[key], key))
    ]


def _told(
    key: tuple[str, ...], first: dict[tuple[str, ...], Casualties], since: dict[tuple[str, ...], datetime]
) -> list[datetime]:
    """When a claim was made; one that nobody is named for is made with every claim of its number."""
    claim = first[key]
    return [since[k] for k, c in first.items() if k == key or (not claim.claimed_by and _number(c) == _number(claim))]


def _number(claim: Casualties) -> tuple[object, ...]:
    return claim.kind, claim.min, claim.max, claim.qualifier


def _claim(claim: Casualties) -> tuple[str, ...]:
    return tuple(map(str, (claim.kind, claim.min, claim.max, claim.qualifier, claim.victims, claim.claimed_by)))
