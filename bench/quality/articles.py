"""Whole articles of our own, every event of each marked: what is found, what is invented, which fields are right.

usage: python -m bench.quality.articles [--json] [--show] [--set N …] [--only ID …]

Reads bench/data/articles.yaml. An event of ours answers a marked one when its trigger touches one of the marked words;
it is right when its type is among the accepted and its parties' countries agree. What touches neither a marked event
nor words listed under `may` is invented. Events of background are counted neither way unless they answer a marked one.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from bench.quality import ROOT
from bench.quality.fields import claimed, dated, placed
from bench.quality.seeds import countries
from bench.quality.sentences import raw, shown
from schemas.event import Event

FILE = ROOT / "bench" / "data" / "articles.yaml"
FIELDS = ("parties", "when", "where", "casualties", "background")


def load() -> list[dict[str, Any]]:
    """The articles, each quote with its place in the text. Raises ValueError on words that are not in the article."""
    out: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf8"))
    for article in out:
        article["may"] = [span(article, quote) for quote in article["may"]]
        for event in article["events"]:
            event["spans"] = [span(article, quote) for quote in [event["quote"], *event.get("also", [])]]
    return out


def span(article: dict[str, Any], quote: str) -> tuple[int, int]:
    """Where the words stand: start and end in code points."""
    start = article["text"].find(quote)
    if start < 0:
        raise ValueError(f"{article['id']}: no words {quote!r} in the article")
    return start, start + len(quote)


def touches(event: Event, spans: Iterable[tuple[int, int]]) -> bool:
    return any(m.trigger.start < end and start < m.trigger.end for m in event.mentions for start, end in spans)


def right(event: Event, wanted: dict[str, Any]) -> dict[str, bool]:
    """Field by field, where something is marked."""
    found = countries(event.recipients)
    out = {
        "parties": bool(countries(event.actors) & set(wanted["actors"]))
        and (not wanted["recipients"] or bool(found & set(wanted["recipients"])) or not event.recipients)
    }
    if "when" in wanted:
        first, _, last = str(wanted["when"]).partition("..")
        out["when"] = dated(event, first, last or first)
    if "where" in wanted:
        out["where"] = placed(event, wanted["where"])
    if "casualties" in wanted:
        out["casualties"] = claimed(event, wanted["casualties"])
    if "background" in wanted:
        out["background"] = event.background == wanted["background"]
    return out


def score(article: dict[str, Any], events: Sequence[Event]) -> dict[str, Any]:
    """What became of one article: counts, and rows of (class, type, words)."""
    rows: list[tuple[str, str, str]] = []
    fields: Counter[str] = Counter()
    used: set[str] = set()
    for wanted in article["events"]:
        near = [e for e in events if touches(e, wanted["spans"])]
        used |= {e.id for e in near}
        hits = [e for e in near if e.type in wanted["types"]]
        if not hits:
            seen = "other type" if any(map(shown, near)) else "missed"
            rows.append((seen, wanted["types"][0], wanted["quote"] + "".join(f" [{e.type}]" for e in near)))
            continue
        best = max(hits, key=lambda e: (sum(right(e, wanted).values()), e.confidence, e.id))
        fields["found"] += 1
        for field, is_right in right(best, wanted).items():
            fields[f"{field} of"] += 1
            fields[field] += is_right
            if not is_right:
                rows.append((f"{field} wrong", best.type.value, f"{wanted['quote']}: {told(best, field)}"))
    for event in events:
        if event.id not in used and shown(event) and not touches(event, article["may"]):
            rows.append(("invented", event.type.value, event.mentions[0].trigger.text))
            fields["invented"] += 1
    news = sum(map(shown, events))
    return {"expected": len(article["events"]), "news": news, **fields, "rows": rows}


def told(event: Event, field: str) -> str:
    """What the record says in a field, for the list of errors."""
    match field:
        case "parties":
            return f"{[a.text for a in event.actors]} → {[a.text for a in event.recipients]}"
        case "when":
            return f"{event.when.start} – {event.when.end}" if event.when else "null"
        case "where":
            return event.where.name if event.where else "null"
        case "background":
            return str(event.background)
    return str([(c.kind.value, c.min, c.max) for c in event.casualties])


def main() -> None:
    from services.pipeline import build

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="list every error")
    parser.add_argument("--set", nargs="+", type=int, metavar="N", help="only articles of these sets")
    parser.add_argument("--only", nargs="+", metavar="ID")
    options = parser.parse_args()
    pipeline = build()
    total: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    chosen = [a for a in load() if not options.only or a["id"] in options.only]
    chosen = [a for a in chosen if not options.set or a["set"] in options.set]
    for article in chosen:
        row = {**article, "published_at": str(article["date"])}
        result = score(article, pipeline.run([raw(row)]).events)
        total.update({k: v for k, v in result.items() if k != "rows"})
        classes.update(kind for kind, *_ in result["rows"])
        if options.show:
            for row in result["rows"]:
                print(article["id"].ljust(18), *row, sep="  ")
    result = {
        "recall": round(total["found"] / total["expected"], 3) if total["expected"] else None,
        "invented": round(total["invented"] / total["news"], 3) if total["news"] else None,
        **{f: {"right": total[f], "of": total[f"{f} of"]} for f in FIELDS},
        "articles": len(chosen),
        **{k: total[k] for k in ("expected", "found", "news")},
        "classes": dict(classes.most_common()),
    }
    print(json.dumps(result, ensure_ascii=False) if options.json else "\n".join(f"{k}  {v}" for k, v in result.items()))


if __name__ == "__main__":
    main()
