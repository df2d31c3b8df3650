"""Sentences written for measuring (bench/data/*.jsonl): read them, and run each alone through the whole pipeline.

They were written without sight of the lexicon or the rules, and a sentence changes only where it is wrong by the
manual, never because we fail on it. bench/data/README.md says what the fields mean.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from typing import Any

from bench.quality import ROOT
from bench.quality.options import parser
from schemas.event import Event
from schemas.fields import Factuality
from services.pipeline import build
from services.replay.articles import RawArticle

DATA = ROOT / "bench" / "data"
SHOWN = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED, Factuality.PLANNED})
Row = dict[str, Any]


def load(name: str) -> list[Row]:
    """The rows of one file of bench/data, in their order."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf8").splitlines()]


def run(rows: Iterable[Row]) -> list[list[Event]]:
    """The events of each row. Each is a run of its own, so that no row's event joins another's."""
    pipeline = build()
    return [pipeline.run([raw(row)]).events for row in rows]


def raw(row: Row) -> RawArticle:
    """The row as a producer would send it."""
    fields = {"id": row["id"], "source": "bench", "text": row["text"], "published_at": row["published_at"]}
    return RawArticle(row["id"].encode(), json.dumps(fields, ensure_ascii=False).encode(), row["id"])


def shown(event: Event) -> bool:
    """Whether a reader takes the event for news: neither flagged as not real nor history."""
    return event.factuality in SHOWN and not event.background


def brief(event: Event) -> str:
    """An event in one short line, for lists of errors."""
    parties = "+".join(a.country or "UNK" for a in event.actors) or "UNK"
    to = "+".join(a.country or "UNK" for a in event.recipients)
    trigger = event.mentions[0].trigger.text if event.mentions else ""
    flags = event.factuality.value + (" background" if event.background else "")
    return f"{event.type}{'/' + event.mode if event.mode else ''} {trigger!r} {parties}>{to} {flags}"


def options(description: str | None, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options that all scorers of sentences take."""
    found = parser(description)
    found.add_argument("--set", metavar="NAME", help="this set alone")
    return found.parse_args(arguments)


def share(right: int, of: int) -> float | None:
    """Right of all, to three places; None where nothing was asked."""
    return round(right / of, 3) if of else None
