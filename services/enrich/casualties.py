"""Casualties in words: "3 killed, 11 injured", "at least 20 soldiers killed", "no major casualties"."""

from collections.abc import Sequence

from schemas.fields import Casualties, CasualtyKind, Qualifier

_BEFORE = {
    Qualifier.AT_LEAST: "at least ",
    Qualifier.UP_TO: "up to ",
    Qualifier.ABOUT: "about ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.LESS_THAN: "fewer than ",
}


def casualty_phrase(casualties: Sequence[Casualties]) -> str:
    """All claims, those of one kind side by side where they differ; "" without any."""
    out = []
    for kind in CasualtyKind:
        claims = list(dict.fromkeys(filter(None, (_count(c) for c in casualties if c.kind is kind))))
        victims = {c.victims for c in casualties if c.kind is kind and c.victims}
        if claims:
            who = f" {victims.pop()}" if len(victims) == 1 and len(claims) == 1 else ""
            told = ", ".join(claims[:-1]) + " or " + claims[-1] if len(claims) > 1 else claims[0]
            out.append(f"{told}{who} {kind.value}")
    if not out and any(c.qualifier is Qualifier.NO_MAJOR for c in casualties):
        return "no major casualties"
    return ", ".join(out)


def _count(claim: Casualties) -> str:
    low, high = claim.min, claim.max
    if claim.qualifier is Qualifier.NO_MAJOR:
        return ""
    if low is None and high is None:
        return "several" if claim.qualifier is Qualifier.SEVERAL else "an unknown number"
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,}"
    number = high if claim.qualifier in (Qualifier.UP_TO, Qualifier.LESS_THAN) and high is not None else low
    shown = number if number is not None else high
    if shown == 0:
        return "none"
    qualifier = claim.qualifier
    if qualifier is None and low is None:
        qualifier = Qualifier.UP_TO
    elif qualifier is None and high is None:
        qualifier = Qualifier.AT_LEAST
    return f"{_BEFORE.get(qualifier, '') if qualifier else ''}{shown:,}"
