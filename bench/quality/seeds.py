"""Score of the whole pipeline on the seeds: which expected events are found, and with which fields right.

usage: python -m bench.quality.seeds [--json] [--missed]

An event of ours matches an expected one when its type is among the accepted, its actors' and recipients' countries
agree (an empty expectation matches anything) and a trigger of its mentions overlaps the quoted text; one to one.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.quality import ROOT
from bench.quality.fields import claimed, dated, placed
from bench.quality.options import parser
from schemas.event import Event
from schemas.fields import Actor

SEEDS = ROOT / "seeds"
FIELDS = ("mode", "when", "where", "casualties")


def expectations(folder: Path = SEEDS) -> list[dict[str, Any]]:
    """All files of `expected/`, each with the stem of its article under `stem`."""
    files = sorted((folder / "expected").glob("*.json"))
    return [{**json.loads(f.read_text("utf8")), "stem": f.stem} for f in files]


def countries(actors: Sequence[Actor]) -> set[str]:
    return {a.country or "UNK" for a in actors} or {"UNK"}


def overlaps(event: Event, article: str, piece: dict[str, Any]) -> bool:
    return any(
        m.article_id == article and m.trigger.start < piece["end"] and piece["start"] < m.trigger.end
        for m in event.mentions
    )


def matches(event: Event, article: str, wanted: dict[str, Any]) -> bool:
    return (
        event.type in wanted["types"]
        and bool(countries(event.actors) & set(wanted["actors"]))
        and (not wanted["recipients"] or not event.recipients or _agree(event, wanted["recipients"]))
        and any(overlaps(event, article, piece) for piece in [wanted, *wanted.get("also", [])])
    )


def _agree(event: Event, recipients: list[str]) -> bool:
    found = countries(event.recipients)
    return bool(found & set(recipients)) or found == {"UNK"}


def right(event: Event, wanted: dict[str, Any]) -> dict[str, bool]:
    """Field by field, for the fields on which something is expected."""
    out = {}
    if wanted["modes"]:
        out["mode"] = event.mode in wanted["modes"]
    if wanted["when"]:
        out["when"] = dated(event, *wanted["when"])
    if wanted["where"]:
        out["where"] = placed(event, [wanted["where"]])
    if wanted["casualties"]:
        out["casualties"] = claimed(event, wanted["casualties"])
    return out


def score(events: Sequence[Event], expected: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Counts over all articles: expected, found, fields right of those found, forbidden pieces hit; what was missed."""
    found, missed, wrong = 0, [], []
    of, good = Counter[str](), Counter[str]()
    for article in expected:
        free = [e for e in events if any(m.article_id == article["stem"] for m in e.mentions)]
        for wanted in article["must"]:
            hits = [e for e in free if matches(e, article["stem"], wanted)]
            if not hits:
                missed.append((article["stem"], wanted["types"][0], wanted["quote"]))
                continue
            best = max(hits, key=lambda e: (sum(right(e, wanted).values()), e.confidence, e.id))
            free.remove(best)
            found += 1
            for field, is_right in right(best, wanted).items():
                of[field] += 1
                good[field] += is_right
        for piece in article["never"]:
            wrong += [
                (article["stem"], e.type.value, piece["quote"])
                for e in events
                if not e.background and overlaps(e, article["stem"], piece)
            ]
    total = found + len(missed)
    empty = {a["stem"] for a in expected if not a["must"]}
    invented = [
        (m.article_id, e.type.value, m.trigger.text) for e in events for m in e.mentions if m.article_id in empty
    ]
    return {
        "expected": total, "found": found, "recall": round(found / total, 3) if total else None,
        "fields": {f: {"right": good[f], "of": of[f]} for f in FIELDS},
        "events": len(events), "forbidden": wrong, "in_articles_without_events": invented, "missed": missed,
    }  # fmt: skip


def main() -> None:
    from services.pipeline import build
    from services.replay.articles import read

    options = parser(__doc__).parse_args()
    run = build().run(read([SEEDS]))
    result = score(run.events, expectations())
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print(f"seeds: {result['found']} of {result['expected']} expected events found (recall {result['recall']})")
    for field, count in result["fields"].items():
        print(f"  {field:<11}{count['right']:>3} of {count['of']}")
    print(f"  {len(result['forbidden'])} events on text that tells none, ", end="")
    print(f"{len(result['in_articles_without_events'])} in articles without events, {result['events']} events in all")
    if options.missed:
        for title in ("missed", "forbidden", "in_articles_without_events"):
            for row in result[title]:
                print(title.ljust(27), *row, sep="  ")


if __name__ == "__main__":
    main()
