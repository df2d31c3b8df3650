"""Places on sentences of our own: `python -m bench.quality.places [--json] [--missed]`.

Toponyms: F1 of the tagged names times the share of the right ones within 161 km of their place, as the literature
scores geoparsers end to end. Events: the place of the predicate's event, or rightly none. The cases are those of the
tests (tests/extract/place); of the toponyms, set 1 was used while tuning and set 2 scored before any change for it.
"""

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bench.quality import ROOT
from services.extract.document import Document, PlaceMention
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader
from services.extract.place.attach import attach_place
from services.extract.place.context import distance
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.tagger import PlaceTagger

CASES = ROOT / "tests" / "extract" / "place"
REACH = 161  # km
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
SET = re.compile(r"# set (\d+)")
EITHER = "-"


@dataclass
class Tagging:
    """Counts of names found, invented, missed, and of the found those near their place."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    near: int = 0
    errors: list[list[str]] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """The shares, and the product that counts."""
        f1 = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        near = self.near / max(1, self.right)
        return {"names": self.right + self.missed, "f1": round(f1, 3), "within_161_km": round(near, 3),
                "product": round(f1 * near, 3), "errors": self.errors}  # fmt: skip


def toponyms() -> list[tuple[str, str, dict[tuple[int, int], str]]]:
    """(set, text, gold keys by span) of each sentence of geoparsing.txt."""
    out, number = [], "0"
    for line in (CASES / "geoparsing.txt").read_text("utf8").splitlines():
        if line.startswith("#"):
            number = found[1] if (found := SET.match(line)) else number
            continue
        text, position = "", 0
        gold: dict[tuple[int, int], str] = {}
        for mark in MARK.finditer(line):
            text += line[position : mark.start()]
            gold[len(text), len(text) + len(mark[1])] = mark[2]
            text, position = text + mark[1], mark.end()
        out.append((number, text + line[position:], gold))
    return out


def is_name(place: PlaceMention) -> bool:
    """Not "the country" and the like."""
    return place.text[:1].isupper() and not re.match(r"The [a-z]", place.text)


def count(into: Tagging, gazetteer: Gazetteer, found: list[PlaceMention], gold: dict[tuple[int, int], str]) -> None:
    """Match by overlap, one to one."""
    taken: dict[tuple[int, int], PlaceMention] = {}
    for place in filter(is_name, found):
        span = next((s for s in gold if s not in taken and s[0] < place.end and place.start < s[1]), None)
        if span is None:
            into.wrong += 1
            into.errors.append(["invented", place.text, place.name])
        else:
            taken[span] = place
    for span, key in gold.items():
        entry = gazetteer.entry(int(key) if key.isdigit() else key) if key != EITHER else None
        if entry is None:
            continue
        if span not in taken:
            into.missed += 1
            into.errors.append(["missed", entry.name, key])
            continue
        into.right += 1
        said = taken[span]
        there = said.latitude is not None and said.longitude is not None
        near = there and distance(entry, replace(entry, latitude=said.latitude, longitude=said.longitude)) <= REACH
        into.near += near
        if not near:
            into.errors.append(
                ["elsewhere", said.text, f"{said.name} {said.country}, not {entry.name} {entry.country}"]
            )


def attached(tagger: PlaceTagger, document: Document, word: str) -> str:
    """Name of the place of the last sentence's predicate `word`, "-" for none."""
    for sentence in reversed(document.sentences):
        if sentence.parse is not None and word in sentence.parse.words:
            token = sentence.parse.words.index(word)
            where, _ = attach_place(document, tagger.tag(document), sentence.index, token)
            return where.name if where else "-"
    return "no such word"


def run() -> dict[str, Any]:
    """Figures by set."""
    gazetteer, reader = Gazetteer.load(), Reader(Engine(), None)
    tagger, day = PlaceTagger(gazetteer), date(2022, 12, 20)
    sets: dict[str, Tagging] = {}
    for number, text, gold in toponyms():
        count(sets.setdefault(number, Tagging()), gazetteer, tagger.tag(reader.read(text, day)), gold)
    tally, errors = Counter[bool](), []
    for line in (CASES / "attachments.txt").read_text("utf8").splitlines():
        if line.startswith("#"):
            continue
        text, word, expected = line.split("|")
        said = attached(tagger, reader.read(text, day), word)
        tally[said.startswith(expected)] += 1
        if not said.startswith(expected):
            errors.append([text, word, expected, said])
    events = {"cases": tally.total(), "right": round(tally[True] / max(1, tally.total()), 3), "errors": errors}
    return {f"toponyms_{number}": found.report() for number, found in sets.items()} | {"events": events}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--missed", action="store_true", help="list every error")
    options = parser.parse_args()
    result = run()
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, part in result.items():
        print(name.ljust(12), "  ".join(f"{key} {value}" for key, value in part.items() if key != "errors"))
        for row in part["errors"] if options.missed else ():
            print("   ", *row, sep="  ")


if __name__ == "__main__":
    main()
