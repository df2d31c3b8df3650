"""Scores type and parties on sentences coded by PLOVER's authors: `python bench/quality/plover.py [--json] [--show]`.

Reads ../shared/data/plover_gsr (version 0.5b1, types mapped to DRAFT 2.0); says so and stops where it is missing.
Of a sentence's events the one counts whose trigger lies in the coders' event words, else the most confident one.
Type accuracy: its type is the gold type (a sentence without event counts as wrong). Span F1: actor and recipient
phrases of that event against the coders' spans; two phrases agree when one holds the other's last word.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bench.quality import DATA
from schemas.article import CleanArticle
from schemas.mention import EventMention
from services.extract.factory import build
from services.extract.stage import Extracted

FILE = DATA / "plover_gsr" / "PLOVER_GSR_CAMEO.txt"
NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
MARK = re.compile(r"\((SRC/TAR|SRC|TAR|EVT):\s*([^()]*(?:\([^()]*\)[^()]*)*)\)")
WORD = re.compile(r"\w+")


@dataclass
class Score:
    """Counts of one run."""

    sentences: int = 0
    right: int = 0
    anywhere: int = 0
    silent: int = 0
    events: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    def report(self) -> dict[str, Any]:
        """The figures that count."""
        s = self.spans
        out: dict[str, Any] = {
            "sentences": self.sentences,
            "type_accuracy": round(self.right / max(1, self.sentences), 3),
            "type_among_events": round(self.anywhere / max(1, self.sentences), 3),
            "without_event": self.silent,
            "events_per_sentence": round(self.events / max(1, self.sentences), 2),
        }
        for side in ("actor", "recipient", "both"):
            sides = ("actor", "recipient") if side == "both" else (side,)
            hit, said, gold = (sum(s[f"{x} {k}"] for x in sides) for k in ("hit", "said", "gold"))
            out[f"{side}_f1"] = round(2 * hit / max(1, said + gold), 3)
        return out


def article(text: str, number: int) -> CleanArticle:
    """One sentence as an article of 2000-01-01, as the file dates them."""
    return CleanArticle(
        id=f"gsr-{number}",
        source="gsr",
        url=None,
        title=None,
        text=text,
        published_at=datetime(2000, 1, 1, tzinfo=UTC),
        language="en",
        content_hash="gsr",
        signature="",
        route_key="",
        text_basis="clean",
        received_bytes=len(text),
    )


def chosen(mentions: list[EventMention], words: set[str]) -> EventMention | None:
    """The event that the coders meant: its trigger is one of their words, else the most confident."""
    if not mentions:
        return None

    def rank(m: EventMention) -> tuple[int, float]:
        trigger = {w.lower() for w in WORD.findall(m.trigger.text)}
        return (int(bool(trigger & words)), m.confidence)

    return max(mentions, key=rank)


def same(a: str, b: str) -> bool:
    """Whether one phrase holds the last word of the other."""
    x, y = [w.lower() for w in WORD.findall(a)], [w.lower() for w in WORD.findall(b)]
    return bool(x and y) and (x[-1] in y or y[-1] in x)


def count(score: Score, side: str, said: list[str], gold: list[str]) -> None:
    """Match phrases one to one and add to the counts."""
    left = list(gold)
    for phrase in said:
        hit = next((g for g in left if same(phrase, g)), None)
        if hit is not None:
            left.remove(hit)
            score.spans[f"{side} hit"] += 1
    score.spans[f"{side} said"] += len(said)
    score.spans[f"{side} gold"] += len(gold)


def texts(parties: Any) -> list[str]:
    """The phrases of a gold field, which may be a list, empty or a string."""
    return [p["actorText"].strip() for p in parties if p.get("actorText")] if isinstance(parties, list) else []


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print the sentences whose type is wrong")
    parser.add_argument("--model", default="minilm6")
    options = parser.parse_args()
    if not FILE.is_file():
        print(f"skipped: no coded sentences at {FILE} (the development data lie beside the project)", file=sys.stderr)
        return 0
    extractor, score = build(model=options.model), Score()
    for number, record in enumerate(json.loads(FILE.read_text("utf-8"))):
        if "text" not in record or record["event"] == "DOCUMENT":
            continue
        gold = NOW.get(record["event"], record["event"])
        found = extractor.run(article(record["text"].strip(), number))
        mentions = found.mentions if isinstance(found, Extracted) else []
        info = record.get("textInfo")
        markup = (info.get("markup", "") if isinstance(info, dict) else "") + f"(EVT: {record.get('eventText', '')})"
        words = {w.lower() for kind, t in MARK.findall(markup) if kind == "EVT" for w in WORD.findall(t)}
        best = chosen(mentions, words)
        score.sentences += 1
        score.events += len(mentions)
        score.silent += best is None
        score.anywhere += any(m.type == gold for m in mentions)
        score.right += best is not None and best.type == gold
        count(score, "actor", [a.text for a in best.actors if a.evidence] if best else [], texts(record.get("source")))
        count(score, "recipient", [a.text for a in best.recipients] if best else [], texts(record.get("target")))
        if best is None or best.type != gold:
            score.confusion[(gold, best.type.value if best else "none")] += 1
            if options.show:
                said = [f"{m.type.value} {m.trigger.text!r}" for m in mentions]
                print(f"{gold} [{record.get('eventText')}] said {said}: {record['text'].strip()}\n")
    report = score.report()
    if options.json:
        report["confusions"] = [[gold, said, n] for (gold, said), n in score.confusion.most_common()]
    print(json.dumps(report) if options.json else "\n".join(f"{k:20} {v}" for k, v in report.items()))
    if not options.json:
        print("confusions:", ", ".join(f"{g}>{s} {n}" for (g, s), n in score.confusion.most_common(14)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
