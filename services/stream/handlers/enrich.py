"""Enrich as a handler: `clusters.v1` → `events.v1`, keyed by the event's id."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from schemas.cluster import EventCluster
from schemas.deadletter import Stage
from schemas.event import Event
from services.stream.handlers import Stateless
from services.stream.handlers.decode import decode
from services.stream.headers import cloud_event, is_replay, received_at
from services.stream.record import Incoming, Outgoing, Processed, Result
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics


class Enrichment(Protocol):
    """services.enrich's Enricher."""

    def run(self, cluster: EventCluster, recorded_at: datetime) -> Event: ...


def _now() -> datetime:
    return datetime.now(UTC)


class EnrichHandler(Stateless):
    """The last stage, so it measures the whole way: latency and freshness."""

    stage = Stage.ENRICH
    source = Topic.CLUSTERS
    batch = 256
    deadly = False

    def __init__(self, enricher: Enrichment, metrics: Metrics, now: Callable[[], datetime] = _now) -> None:
        self._enricher, self._metrics, self._now = enricher, metrics, now

    def process(self, record: Incoming) -> Processed:
        """One public event record for one revision of a cluster."""
        cluster = decode(EventCluster, record.value)
        recorded_at = self._now()
        event = self._enricher.run(cluster, recorded_at)
        replay = event.provenance.replay or is_replay(record)
        headers = cloud_event(
            record,
            record="Event",
            id=f"{event.id}:{event.revision}",
            subject=event.id,
            stage=self.stage,
            time=recorded_at,
            replay=replay,
        )
        newest = max((article.published_at for article in cluster.articles), default=None)
        output = Outgoing(Topic.EVENTS, event.id.encode(), event.to_json(), headers)
        return Processed((output,), facts=(event.type, replay, newest))

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        """Count by type; observe the way's duration, and the news' age unless it was replayed."""
        for result in results:
            if not isinstance(result.effect, Processed):
                continue
            kind, replay, newest = result.effect.facts
            self._metrics.events_published_total(kind).inc()
            self._metrics.pipeline_latency_seconds.observe(max(0.0, now - received_at(result.record) / 1000))
            if isinstance(newest, datetime) and not replay:
                self._metrics.freshness_seconds.observe(max(0.0, now - newest.timestamp()))
