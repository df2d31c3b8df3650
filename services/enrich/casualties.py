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
    """All claims, those of one kind as a span where they differ; "" without any."""
    out = []
    for kind in CasualtyKind:
        told = [c for c in casualties if c.kind is kind]
        claims = list(dict.fromkeys(filter(None, (_count(c) for c in told))))
        if len(claims) > 1 and (span := _span(told)):
            out.append(f"{span} {kind.value}, by differing counts")
        elif claims:
            victims = {c.victims for c in told if c.victims}
            who = f" {victims.pop()}" if len(victims) == 1 and len(claims) == 1 else ""
            numbers = [c for c in claims if any(d.isdigit() for d in c)]
            out.append(f"{min(numbers or claims, key=len)}{who} {kind.value}")
    if not out and any(c.qualifier is Qualifier.NO_MAJOR for c in casualties):
        return "no major casualties"
    return "; ".join(out) if any(", by" in o for o in out) else ", ".join(out)


def _span(claims: Sequence[Casualties]) -> str:
    """ "2 to 5" of claims that differ, "3 to at least 20" where the highest is open; "" where they are one number."""
    numbers = [(n, c) for c in claims for n in (c.min, c.max) if n is not None]
    if not numbers:
        return ""
    low, (high, highest) = min(n for n, _ in numbers), max(numbers, key=lambda known: known[0])
    if low == high:
        return ""
    is_open = highest.max is None or highest.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
    return f"{low:,} to {'at least ' if is_open else ''}{high:,}"


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
