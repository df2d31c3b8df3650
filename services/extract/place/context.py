"""What an article is about: the countries and divisions it names, and where its sure places lie."""

import re
from collections import Counter
from collections.abc import Sequence
from math import asin, cos, exp, log, radians, sin, sqrt

from services.extract.document import Document
from services.extract.place.gazetteer import Entry, Gazetteer

_WORD = re.compile(r"[A-Z][\w’'-]{0,40}")
EARTH = 6371.0  # km
MOST = 60  # places asked for nearness
REACH = 120.0  # km: how far a place speaks for another


def distance(a: Entry, b: Entry) -> float:
    """Kilometres between two places on the great circle."""
    up, across = radians(a.latitude - b.latitude), radians(a.longitude - b.longitude)
    half = sin(up / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


class Context:
    """What demonyms and the places taken so far say. A name is judged by the others, so its own part is left out."""

    def __init__(self, entries: Sequence[Entry], demonyms: Counter[str]) -> None:
        self._countries = Counter({code: min(count, 4) for code, count in demonyms.items()})
        self._divisions: Counter[str] = Counter()
        for entry in entries:
            self._countries[entry.country or ""] += bool(entry.country)
            self._divisions[entry.admin1 or ""] += bool(entry.admin1)
        self._of_countries, self._of_divisions = self._countries.total(), self._divisions.total()
        self._places = list({e.key: e for e in entries if e.kind not in ("country", "region")}.values())[:MOST]

    def bonus(self, entry: Entry, own: Entry | None) -> float:
        """How well `entry` fits, on the scale of log10 of people: 0 not at all, about 4 very well.

        own: what the name was taken for in the round before.
        """
        fit = 0.0
        if entry.country:
            mine = own is not None and own.country is not None
            total = self._of_countries - mine
            count = self._countries[entry.country] - (mine and own is not None and own.country == entry.country)
            if count > 0:
                fit += 2.0 * (0.4 + 0.6 * count / total) * min(1.0, 0.5 + log(1 + count) / 3)
        if entry.admin1:
            mine = own is not None and own.admin1 is not None
            total = self._of_divisions - mine
            count = self._divisions[entry.admin1] - (mine and own is not None and own.admin1 == entry.admin1)
            if count > 0:
                fit += 1.6 * (0.4 + 0.6 * count / total) * min(1.0, 0.5 + log(1 + count) / 3)
        if entry.kind != "country":
            others = (p for p in self._places if own is None or p.key != own.key)
            nearest = min((distance(entry, p) for p in others), default=None)
            fit += 1.2 * exp(-nearest / REACH) if nearest is not None else 0.0
        return fit


def demonyms_of(document: Document, gazetteer: Gazetteer) -> Counter[str]:
    """Countries whose people or adjective the text names, counted."""
    found: Counter[str] = Counter()
    for text in (document.title or "", document.text):
        for match in _WORD.finditer(text):
            code = gazetteer.demonyms.get(match[0].removesuffix("'s").removesuffix("’s"))
            if code:
                found[code] += 1
    return found
