"""What an article is about: the countries and divisions it names, and where its sure places lie."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import asin, cos, exp, log, radians, sin, sqrt

from services.extract.document import Document
from services.extract.place.gazetteer import Entry, Gazetteer

_WORD = re.compile(r"[A-Z][\w’'-]{0,40}")
EARTH = 6371.0  # km
REACH = 120.0  # km: how far a place speaks for another


def distance(a: Entry, b: Entry) -> float:
    """Kilometres between two places on the great circle."""
    up, across = radians(a.latitude - b.latitude), radians(a.longitude - b.longitude)
    half = sin(up / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


@dataclass
class Context:
    """Counts of countries (alpha-3) and divisions (code), and the places taken for sure."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)
    places: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Let `entry` speak for its surroundings."""
        if entry.country:
            self.countries[entry.country] += 1
        if entry.admin1:
            self.divisions[entry.admin1] += 1
        if entry.kind not in ("country", "region"):
            self.places.append(entry)

    def bonus(self, entry: Entry) -> float:
        """How well `entry` fits, on the scale of log10 of people: 0 not at all, about 4 very well."""
        fit = 0.0
        total = self.countries.total()
        if entry.country and (count := self.countries[entry.country]):
            fit += 1.6 * (0.4 + 0.6 * count / total) * min(1.0, 0.5 + log(1 + count) / 3)
        if entry.admin1 and (count := self.divisions[entry.admin1]):
            fit += 1.4 * min(1.0, 0.4 + log(1 + count) / 3)
        nearest = min((distance(entry, p) for p in self.places if p.key != entry.key), default=None)
        if nearest is not None and entry.kind != "country":
            fit += 1.2 * exp(-nearest / REACH)
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


def context_of(entries: Iterable[Entry], demonyms: Counter[str]) -> Context:
    """The context that places taken so far and demonyms make."""
    context = Context(countries=Counter({code: min(count, 4) for code, count in demonyms.items()}))
    for entry in entries:
        context.add(entry)
    return context
