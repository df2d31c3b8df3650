"""The stages chained in memory: every article has one outcome, mentions go on once, blocks never mix."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemas.article import CleanArticle
from schemas.base import SCHEMA_VERSION
from schemas.cluster import EventCluster
from schemas.deadletter import Reason
from schemas.event import Codes, Event, EventProvenance
from schemas.mention import EventMention
from services.dedup.stage import Outcome
from services.errors import Rejected
from services.intake.stage import Intake
from services.pipeline import ArticleOutcome, Pipeline, build
from services.replay.amplify import amplify
from services.replay.articles import read
from tests.dedup.samples import PROVENANCE, as_sets, mention

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Raw:
    value: bytes | None
    key: bytes | None = None
    origin: str = "here"


@dataclass(frozen=True)
class Found:
    mentions: list[EventMention]


class Shelled:
    """Finds the event of the samples wherever "shelled" stands, and refuses what is "endless"."""

    def run(self, article: CleanArticle) -> object:
        if "endless" in article.text:
            raise Rejected(Reason.TIMEOUT, "it took too long")
        if "shelled" not in article.text:
            return object()
        block = "RUS4" if "Russian town" in article.text else "UKR4"
        name = f"{article.id}:{article.content_hash[:8]}"
        return Found([mention(name, article.id, block=block, signature=article.signature)])


class Plain:
    def run(self, cluster: EventCluster, recorded_at: datetime) -> Event:
        said = cluster.canonical.model_dump()
        return Event(
            **said,
            id=cluster.event_id,
            revision=cluster.revision,
            change=cluster.change,
            quad=4,
            intensity=0,
            codes=Codes(),
            mentions=[],
            mention_count=len(cluster.members),
            article_count=len(cluster.articles),
            independent_sources=cluster.independent_sources,
            summary="",
            provenance=EventProvenance(
                **PROVENANCE.model_dump(), schema_version=SCHEMA_VERSION, recorded_at=recorded_at, replay=False
            ),
        )


def article(name: str, text: str) -> Raw:
    fields = {
        "id": name,
        "text": text
        + " The town lies on the river, and people there had hoped that the war would pass them by this spring.",
        "published_at": "2024-05-06",
    }
    return Raw(json.dumps(fields).encode(), None, f"file of {name}")


def test_every_article_has_one_outcome_and_every_mention_goes_on_once() -> None:
    articles = [
        article("a", "The army shelled the town."),
        article("b", "Nothing happened in the town at all."),
        Raw(b"{", None, "broken file"),
        article("c", "The army shelled the town on Monday."),
        article("a", "The army shelled the town."),
        article("d", "The army shelled a Russian town."),
        article("e", "An endless article about the town."),
        Raw(None),
    ]
    heard: list[ArticleOutcome] = []
    pipeline = Pipeline(Intake(), Shelled(), Plain(), now=lambda: NOW)
    run = pipeline.run(articles, heard.append)
    assert [o.value for o in run.outcomes] == [
        *("extracted", "no_events", "dead_lettered", "extracted", "extracted", "extracted", "dead_lettered"),
        "dead_lettered",
    ]
    assert heard == run.outcomes
    assert [(r.origin, r.reason) for r in run.refused] == [
        ("broken file", Reason.UNDECODABLE),
        ("file of e", Reason.TIMEOUT),
        ("here", Reason.UNDECODABLE),
    ]
    assert [m.article_id for m in run.mentions] == ["a", "c", "d"]
    assert run.mention_outcomes == {Outcome.NEW_EVENT: 2, Outcome.NEAR_DUPLICATE: 1, Outcome.REDELIVERED: 1}
    a, c, d = (m.id for m in run.mentions)
    assert as_sets(run.clusters) == {frozenset({a, c}), frozenset({d})}
    assert [e.mention_count for e in run.events] == [2, 1]
    assert [e.independent_sources for e in run.events] == [1, 1]
    assert all(e.provenance.recorded_at == NOW for e in run.events)
    assert {r.event_id for r in run.revisions} == {e.id for e in run.events}


def test_runs_are_apart() -> None:
    pipeline = Pipeline(Intake(), Shelled(), Plain(), now=lambda: NOW)
    articles = [article("a", "The army shelled the town.")]
    assert pipeline.run(articles).events == pipeline.run(articles).events
    assert pipeline.run([]).events == []


def test_seeds_and_their_copies_in_any_order_give_the_same_clusters() -> None:
    """The real stages: extraction knows nothing of the order, dedup does not depend on it."""
    pipeline = build()
    articles = list(amplify(read([Path(__file__).parent.parent / "seeds"], None), copies=4, seed=5))
    in_order = pipeline.run(articles)
    shuffled = articles + articles[::7]
    random.Random(1).shuffle(shuffled)
    again = pipeline.run(shuffled)
    assert as_sets(again.clusters) == as_sets(in_order.clusters)
    assert again.mention_outcomes[Outcome.REDELIVERED] > 0
    assert not in_order.refused
    # copies add mentions, hardly events
    originals = pipeline.run(articles[::4])
    assert len(in_order.mentions) > 2 * len(originals.mentions)
    assert len(in_order.clusters) < 1.2 * len(originals.clusters)
    assert {m.id for m in originals.mentions} <= {m.id for m in in_order.mentions}
