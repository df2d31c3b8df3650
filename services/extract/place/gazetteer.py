"""The gazetteer: place names to places, from the tables that `build_gazetteer` makes.

Both tables stay what they are on disk, lines sorted as bytes, and are searched by bisection: loading costs the
unpacking only, and memory the text.
"""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import log10
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.extract.place.fold import fold

HERE = Path(__file__).parent
LONGEST_NAME = 120  # characters; no place of the tables has a longer one
RESOLUTION = {"country": 1, "admin1": 2, "admin2": 3, "city": 4, "capital": 4, "seat": 5, "site": 5}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `key`: the geonameid, a division's code ("UA.14", "US.TX.277") or a hand-made name ("donbas").

    kind: country, admin1, admin2, city, capital, region, site (below city), seat (of power). country: ISO alpha-3.
    admin1, admin2: GeoNames' codes with the country's before. weight: log10 of the people, in kind's scale; what
    prominence there is. alternate: found by a name that is not its main one.
    """

    key: str
    kind: str
    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    population: int | None
    weight: float
    resolution: int
    alternate: bool = False
    geonameid: int | None = None  # None for divisions and regions whose id the sources lack


@dataclass(frozen=True, slots=True)
class Country:
    """A row of `countries.tsv`."""

    iso2: str
    iso3: str
    geonameid: int
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    neighbours: tuple[str, ...]  # ISO alpha-3


class Lines:
    """The lines of a packed table, each found by its first field."""

    def __init__(self, path: Path) -> None:
        self._data = gzip.decompress(path.read_bytes())
        ends = np.flatnonzero(np.frombuffer(self._data, np.uint8) == ord("\n"))
        self._ends: NDArray[np.uint32] = ends.astype(np.uint32)

    def find(self, key: str) -> list[str] | None:
        """The fields of the line whose first one is `key`."""
        wanted, low, high = key.encode("utf-8", "replace") + b"\t", 0, len(self._ends)
        while low < high:
            mid = (low + high) // 2
            start = int(self._ends[mid - 1]) + 1 if mid else 0
            if self._data[start : start + len(wanted)] == wanted:
                return self._data[start : int(self._ends[mid])].decode().split("\t")
            if self._data[start : int(self._ends[mid])] < wanted:
                low = mid + 1
            else:
                high = mid
        return None


class Gazetteer:
    """Names to entries. Immutable, so one serves all threads."""

    def __init__(self, folder: Path = HERE) -> None:
        self.version = (folder / "GAZETTEER.txt").read_text(encoding="utf-8").strip()
        self._names, self._places = Lines(folder / "names.tsv.gz"), Lines(folder / "places.tsv.gz")
        with (folder / "countries.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        iso3 = {r["iso2"]: r["iso3"] for r in rows}
        self._iso2 = {v: k for k, v in iso3.items()}
        self._iso3 = iso3
        self.countries: dict[str, Country] = {
            r["iso3"]: Country(
                r["iso2"],
                r["iso3"],
                int(r["geonameid"]),
                r["name"],
                _parts(r["other_names"]),
                _parts(r["demonyms"]),
                _parts(r["capitals"]),
                tuple(iso3[n] for n in _parts(r["neighbours"]) if n in iso3),
            )
            for r in rows
        }
        self._lookup = lru_cache(maxsize=8192)(self._find)
        self._named = lru_cache(maxsize=8192)(self._look_up)
        self._entry = lru_cache(maxsize=8192)(self._read)

    @classmethod
    def load(cls, folder: Path = HERE) -> "Gazetteer":
        """The gazetteer of this package, or the one in `folder`."""
        return cls(folder)

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """Demonym ("Ukrainian", "Ukrainians") to ISO alpha-3."""
        return {d: c.iso3 for c in self.countries.values() for d in c.demonyms}

    def lookup(self, name: str) -> list[Entry]:
        """Every place called `name`, the most prominent first; other names of a place count less."""
        return list(self._named(name)) if len(name) <= LONGEST_NAME else []

    def entry(self, key: int | str | None) -> Entry | None:
        """The place of a geonameid or a division's code."""
        if key is None:
            return None
        found = self._entry(str(key))
        if found is None and isinstance(key, int) and (line := self._names.find(f"#{key}")):
            found = self._entry(line[1])
        return found

    def country(self, iso3: str | None) -> Entry | None:
        """The entry of a country by its ISO alpha-3 code."""
        known = self.countries.get(iso3) if iso3 else None
        return self.entry(known.geonameid) if known else None

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        folded = fold(name)
        return self._lookup(folded) if folded else ()

    def _find(self, folded: str) -> tuple[Entry, ...]:
        line = self._names.find(folded)
        return tuple(sorted(self._entries(line[1]), key=_prominence)) if line else ()

    def _entries(self, keys: str) -> Iterator[Entry]:
        for key in keys.split(" "):
            entry = self._entry(key.removeprefix("~"))
            if entry is not None:
                yield _as_alternate(entry) if key.startswith("~") else entry

    def _read(self, key: str) -> Entry | None:
        if "\t" in key or "\n" in key or not key:
            return None
        line = self._places.find(key)
        if line is None:
            return None
        _, kind, name, country, admin, latitude, longitude, people, weight, resolution, number, *_ = (
            *line,
            "",
            "",
            "",
            "",
        )
        kind = kind or "city"
        codes = admin.split(".")
        return Entry(
            key,
            kind,
            name,
            self._iso3.get(country),
            ".".join(codes[:2]) if len(codes) > 1 else None,
            admin if len(codes) > 2 else None,
            float(latitude),
            float(longitude),
            int(people) if people else None,
            float(weight) if weight else log10(int(people or 0) + 1),
            int(resolution) if resolution else RESOLUTION[kind],
            geonameid=int(number or key) if (number or key).isdigit() else None,
        )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _as_alternate(entry: Entry) -> Entry:
    return replace(entry, alternate=True)


def _prominence(entry: Entry) -> tuple[float, str]:
    return -(entry.weight - entry.alternate), entry.key
