"""Containers: "Paris, Texas", "Mosul in northern Iraq", "Ukraine's Kherson" each say which place is meant."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.extract.document import Document
from services.extract.place.candidate import Candidate
from services.extract.place.evidence import LEADING
from services.extract.place.gazetteer import Entry

_WIDE = frozenset({"country", "admin1", "admin2", "region"})
_TOWNS, _PARTED = frozenset({"city", "admin2"}), frozenset({"country", "admin1"})
_IN = re.compile(r",? in (?:[a-z-]{1,20} )?")
_LOOSE = re.compile(r"[\s,]{0,3}(?:in|of|,|inside|within|\()\s(?:[\w-]{1,20}\s){0,5}", re.ASCII)
_GENITIVE = re.compile(r"[’']s?\s(?:[\w-]{1,20}\s){0,5}", re.ASCII)
_DIRECTION = re.compile(r"(?:[\w-]{1,20}\s){0,3}", re.ASCII)


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether `inner` lies in the country or division `outer`."""
    if outer.key == inner.key:
        return False
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "admin1":
        return outer.admin1 == inner.admin1 and inner.kind != "admin1"
    if outer.kind == "admin2":
        return outer.admin2 == inner.admin2
    if outer.kind == "region" and outer.country:
        near = abs(outer.latitude - inner.latitude) < 2.5 and abs(outer.longitude - inner.longitude) < 3.5
        return outer.country == inner.country and near and inner.kind != "country"
    return False


def link(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """`candidates` with `within` (sure) and `near` (likely) filled from what stands beside them."""
    out: list[Candidate] = []
    for position, candidate in enumerate(candidates):
        following = candidates[position + 1] if position + 1 < len(candidates) else None
        before = candidates[position - 1] if position else None
        within, near = list[Entry](), list[Entry]()
        if following is not None and following.sentence == candidate.sentence:
            gap = document.text[candidate.end : following.start]
            if gap.strip() == "," and not _listed(candidates, position, document.text):
                within = _holders(following.entries, candidate.entries)
            elif len(gap) < 80 and _LOOSE.fullmatch(gap):
                near += _holders(following.entries, candidate.entries)
        if before is not None and before.sentence == candidate.sentence:
            gap = document.text[before.end : candidate.start]
            if len(gap) < 80 and (_GENITIVE.fullmatch(gap) or _only_directions(gap)):
                near += _holders(before.entries, candidate.entries)
        out.append(replace(candidate, within=within, near=near))
    return out


def _only_directions(gap: str) -> bool:
    return bool(_DIRECTION.fullmatch(gap.lstrip())) and all(w.lower() in LEADING for w in gap.split())


def _holders(outers: Iterable[Entry], inners: Sequence[Entry]) -> list[Entry]:
    return [o for o in outers if o.kind in _WIDE and any(holds(o, i) for i in inners)]


def _listed(candidates: Sequence[Candidate], position: int, text: str) -> bool:
    """Whether the two stand in a list of equals: "in Texas, Georgia, and Alabama", "London, Paris and Rome"."""
    here, following = candidates[position], candidates[position + 1]
    after = text[following.end : following.end + 5]
    if not re.match(r",? (?:and|or) ", after) and not re.match(r", ", after):
        return False
    more = candidates[position + 2] if position + 2 < len(candidates) else None
    if more is None or more.start - following.end > 6:
        return False
    return here.entries[0].kind == following.entries[0].kind or not _holders(following.entries, here.entries)


def elsewhere(document: Document, candidates: Sequence[Candidate], entries: Sequence[Entry]) -> dict[int, Entry]:
    """Names that the text puts where the gazetteer has none of that name, by position: "Horgos in Serbia".

    Each with the country or division that the text says; what `candidates` mean stands in `entries`.
    """
    out: dict[int, Entry] = {}
    for i in range(len(candidates) - 1):
        here, following, outer = candidates[i], candidates[i + 1], entries[i + 1]
        if here.sentence != following.sentence or entries[i].kind not in _TOWNS or outer.kind not in _PARTED:
            continue
        gap = document.text[here.end : following.start]
        stated = _IN.fullmatch(gap) or (gap.strip() == "," and not _listed(candidates, i, document.text))
        if stated and not any(holds(o, e) for o in following.entries for e in here.entries):
            out[i] = outer
    return out
