"""Names read as far-off places that the article can't mean: "Walpole" beside Albany and Perth is not in Massachusetts.

A newspaper names a small place without its state or country only where readers know it from. Where what is told else
lies together and the one reading left lies far away, the gazetteer lacks the place that is meant.
"""

from collections.abc import Sequence

from services.extract.place.candidate import Candidate
from services.extract.place.context import distance
from services.extract.place.gazetteer import Entry

SMALL = 4.3  # log10 of people: larger towns are known abroad
FAR, TOGETHER = 300.0, 160.0  # km: from all others; between two of the others
MOST = 40  # others that are looked at
_POINTS = frozenset({"city", "capital", "admin2", "site"})


def strays(candidates: Sequence[Candidate], entries: Sequence[Entry], peoples: frozenset[str]) -> set[int]:
    """Positions of such names. entries: what `candidates` mean; peoples: countries that the text names by people."""
    out: set[int] = set()
    for i, (candidate, entry) in enumerate(zip(candidates, entries, strict=True)):
        if entry.kind != "city" or candidate.within or candidate.near or candidate.hint:
            continue
        if entry.weight >= SMALL and not entry.alternate:
            continue
        rest = [(c, e) for c, e in zip(candidates, entries, strict=True) if c.folded != candidate.folded]
        countries = {e.country for _, e in rest if e.country} | peoples
        if entry.alternate and countries and entry.country not in countries:
            out.add(i)
            continue
        others = list({e.key: e for _, e in rest if e.kind in _POINTS}.values())[:MOST]
        if len(others) > 1 and all(distance(entry, e) > FAR for e in others) and _together(others):
            out.add(i)
    return out


def _together(places: Sequence[Entry]) -> bool:
    """Whether two of the places lie side by side."""
    return any(distance(a, b) <= TOGETHER for n, a in enumerate(places) for b in places[n + 1 :])
