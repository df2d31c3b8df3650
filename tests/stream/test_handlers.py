"""Each stage in the shape of the loop: topics, keys, partitions, counts."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.article import CleanArticle
from schemas.deadletter import Reason
from schemas.event import Event
from services.errors import Rejected
from services.intake.stage import Intake
from services.stream.handlers.dedup import DedupHandler
from services.stream.handlers.enrich import EnrichHandler
from services.stream.handlers.extract import ExtractHandler
from services.stream.handlers.intake import IntakeHandler
from services.stream.record import Failed, Incoming, Outgoing, Processed, Result
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics
from tests.stream.doubles import Deduplicator, Enricher, Extractor

TEXT = "EVENT ITA AID bread\nThe ministry said on Monday that the talks would go on.\nEVENT ITA AID water"
ARTICLE = {"id": "a1", "text": TEXT, "published_at": "2022-12-20"}


def incoming(topic: Topic, value: bytes | None, *headers: tuple[str, bytes | None], **more: Any) -> Incoming:
    facts = {"partition": 2, "offset": 7, "timestamp": 1_671_537_600_000, "key": b"k"} | more
    return Incoming(topic, value=value, headers=headers, **facts)


def clean() -> CleanArticle:
    return Intake().run(json.dumps(ARTICLE).encode())


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(f"dateline_{name}", labels) or 0.0


def test_intake_keys_by_the_route_and_counts_only_what_ends_there() -> None:
    metrics = Metrics()
    handler = IntakeHandler(Intake(), metrics)
    record = incoming(Topic.ARTICLES, json.dumps(ARTICLE).encode(), ("dateline-replay", b"true"))
    done = handler.process(record)
    (out,) = done.outputs
    article = CleanArticle.model_validate_json(out.value or b"")
    assert (out.topic, out.key, out.partition) == (Topic.CLEAN, article.route_key.encode(), None)
    assert article.replay
    assert dict(out.headers)["dateline-received-at"] == b"1671537600000"
    with pytest.raises(Rejected):
        handler.process(incoming(Topic.ARTICLES, None))
    failed = Failed(Reason.UNDECODABLE, "Rejected", "empty")
    handler.acknowledged([Result(record, done), Result(incoming(Topic.ARTICLES, None), failed)], 0)
    assert value(metrics, "articles_total", outcome="dead_lettered") == 1
    assert value(metrics, "articles_total", outcome="extracted") == 0
    assert value(metrics, "article_bytes_count") == 2


def test_extract_keys_by_block_and_counts_every_article_once() -> None:
    metrics, asked = Metrics(), [(3, 4), (10, 5)]
    handler = ExtractHandler(Extractor(), metrics, lambda: asked.pop(0))
    record = incoming(Topic.CLEAN, clean().to_json())
    done = handler.process(record)
    assert [o.key for o in done.outputs] == [b"ITA-AID"] * 2
    empty = handler.process(incoming(Topic.CLEAN, clean().model_copy(update={"text": "Nothing."}).to_json()))
    assert empty.outputs == ()
    failed = Failed(Reason.TIMEOUT, "TimeLimit", "slow")
    handler.acknowledged([Result(record, e) for e in (done, empty, failed)], 0)
    handler.acknowledged([], 0)
    for outcome in ("extracted", "no_events", "dead_lettered"):
        assert value(metrics, "articles_total", outcome=outcome) == 1
    assert value(metrics, "sentence_cache_requests_total", result="hit") == 10
    assert value(metrics, "sentence_cache_requests_total", result="miss") == 5


@pytest.mark.parametrize(
    ("bad", "reason"),
    [(None, Reason.UNDECODABLE), (b"", Reason.UNDECODABLE), (b"{", Reason.UNDECODABLE), (b"[]", Reason.SCHEMA_INVALID),
     (b'{"id": 1}', Reason.SCHEMA_INVALID), (b"\xff", Reason.UNDECODABLE)],
)  # fmt: skip
def test_what_is_no_record_of_ours_is_refused_with_its_reason(bad: bytes | None, reason: Reason) -> None:
    handlers: tuple[Any, ...] = (ExtractHandler(Extractor(), Metrics()), EnrichHandler(Enricher(), Metrics()))
    for handler in handlers:
        with pytest.raises(Rejected) as refused:
            handler.process(incoming(handler.source, bad))
        assert refused.value.reason is reason


class Kafka:
    """The log of clusters and what dedup published to it."""

    def __init__(self) -> None:
        self.log: list[Incoming] = []
        self.reads = 0

    async def read_back(self, partitions: set[int], take: Any) -> int:
        self.reads += 1
        mine = [r for r in self.log if r.partition in partitions]
        take(mine)
        return len(mine)

    async def publish(self, records: Sequence[Outgoing]) -> None:
        for r in records:
            assert r.partition is not None
            self.log.append(Incoming(r.topic, r.partition, len(self.log), 0, r.key, r.value, r.headers))


def mentions() -> list[Incoming]:
    outputs = ExtractHandler(Extractor(), Metrics()).process(incoming(Topic.CLEAN, clean().to_json())).outputs
    return [incoming(Topic.MENTIONS, o.value, *o.headers, offset=n) for n, o in enumerate(outputs)]


async def ready(handler: DedupHandler, *partitions: int) -> None:
    await handler.assigned(set(partitions))
    assert handler.waiting
    await handler.prepare()
    assert not handler.waiting


async def test_dedup_writes_to_the_mentions_partition_and_goes_on_from_the_log() -> None:
    kafka, metrics = Kafka(), Metrics()
    first = DedupHandler(Deduplicator, kafka.read_back, kafka.publish, metrics)
    await ready(first, 2)
    done = [first.process(m) for m in mentions()]
    first.acknowledged([Result(m, d) for m, d in zip(mentions(), done, strict=True)], 0)
    assert value(metrics, "mentions_total", outcome="new_event") == 2
    assert value(metrics, "event_revisions_total", change="created") == 2
    assert value(metrics, "dedup_clusters") == 2
    await kafka.publish([o for d in done for o in d.outputs])
    assert {(r.topic, r.partition) for r in kafka.log} == {(Topic.CLUSTERS, 2)}

    second = DedupHandler(Deduplicator, kafka.read_back, kafka.publish, Metrics())
    await ready(second, 1, 2)
    again = [second.process(m) for m in mentions()]
    assert [d.outcome for d in again] == ["redelivered"] * 2
    assert all(d.outputs == () for d in again)


async def test_dedup_drops_what_is_revoked_and_reads_back_what_it_spoiled() -> None:
    kafka = Kafka()
    handler = DedupHandler(Deduplicator, kafka.read_back, kafka.publish, Metrics())
    await ready(handler, 2, 3)
    handler.process(mentions()[0])
    handler.discard(mentions()[0])
    assert handler.waiting
    await handler.prepare()
    assert kafka.reads == 2
    assert handler.process(mentions()[0]).outcome == "new_event"  # nothing of it was published
    await handler.revoked({2, 3})
    assert handler.partitions == set()
    await ready(handler, 3)
    assert handler.partitions == {3}


async def test_dedup_publishes_what_completes_an_interrupted_merge_before_any_mention() -> None:
    kafka = Kafka()

    class Interrupted(Deduplicator):
        def finish_restore(self) -> Any:
            return list(self.clusters.values())[:1]

    writer = DedupHandler(Deduplicator, kafka.read_back, kafka.publish, Metrics())
    await ready(writer, 2)
    await kafka.publish([o for m in mentions() for o in writer.process(m).outputs])
    handler = DedupHandler(Interrupted, kafka.read_back, kafka.publish, Metrics())
    await ready(handler, 2)
    assert len(kafka.log) == 3
    assert kafka.log[-1].partition == 2


async def test_a_read_back_that_fails_is_raised_before_any_mention() -> None:
    async def broken(partitions: set[int], take: Any) -> int:
        raise OSError("no broker")

    handler = DedupHandler(Deduplicator, broken, Kafka().publish, Metrics())
    await handler.assigned({2})
    with pytest.raises(OSError, match="no broker"):
        await handler.prepare()
    assert handler.waiting


async def test_dedup_ends_its_read_back_when_the_partitions_go() -> None:
    started = asyncio.Event()

    async def endless(partitions: set[int], take: Any) -> int:
        started.set()
        await asyncio.Event().wait()
        return 0

    handler = DedupHandler(Deduplicator, endless, Kafka().publish, Metrics())
    await handler.assigned({2})
    await started.wait()
    await handler.revoked({2})
    assert not handler.waiting


async def test_enrich_measures_the_whole_way() -> None:
    kafka, metrics = Kafka(), Metrics()
    dedup = DedupHandler(Deduplicator, kafka.read_back, kafka.publish, Metrics())
    await ready(dedup, 2)
    await kafka.publish(dedup.process(mentions()[0]).outputs)
    now = datetime(2022, 12, 20, 12, 0, 5, tzinfo=UTC)
    handler = EnrichHandler(Enricher(), metrics, lambda: now)
    done = handler.process(kafka.log[0])
    (out,) = done.outputs
    event = Event.model_validate_json(out.value or b"")
    assert (out.topic, out.key) == (Topic.EVENTS, event.id.encode())
    assert event.provenance.recorded_at == now
    handler.acknowledged([Result(kafka.log[0], done)], now.timestamp())
    assert value(metrics, "events_published_total", event_type="AID") == 1
    assert value(metrics, "pipeline_latency_seconds_sum") == pytest.approx(5.0)
    assert value(metrics, "freshness_seconds_sum") == pytest.approx(12 * 3600 + 5)


async def test_a_replay_counts_as_latency_but_not_as_freshness() -> None:
    kafka, metrics = Kafka(), Metrics()
    dedup = DedupHandler(Deduplicator, kafka.read_back, kafka.publish, Metrics())
    await ready(dedup, 2)
    source = mentions()[0]
    said = json.loads(source.value or b"") | {"replay": True}
    replayed = incoming(Topic.MENTIONS, json.dumps(said).encode(), *source.headers)
    await kafka.publish(dedup.process(replayed).outputs)
    handler = EnrichHandler(Enricher(), metrics)
    done = handler.process(kafka.log[0])
    assert isinstance(done, Processed)
    assert dict(done.outputs[0].headers)["dateline-replay"] == b"true"
    handler.acknowledged([Result(kafka.log[0], done)], 1_671_537_601.0)
    assert value(metrics, "pipeline_latency_seconds_count") == 1
    assert value(metrics, "freshness_seconds_count") == 0
