"""Scores the whole extraction on the seed article by its gold's own rules: `python bench/quality/seed.py [--json]`.

Reads ../shared/data/seed (see quality.md); says so and stops where it is missing. A gold event is found when a mention
has an accepted type, actor and recipient countries agree (an implicit recipient matches anything) and its evidence
overlaps the trigger or one of the other mentions, one to one.
"""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.quality import DATA
from schemas.article import CleanArticle
from schemas.mention import EventMention
from services.extract.factory import build
from services.extract.stage import Extracted

FOLDER = DATA / "seed"
Gold = dict[str, Any]


def article_of(path: Path) -> CleanArticle:
    """The seed as a clean article whose offsets lead back to the raw file."""
    raw = path.read_text("utf-8")
    day = date.fromisoformat(raw.split()[1])
    text = raw.split(str(day), 1)[1].lstrip()
    return CleanArticle(
        id=path.stem,
        source="seed",
        url=None,
        title=None,
        text=text,
        published_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        language="en",
        content_hash="seed",
        signature="",
        route_key="",
        text_basis="received",
        offset_map=[(0, len(raw) - len(text))],
        received_bytes=len(raw.encode()),
    )


def overlaps(m: EventMention, span: dict[str, Any]) -> bool:
    """Whether the trigger of a mention overlaps a gold span."""
    return bool(m.trigger.start < span["end"] and span["start"] < m.trigger.end)


def agrees(parties: list[Any], gold: list[dict[str, Any]]) -> bool:
    """Whether the countries agree; an implicit, absent or regional gold party matches anything."""
    wanted = {g.get("country") or None for g in gold if not g.get("implicit")}
    if not wanted or wanted == {None}:
        return True
    have = {p.country for p in parties}
    return bool(wanted & have) or not (have - {None})


def matches(m: EventMention, g: Gold) -> bool:
    """Whether a mention tells the gold event."""
    spans = [g["trigger"], *g["other_mentions"]]
    if m.type not in g["accept_types"] or not any(overlaps(m, s) for s in spans):
        return False
    together = [*m.actors, *m.recipients]
    if g["event_type"] == "CONSULT":
        return agrees(together, g["actors"]) and agrees(together, g["recipients"])
    return agrees(m.actors, g["actors"]) and (not m.recipients or agrees(m.recipients, g["recipients"]))


def date_score(m: EventMention, g: Gold) -> str:
    """ "exact", "accepted", "missing" or "wrong"."""
    if m.when is None or m.when.start is None or m.when.end is None:
        return "missing" if g["date"]["start"] else "exact"
    start, end = m.when.start.isoformat(), m.when.end.isoformat()
    if str(g["date"]["start"]) and start.startswith(str(g["date"]["start"])) and end.startswith(str(g["date"]["end"])):
        return "exact"
    inside = any(a and b and a <= start and end <= b for a, b in g["date"]["accept"])
    return "accepted" if inside else "wrong"


def place_score(m: EventMention, g: Gold) -> str:
    """ "exact", "country", "missing" or "wrong"."""
    if g["location"] is None:
        return "exact" if m.where is None else "wrong"
    if m.where is None:
        return "missing"
    if m.where.geonameid == g["location"]["geonameid"]:
        return "exact"
    return "country" if m.where.country == g["location"]["country"] else "wrong"


def score(found: list[EventMention], gold: Gold) -> dict[str, Any]:
    """All figures of one run."""
    report: dict[str, Any] = {"events": {}, "hard": [], "unmatched": []}
    used: set[str] = set()
    for g in gold["events"]:
        hits = [m for m in found if m.id not in used and matches(m, g)]
        used |= {m.id for m in hits}
        best = next((m for m in hits if overlaps(m, g["trigger"])), hits[0] if hits else None)
        row: dict[str, Any] = {"tier": g["tier"], "found": best is not None, "mentions": len(hits)}
        if best is not None:
            row |= {
                "type": best.type,
                "mode": best.mode in g["accept_modes"] or not g["accept_modes"],
                "date": date_score(best, g),
                "place": place_score(best, g),
                "trigger": best.trigger.text,
                "casualties": [(c.kind.value, c.min) for c in best.casualties],
            }
        report["events"][g["id"]] = row
    for n in gold["negatives"]:
        for m in found:
            if overlaps(m, n) and m.id not in used:
                bad = n["severity"] == "error" or not m.background
                report["hard" if bad and n["severity"] == "error" else "unmatched"].append(
                    [n["id"], m.type, m.trigger.text]
                )
                used.add(m.id)
    report["unmatched"] += [["", m.type, m.trigger.text] for m in found if m.id not in used]
    for tier in ("must", "should", "may"):
        rows = [r for r in report["events"].values() if r["tier"] == tier]
        report[tier] = [sum(r["found"] for r in rows), len(rows)]
    return report


def main() -> int:
    """Print the report; exit code 1 where a must-tier event is missed or a hard false positive found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--model", default="minilm6")
    options = parser.parse_args()
    gold_path = FOLDER / "seed_gold.json"
    if not gold_path.is_file():
        print(f"skipped: no seed data at {FOLDER} (the development data lie beside the project)", file=sys.stderr)
        return 0
    gold = json.loads(gold_path.read_text("utf-8"))
    found = build(model=options.model).run(article_of(FOLDER / gold["document"]["path"]))
    mentions = found.mentions if isinstance(found, Extracted) else []
    report = score(mentions, gold)
    if options.json:
        print(json.dumps(report))
    else:
        for name, row in report["events"].items():
            print(name, *(f"{k}={v}" for k, v in row.items()))
        print("hard false positives:", report["hard"])
        print("unmatched:", report["unmatched"])
        print("must {}/{}, should {}/{}, may {}/{}".format(*report["must"], *report["should"], *report["may"]))
    return int(report["must"][0] < report["must"][1] or bool(report["hard"]))


if __name__ == "__main__":
    raise SystemExit(main())
