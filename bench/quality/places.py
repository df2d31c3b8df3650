"""Places on sentences of our own: `python -m bench.quality.places [--json] [--missed]`.

Toponyms: F1 of the tagged names times the share of the right ones within 161 km of their place, as the literature
scores geoparsers end to end. Events: the place of the predicate's event, or rightly none. The cases are those of the
tests (tests/extract/place; `toponyms` says what is gold). All were seen while the rules were mended, so the figures
tell a loss from a gain and say little of unseen text; what they were at first sight stands at the head of each set.
"""

import json
from collections import Counter
from datetime import date
from typing import Any

from bench.quality.options import parser
from bench.quality.toponyms import CASES, Tagging, toponyms
from services.extract.document import Document
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader
from services.extract.place.attach import attach_place
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.tagger import PlaceTagger


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
        found = tagger.tag(reader.read(text, day))
        sets.setdefault(number, Tagging()).count(gazetteer, found, text, gold)
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
    return {f"toponyms_{number}": sets[number].report() for number in sorted(sets)} | {"events": events}


def main() -> None:
    options = parser(__doc__).parse_args()
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
