"""CoNLL F1 of the same event across documents, on ECB+ (topics 2 5 12 18 21 23 34 35), corpus-wide: no topic labels.

usage: python -m bench.quality.coreference [--json]

`gold mentions`: dedup on the annotated mentions, the trigger standing in for the PLOVER type (coreference_mentions);
its weights were learned on these topics, and `python -m bench.train_dedup` says what they score on each held out.
`head lemma`: the baseline, same lemma same event, over the corpus and within each topic. `documents`: the pipeline
on the documents; most events of ECB+ are of no PLOVER type, so recall is bounded by what the coder is for; `on found`
keeps of both sides only the mentions that both have. No dates of publication are known: all share one.
Known elsewhere, gold mentions: head lemma within topic 72.5, corpus-wide 61.3; trained systems 82 to 86.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any

from bench.quality import DATA
from bench.quality.coreference_mentions import Given, Giver, article
from bench.quality.coreference_metrics import b_cubed, ceaf_e, conll, muc
from bench.quality.ecbplus import ARCHIVE, EcbDocument, documents
from schemas.cluster import Position
from schemas.mention import EventMention
from services.dedup import dates, edge
from services.dedup.profile import profile_of
from services.dedup.stage import Deduplicator
from services.extract.actors.resolver import ActorResolver
from services.extract.factory import build
from services.extract.stage import Extracted, Extractor

FOLDER = DATA / "ecbplus_dev"
Mention = tuple[str, int, int]
Sets = list[frozenset[Hashable]]


def grouped(pairs: Iterable[tuple[Hashable, Hashable]]) -> Sets:
    """(group, member) pairs as groups."""
    out: dict[Hashable, set[Hashable]] = defaultdict(set)
    for group, member in pairs:
        out[group].add(member)
    return [frozenset(members) for members in out.values()]


def figures(key: Sets, response: Sets) -> dict[str, Any]:
    """The three metrics and their mean, per cent, with the sizes of both sides."""
    metrics = {"muc": muc(key, response), "b3": b_cubed(key, response), "ceafe": ceaf_e(key, response)}
    out: dict[str, Any] = {"conll": round(100 * conll(key, response), 1)}
    for name, score in metrics.items():
        out[name] = {part: round(100 * getattr(score, part), 1) for part in ("recall", "precision", "f1")}
    return out | {"mentions": sum(map(len, response)), "clusters": len(response)}


def clustered(mentions: Iterable[EventMention]) -> list[list[str]]:
    """Mention ids by cluster, as the stage dedup leaves them."""
    stage = Deduplicator()
    for offset, mention in enumerate(mentions):
        stage.apply(mention, Position(partition=0, offset=offset))
    return [[m.mention_id for m in cluster.members] for cluster in stage.clusters()]


def place(given: Given) -> Mention:
    return given.gold.document, given.gold.start, given.gold.end


def of_gold(given: list[Given]) -> Sets:
    """Our clusters of the gold mentions."""
    by_id = {g.mention.id: place(g) for g in given}
    return [frozenset(by_id[i] for i in ids) for ids in clustered(g.mention for g in given)]


def of_documents(extractor: Extractor, corpus: list[EcbDocument]) -> Sets:
    """Our clusters of our own mentions; one whose trigger overlaps a gold mention goes by that."""
    places: dict[str, Mention] = {}
    told: list[EventMention] = []
    for document in corpus:
        found = extractor.run(article(document))
        for m in found.mentions if isinstance(found, Extracted) else ():
            over = [g for g in document.mentions if g.start < m.trigger.end and m.trigger.start < g.end]
            if over or any(g for g in document.mentions if m.sentence.start <= g.start < m.sentence.end):
                at = (over[0].start, over[0].end) if over else (m.trigger.start, m.trigger.end)
                places[m.id] = (document.name, *at)
                told.append(m)
    groups: list[set[Mention]] = []
    seen: set[Mention] = set()
    for ids in clustered(told):
        group = {places[i] for i in ids} - seen  # two of ours on one gold mention are one
        seen |= group
        groups.append(group)
    return [frozenset(g) for g in groups if g]


def why_parted(a: EventMention, b: EventMention) -> str:
    """What dedup's edge says of two mentions."""
    x, y = profile_of(a), profile_of(b)
    points = edge.score(x, y, a.article_id == b.article_id)
    if points is not None:
        return "too little in common"
    return "other days" if dates.compare(x.days, y.days) is None else "other places, parties or acts"


def errors(given: list[Given], key: Sets, response: Sets) -> dict[str, Any]:
    """Pairs of mentions wrongly parted and wrongly joined, by what they have in common."""
    where = {place(g): g for g in given}
    event = {m: n for n, group in enumerate(key) for m in group}
    ours = {m: n for n, group in enumerate(response) for m in group}
    parted, joined = Counter[str](), Counter[str]()
    for group in key:
        members = sorted(group, key=str)
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if ours.get(a) != ours.get(b):
                    x, y = where[a].mention, where[b].mention  # type: ignore[index]
                    parted[why_parted(x, y)] += 1
    for group in response:
        members = sorted(group, key=str)
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if event[a] != event[b]:
                    same = where[a].gold.document == where[b].gold.document  # type: ignore[index]
                    joined["in one document" if same else "across documents"] += 1
    return {"parted_pairs": dict(parted.most_common()), "joined_pairs": dict(joined.most_common())}


def run() -> dict[str, Any]:
    """All figures."""
    extractor = build()
    actors = extractor.coder.actors
    assert isinstance(actors, ActorResolver)
    giver = Giver(extractor, actors)
    # One in ten has a date in its address: beside the rest it would only seem to be of another day.
    corpus = [replace(d, published=None) for d in documents(FOLDER)]
    given = [g for d in corpus for g in giver.given(d)]
    topic = {d.name: d.topic for d in corpus}
    key = grouped((g.event, (g.document, g.start, g.end)) for d in corpus for g in d.mentions)
    response = of_gold(given)
    own = of_documents(extractor, corpus)
    common = {m for c in key for m in c} & {m for c in own for m in c}
    kept = [[s & common for s in side if s & common] for side in (key, own)]
    return {
        "documents": len(corpus),
        "gold_mentions": sum(map(len, key)),
        "gold_clusters": len(key),
        "gold mentions": figures(key, response),
        "head lemma corpus-wide": figures(key, grouped((g.lemma, place(g)) for g in given)),
        "head lemma within topic": figures(key, grouped(((topic[g.gold.document], g.lemma), place(g)) for g in given)),
        "documents end to end": figures(key, own),
        "documents on found": figures(*kept),
        **errors(given, key, response),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (FOLDER / ARCHIVE).is_file():
        print(f"skipped: no {ARCHIVE} at {FOLDER} (the development data lie beside the project)", file=sys.stderr)
        return 0
    result = run()
    if options.json:
        print(json.dumps(result))
        return 0
    for name, value in result.items():
        if isinstance(value, dict) and "conll" in value:
            parts = "  ".join(f"{m} {value[m]['recall']}/{value[m]['precision']}" for m in ("muc", "b3", "ceafe"))
            print(f"{name:24} CoNLL {value['conll']:5}  {parts}  {value['mentions']} in {value['clusters']} clusters")
        else:
            print(f"{name:24} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
