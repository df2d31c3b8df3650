"""How far the nearest entry of the lexicon tells the type of a verb that the lexicon does not list.

usage: python -m bench.quality.nearest [--json] [--missed]

Hidden: every lemma of the lexicon in turn, all its entries and those of the same sense taken away; right is a type that
one of its own rows has. Unlisted: senses that another reader of PropBank gave a type (`rolesets_plover.tsv` beside the
development sets) and whose lemma the lexicon has nowhere. No event: senses of the same lemmas which that reader left
out. Precision: the share of right ones among the unlisted and the senses without event that lie above the threshold;
.9 would allow coding by it.
"""

import json
from collections.abc import Sequence
from typing import Any

from bench.quality import ROOT
from bench.quality.options import parser
from services.extract.coder import lexicon as lexicons
from services.extract.explain.nearest import LEAST, OFFERED, Nearest, lemma_of
from services.extract.nlp import rolesets as lists
from services.extract.nlp.engine import Engine

READ = ROOT.parent / "shared" / "knowledge" / "rolesets_plover.tsv"
THRESHOLDS = (0.0, 0.7, LEAST, 0.9, 1.0, 1.1, 1.15)
Case = tuple[str, frozenset[str], float, tuple[str, ...]]  # sense, its types, similarity and types of the nearest


def hidden(nearest: Nearest, lexicon: lexicons.Lexicon) -> list[Case]:
    """A case for each sense of the lexicon."""
    out = []
    for key, sense in nearest.entries:
        types = frozenset(e.type.value for e in lexicon.predicates[key] if e.type)
        near = nearest.ranked(sense.id, OFFERED, hidden=lemma_of(key))
        out.append((sense.id, types, near[0].similarity, tuple(n.type.value for n in near)))
    return out


def unlisted(nearest: Nearest, lexicon: lexicons.Lexicon, names: Sequence[str]) -> tuple[list[Case], list[Case]]:
    """Cases for senses of lemmas that the lexicon lacks: those the other reader gave a type, and those left out."""
    rows = [line.split("\t") for line in READ.read_text("utf8").split("\n")[1:] if line]
    types = {row[0]: row[2] for row in rows}
    listed, read = {lemma_of(key) for key in lexicon.predicates}, {lemma_of(name) for name in types}
    events, others = [], []
    for name in names:
        if lemma_of(name) in listed or lemma_of(name) not in read:
            continue
        near = nearest.ranked(name, OFFERED)
        case = (name, frozenset({types[name]} if name in types else ()), near[0].similarity,
                tuple(n.type.value for n in near))  # fmt: skip
        (events if name in types else others).append(case)
    return events, others


def scored(cases: Sequence[Case], least: float) -> dict[str, Any]:
    """Of the cases above a threshold: how many, and the shares whose nearest, or one of the offered, is right."""
    over = [c for c in cases if c[2] >= least]
    first = sum(c[3][0] in c[1] for c in over)
    offered = sum(any(t in c[1] for t in c[3]) for c in over)
    share = {"right": round(first / len(over), 3), "among_offered": round(offered / len(over), 3)} if over else {}
    return {"of": len(over), "nearest_right": first} | share


def run() -> dict[str, Any]:
    """The figures for each threshold, and every error above the one in use."""
    engine, lexicon, rolesets = Engine(), lexicons.load(), lists.load()
    nearest = Nearest(lambda text: engine.parse(text).embedding, lexicon, rolesets)
    own = hidden(nearest, lexicon)
    events, others = unlisted(nearest, lexicon, list(rolesets)) if READ.is_file() else ([], [])
    table = []
    for least in THRESHOLDS:
        row = {"least": least, "hidden": scored(own, least), "unlisted": scored(events, least)}
        false = row["no_event"] = sum(c[2] >= least for c in others)
        said = row["unlisted"]["of"] + false
        table.append(row | {"precision": round(row["unlisted"]["nearest_right"] / said, 3) if said else None})
    errors = [[c[0], sorted(c[1]), c[2], c[3]] for c in events + others if c[2] >= LEAST and c[3][0] not in c[1]]
    return {"least": LEAST, "cases": [len(own), len(events), len(others)], "table": table, "errors": errors}


def main() -> None:
    options = parser(__doc__).parse_args()
    result = run()
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print(dict(zip(("hidden", "unlisted", "no event"), result["cases"], strict=True)))
    for row in result["table"]:
        print(*(f"{name} {value}" for name, value in row.items()), sep="  ")
    for error in result["errors"] if options.missed else ():
        print(*error, sep="  ")


if __name__ == "__main__":
    main()
