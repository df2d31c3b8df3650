"""Precision, recall and F1 of casualties, as (kind, least, most), on 150 sentences written for them.

usage: python -m bench.quality.casualties [--json] [--missed] [--set casualties2]

All claims of the shown events of a sentence against the expected, each once. A claim under `optional` (a part of
another, an earlier count) is neither asked nor wrong. "Dozens" and the like name no number: any bounds within VAGUE are
right. A claim of nobody (most = 0) or of "no major" casualties is no claim; `qualifier` asks for the latter.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.quality.sentences import Row, brief, load, options, run, share, shown
from schemas.event import Event
from schemas.fields import Qualifier

Claim = tuple[str, int | None, int | None]
# least bounds that a reader may take from the word, from and to, and the most that it can mean
VAGUE = {
    "several": (2, 7, 20),
    "dozens": (12, 36, 200),
    "scores": (20, 60, 400),
    "hundreds": (100, 300, 1_000),
    "thousands": (1_000, 3_000, 10_000),
    "tens of thousands": (10_000, 30_000, 100_000),
}


def claims(events: Sequence[Event]) -> set[Claim]:
    """What the events say of people, each once."""
    return {
        (c.kind.value, c.min, c.max)
        for e in events
        for c in e.casualties
        if c.max != 0 and c.qualifier is not Qualifier.NO_MAJOR
    }


def same(said: Claim, wanted: Claim, vague: str | None) -> bool:
    """Whether a claim is the expected one; `vague` is the word that stands for its number."""
    if vague is None or said[0] != wanted[0]:
        return said == wanted
    low, high, most = VAGUE[vague]
    return (said[1] is None or low <= said[1] <= high) and (said[2] is None or low <= said[2] <= most)


def compare(row: Row, events: Sequence[Event]) -> tuple[list[Claim], list[Claim], list[Claim]]:
    """Expected and said; expected and not said; said and neither expected nor optional."""
    left = claims(events)
    hits: list[Claim] = []
    missing: list[Claim] = []
    for entry, vague in zip(row["casualties"], row.get("vague") or [None] * len(row["casualties"]), strict=True):
        wanted: Claim = (entry[0], entry[1], entry[2])
        found = next((c for c in sorted(left, key=str) if same(c, wanted, vague)), None)
        (hits if found else missing).append(wanted)
        left.discard(found or wanted)
    left -= {(kind, least, most) for kind, least, most in row.get("optional", [])}
    return hits, missing, sorted(left, key=str)


def why_missing(claim: Claim, said: set[Claim], events: Sequence[Event]) -> str:
    """The error class of an expected claim that no event has."""
    if not events:
        return "no event"
    if any(c[0] == claim[0] for c in said):
        return "number or bounds differ"
    if any(c[1:] == claim[1:] for c in said):
        return "kind differs"
    return "no claim of that kind"


def on_right_event(row: Row, events: Sequence[Event]) -> list[bool]:
    """For rows with two events: whether each claim is on an event whose trigger lies in the quoted piece, only."""
    out = []
    for entry, piece in zip(row["casualties"], row.get("on", []), strict=False):
        start = row["text"].index(piece)
        holders = [e for e in events if tuple(entry) in claims([e])]
        triggers = [m.trigger.start for e in holders for m in e.mentions]
        out.append(bool(triggers) and all(start <= t < start + len(piece) for t in triggers))
    return out


def figures(hit: int, missed: int, invented: int) -> dict[str, Any]:
    """Precision, recall and F1 with their counts."""
    return {
        "hit": hit, "missed": missed, "invented": invented, "precision": share(hit, hit + invented),
        "recall": share(hit, hit + missed), "f1": share(2 * hit, 2 * hit + missed + invented),
    }  # fmt: skip


def score(rows: Sequence[Row], found: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """Figures over all and by kind, error classes, claims on the right of two events, and every error."""
    hit, missed, invented = Counter[str](), Counter[str](), Counter[str]()
    classes, errors = Counter[str](), []
    placed: list[bool] = []
    no_major = [0, 0]
    for row, every in zip(rows, found, strict=True):
        events = [e for e in every if shown(e)]
        hits, missing, extra = compare(row, events)
        said = claims(events)
        hit.update(c[0] for c in hits)
        missed.update(c[0] for c in missing)
        invented.update(c[0] for c in extra)
        causes = [why_missing(c, said, events) for c in missing]
        classes.update(causes)
        classes.update("invented" if not missing else "invented beside a missed one" for _ in extra)
        placed += on_right_event(row, events)
        if row.get("qualifier"):
            no_major[1] += 1
            no_major[0] += any(c.qualifier == row["qualifier"] for e in events for c in e.casualties)
        if missing or extra:
            errors.append([row["id"], row["text"], missing, causes, extra, [brief(e) for e in every]])
    return {
        "sentences": len(rows),
        **figures(hit.total(), missed.total(), invented.total()),
        "by_kind": {k: figures(hit[k], missed[k], invented[k]) for k in sorted(hit | missed | invented)},
        "classes": dict(classes.most_common()),
        "on_right_event": {"right": sum(placed), "of": len(placed)},
        "no_major": {"right": no_major[0], "of": no_major[1]},
        "errors": errors,
    }


def main() -> None:
    chosen = options(__doc__)
    rows = load(chosen.set or "casualties")
    result = score(rows, run(rows))
    if chosen.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, part in {"all": result, **result["by_kind"]}.items():
        print(f"{name:<10} P {part['precision']} R {part['recall']} F1 {part['f1']}", end="")
        print(f"  ({part['hit']} hit, {part['missed']} missed, {part['invented']} invented)")
    print(f"error classes {result['classes']}")
    print(f"on the right of two events {result['on_right_event']}, no major casualties {result['no_major']}")
    if chosen.missed:
        for number, text, missing, causes, extra, events in result["errors"]:
            print(f"{number}  {text}\n    missed {missing} {causes}, invented {extra}; {events}")


if __name__ == "__main__":
    main()
