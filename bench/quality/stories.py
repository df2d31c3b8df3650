"""The same event across articles as a user sees it: stories of our own, each told by several outlets, beside rivals.

usage: python -m bench.quality.stories [--json] [--missed] [--set N] [--only STORY …]

Reads bench/data/stories.yaml; `[[slain|kill]]` marks a trigger and the event of its story that it tells. All articles
are one run of the pipeline, as `dateline extract --json FILES` runs them. A mention of ours answers a gold one where
the triggers overlap. `on found` keeps of both sides the mentions that both have, single ones too; `end to end` counts
every gold mention that we have not found against us. Mentions of ours that answer none count nowhere: not every verb
of an article is marked.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import yaml

from bench.quality import ROOT
from bench.quality.coreference import Sets, figures, grouped
from bench.quality.options import parser
from bench.quality.sentences import raw
from bench.quality.why import parted, points
from schemas.mention import EventMention
from services.dedup.edge import same_event
from services.dedup.profile import profile_of
from services.pipeline import Pipeline, build

FILE = ROOT / "bench" / "data" / "stories.yaml"
MARK = re.compile(r"\[\[([^|\]]+)\|([a-z0-9]+)\]\]")


@dataclass(frozen=True, order=True)
class Gold:
    """A marked trigger: its article, its place in code points, its words and its event, named with the story."""

    article: str
    start: int
    end: int
    text: str
    event: str


@dataclass(frozen=True)
class Told:
    """An article as a producer would send it, and what is marked in it."""

    row: dict[str, Any]
    gold: tuple[Gold, ...]


@dataclass(frozen=True)
class Found:
    """Our mention on a gold one, and the cluster it is in."""

    mention: EventMention
    cluster: int


def unmarked(article: str, story: str, marked: str) -> tuple[str, tuple[Gold, ...]]:
    """The text without marks, and what they mark."""
    text, gold, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        gold.append(Gold(article, len(text), len(text) + len(mark[1]), mark[1], f"{story}/{mark[2]}"))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], tuple(gold)


def load(number: int | None = None, only: Iterable[str] = ()) -> list[Told]:
    """The articles of a set (None: of all), in the order of the file."""
    out = []
    chosen = set(only)
    for story in yaml.safe_load(FILE.read_text("utf8")):
        if (chosen and story["story"] not in chosen) or number not in (None, story["set"]):
            continue
        for article in story["articles"]:
            name = f"{story['story']}/{article['id']}"
            text, gold = unmarked(name, story["story"], article["text"])
            row = {"id": name, "source": article["source"], "text": text, "published_at": str(article["date"])}
            out.append(Told(row, gold))
    return out


def find(pipeline: Pipeline, told: Iterable[Told]) -> dict[Gold, Found]:
    """Our mention on each gold mention; the earliest where several overlap it, and none twice."""
    told = list(told)
    run = pipeline.run([raw(t.row) for t in told])
    cluster = {m.mention_id: n for n, c in enumerate(run.clusters) for m in c.members}
    gold = {t.row["id"]: t.gold for t in told}
    out: dict[Gold, Found] = {}
    for mention in sorted(run.mentions, key=lambda m: (m.article_id, m.trigger.start, m.trigger.end)):
        over = (g for g in gold[mention.article_id] if g.start < mention.trigger.end and mention.trigger.start < g.end)
        first = next((g for g in over if g not in out), None)
        if first is not None:
            out[first] = Found(mention, cluster[mention.id])
    return out


def wrong(found: dict[Gold, Found]) -> dict[str, list[tuple[str, str]]]:
    """Pairs of found mentions, wrongly parted and wrongly joined, each with why."""
    out: dict[str, list[tuple[str, str]]] = {"parted": [], "joined": []}
    for (a, x), (b, y) in combinations(sorted(found.items(), key=lambda f: f[0]), 2):
        one = a.event == b.event
        if one == (x.cluster == y.cluster):
            continue
        pair = f"{a.article}:{a.text}={a.event} ~ {b.article}:{b.text}={b.event}\n    {points(x.mention, y.mention)}"
        if one:
            out["parted"].append((parted(x.mention, y.mention), pair))
        elif x.mention.group is not None and x.mention.group == y.mention.group:
            out["joined"].append(("the article's own reading", pair))
        elif same_event(profile_of(x.mention), profile_of(y.mention), a.article == b.article):
            out["joined"].append(("in one article" if a.article == b.article else "across articles", pair))
        else:
            out["joined"].append(("by others between them", pair))
    return out


def score(told: list[Told], found: dict[Gold, Found]) -> dict[str, Any]:
    """All figures of a set."""
    gold = [g for t in told for g in t.gold]
    key = grouped((g.event, g) for g in gold)
    ours = grouped((f.cluster, g) for g, f in found.items())
    kept: Sets = [s & found.keys() for s in key if s & found.keys()]
    pairs = wrong(found)
    return {
        "articles": len(told),
        "gold_mentions": len(gold),
        "gold_events": len(key),
        "found": len(found),
        "on found": figures(kept, ours),
        "end to end": figures(key, ours),
        "parted": dict(Counter(why for why, _ in pairs["parted"]).most_common()),
        "joined": dict(Counter(why for why, _ in pairs["joined"]).most_common()),
        "missed": [f"{g.article}: {g.text} ({g.event})" for g in gold if g not in found],
        "pairs": {kind: [f"[{why}] {pair}" for why, pair in rows] for kind, rows in pairs.items()},
    }


def options() -> argparse.Namespace:
    found = parser(__doc__)
    found.add_argument("--set", type=int, metavar="N", help="this set alone")
    found.add_argument("--only", nargs="+", default=(), metavar="STORY")
    return found.parse_args()


def main() -> int:
    chosen = options()
    pipeline = build()
    numbers = sorted({s["set"] for s in yaml.safe_load(FILE.read_text("utf8"))})
    result = {}
    for number in [chosen.set] if chosen.set else numbers:
        told = load(number, chosen.only)
        if told:
            result[f"set {number}"] = score(told, find(pipeline, told))
    if chosen.json:
        print(json.dumps(result, ensure_ascii=False))
        return 0
    for name, figures_of in result.items():
        print(name)
        for part, value in figures_of.items():
            if part in ("missed", "pairs"):
                continue
            print(f"  {part:14} {value}")
        if chosen.missed:
            print("\n".join(["", "missed", *figures_of["missed"]]))
            for kind, rows in figures_of["pairs"].items():
                print("\n".join(["", kind, *rows]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
