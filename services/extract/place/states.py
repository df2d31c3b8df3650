"""States and provinces as newspapers abbreviate them after a town: "Paris, Tex.", "Austin, TX", "London, Ont."."""

import csv
from pathlib import Path

with (Path(__file__).parent / "states.tsv").open(encoding="utf-8", newline="") as _file:
    _KEYS = {
        short.replace(".", ""): row["key"]
        for row in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for short in row["abbreviations"].split("|")
    }


def state_key(text: str) -> str | None:
    """The gazetteer's key of an abbreviated state; None for anything else."""
    return _KEYS.get(text.replace(".", "").replace(" ", "")) if len(text) <= 6 else None
