"""Sentences with their toponyms marked, and how a tagging of them is counted; for the scorer and for the tests.

The files tests/extract/place/geoparsing*.txt hold a text a line, "[Paris|4717560] is in [Texas|US.TX]": the name and,
after the bar, the gazetteer's key of its place, its "latitude,longitude", or "-" where tagging it is neither right nor
wrong. A line "# set N …" begins a set. Gold is what a reader would put on a map: towns, divisions, countries, regions,
rivers and the like, also where they stand for a government or before a noun ("Moscow said", "Texas lawmakers"), and
the town of a council, court or police force named by it; not demonyms, roads, buildings, teams, schools or firms.
"""

import re
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Any

from bench.quality import ROOT
from services.extract.document import PlaceMention
from services.extract.place.gazetteer import Gazetteer

CASES = ROOT / "tests" / "extract" / "place"
REACH = 161  # km, the measure of the literature
EITHER = "-"
_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
_SET = re.compile(r"# set (\d+)")
Gold = dict[tuple[int, int], str]


def toponyms() -> list[tuple[str, str, Gold]]:
    """(set, text, gold by span) of each text, in the order of the files."""
    out, number = [], "0"
    for path in sorted(CASES.glob("geoparsing*.txt")):
        for line in path.read_text("utf8").splitlines():
            if line.startswith("#"):
                number = found[1] if (found := _SET.match(line)) else number
            else:
                out.append((number, *marked(line)))
    return out


def marked(line: str) -> tuple[str, Gold]:
    """The text of a line and what each marked span means."""
    text, position = "", 0
    gold: Gold = {}
    for mark in _MARK.finditer(line):
        text += line[position : mark.start()]
        gold[len(text), len(text) + len(mark[1])] = mark[2]
        text, position = text + mark[1], mark.end()
    return text + line[position:], gold


def is_name(place: PlaceMention) -> bool:
    """Not "the country" and the like."""
    return place.text[:1].isupper() and not re.match(r"The [a-z]", place.text)


def point(gazetteer: Gazetteer, key: str) -> tuple[float, float]:
    """Latitude and longitude of a gold key."""
    if "," in key:
        latitude, longitude = key.split(",")
        return float(latitude), float(longitude)
    entry = gazetteer.entry(int(key) if key.isdigit() else key)
    assert entry is not None, key
    return entry.latitude, entry.longitude


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """On the great circle."""
    up, across = radians(a[0] - b[0]), radians(a[1] - b[1])
    half = sin(up / 2) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(across / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


@dataclass
class Tagging:
    """Counts of names found, invented, missed, and of the found those near their place."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    near: int = 0
    errors: list[list[str]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of the names, wherever they lie."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def share_near(self) -> float:
        """Of the names found, those within REACH of their place."""
        return self.near / max(1, self.right)

    def report(self) -> dict[str, Any]:
        """The shares, and the product that counts."""
        precision, recall = self.right / max(1, self.right + self.wrong), self.right / max(1, self.right + self.missed)
        return {
            "names": self.right + self.missed, "precision": round(precision, 3), "recall": round(recall, 3),
            "f1": round(self.f1, 3), "within_161_km": round(self.share_near, 3),
            "product": round(self.f1 * self.share_near, 3), "errors": self.errors,
        }  # fmt: skip

    def count(self, gazetteer: Gazetteer, found: list[PlaceMention], text: str, gold: Gold) -> None:
        """Add one text. Found and gold match by overlap, one to one."""
        taken: dict[tuple[int, int], PlaceMention] = {}
        for place in filter(is_name, found):
            span = next((s for s in gold if s not in taken and s[0] < place.end and place.start < s[1]), None)
            if span is None:
                self.wrong += 1
                self.errors.append(["invented", place.text, place.name])
            else:
                taken[span] = place
        for span, key in gold.items():
            if key == EITHER:
                continue
            name = text[span[0] : span[1]]
            if span not in taken:
                self.missed += 1
                self.errors.append(["missed", name, key])
                continue
            self.right += 1
            said = taken[span]
            there = None if said.latitude is None or said.longitude is None else (said.latitude, said.longitude)
            if there is not None and kilometres(there, point(gazetteer, key)) <= REACH:
                self.near += 1
            else:
                self.errors.append(["elsewhere", name, f"{said.name} {said.country} {there}, not {key}"])
