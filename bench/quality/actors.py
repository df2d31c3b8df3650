"""Country, sector and name of parties in sentences of our own: `python -m bench.quality.actors [--json] [--missed]`.

The cases are those of the tests (tests/extract/actors/data), where `*` accepts anything, `-` is none, `|` parts
alternatives and `,` the members of a coordination. They were seen while the rules were mended, so the figures tell a
loss from a gain and say little of unseen names; first runs, before any mending for them: both right .935, .898, .844,
.857, .817 and .950, in the order that they were written in.
"""

import csv
import json
from collections import Counter
from datetime import date
from typing import Any

from bench.quality import ROOT
from bench.quality.options import parser
from services.extract.actors.names import fold
from services.extract.actors.resolver import ActorResolver
from services.extract.actors.tables import ActorTables
from services.extract.document import ActorMention
from services.extract.factory import toponyms
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader
from services.extract.place.gazetteer import Gazetteer

CASES = ROOT / "tests" / "extract" / "actors" / "data"
Row = dict[str, str]


def cases() -> list[Row]:
    """All rows of all files, in order."""
    out: list[Row] = []
    for path in sorted(CASES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            out += csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return out


def fits(accepted: str, value: str | None) -> bool:
    """Whether a value is among those accepted."""
    return any(a in ("*", value or "-") for a in accepted.split("|"))


def judged(row: Row, found: list[ActorMention]) -> dict[str, bool]:
    """Which of country, sector and name (where one is expected) are right."""
    gold = row["country"].split(",")
    out = {
        "country": len(gold) == len(found) and all(fits(g, m.country) for g, m in zip(gold, found, strict=True)),
        "sector": bool(found) and all(fits(row["sector"], m.sector) for m in found),
    }
    if row["name"]:
        out["name"] = bool(found) and fold(found[0].name or "") == fold(row["name"])
    return out


def run() -> dict[str, Any]:
    """Shares of the cases that are right, and those that are not."""
    reader, resolver = Reader(Engine(), None), ActorResolver(ActorTables.load(), toponyms(Gazetteer.load()))
    right, of, errors = Counter[str](), Counter[str](), []
    for row in cases():
        document = reader.read(row["text"], date.fromisoformat(row["day"]))
        sentence = document.sentences[-1]
        words = sentence.parse.words if sentence.parse else ()
        found = resolver.resolve(document, sentence.index, words.index(row["word"])) if row["word"] in words else []
        result = judged(row, found)
        result["both"] = result["country"] and result["sector"]
        for name, good in result.items():
            of[name] += 1
            right[name] += good
        if not all(result.values()):
            said = [(m.country, m.sector, m.name) for m in found]
            errors.append([row["text"], row["word"], row["country"], row["sector"], said])
    names = ("country", "sector", "both", "name")
    return {"cases": of["both"]} | {n: round(right[n] / max(1, of[n]), 3) for n in names} | {"errors": errors}


def main() -> None:
    options = parser(__doc__).parse_args()
    result = run()
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print("  ".join(f"{name} {value}" for name, value in result.items() if name != "errors"))
    for row in result["errors"] if options.missed else ():
        print(*row, sep="  ")


if __name__ == "__main__":
    main()
