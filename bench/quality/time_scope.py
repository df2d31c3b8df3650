"""Which cases of the Recognizers-Text specifications a coder of news events must read, by class of what they ask.

`bench/data/datetime_scope.tsv` holds the classes, the first that fits decides: the kinds of expression it is of (`*`
all), what its pattern is sought in (the expression's text, the whole input, or a value of the answer), in or out, and
why. A case is out by what it asks for, never because we fail it.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from bench.quality import ROOT

CLASSES = ROOT / "bench" / "data" / "datetime_scope.tsv"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of cases: `kinds` empty means all; `on` text, input or value."""

    name: str
    kinds: frozenset[str]
    on: str
    pattern: re.Pattern[str]
    within: bool
    why: str


@cache
def classes() -> tuple[Class, ...]:
    """The classes in the order they are asked."""
    with CLASSES.open(encoding="utf8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Class(
                row["class"],
                frozenset() if row["kinds"] == "*" else frozenset(row["kinds"].split(",")),
                row["on"],
                re.compile(row["pattern"]),
                row["scope"] == "in",
                row["why"],
            )
            for row in rows
        )


def class_of(text: str, expression: str, kind: str, values: frozenset[str]) -> Class:
    """The class of a case: of the words `expression` in `text`, which shall have one of `values`."""
    sought = {"text": [expression], "input": [text], "value": sorted(values - {""}) or [""]}
    for one in classes():
        if (not one.kinds or kind in one.kinds) and any(one.pattern.search(s) for s in sought[one.on]):
            return one
    raise ValueError(f"no class for {kind}: {expression}")


def table(cases: Counter[str]) -> list[str]:
    """Lines that list the classes with the number of their `cases`."""
    lines = [f"{'class':34}{'cases':>6}  scope  why"]
    lines += [f"{c.name:34}{cases[c.name]:6}  {'in' if c.within else 'out':5}  {c.why}" for c in classes()]
    inside = sum(cases[c.name] for c in classes() if c.within)
    return [*lines, f"in scope: {inside} of {sum(cases.values())} cases"]
