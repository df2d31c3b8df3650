"""Dedup as a handler: `mentions.v1` → `clusters.v1`, the one stateful stage.

Each partition of mentions has a state of its own, rebuilt from the same partition of `clusters.v1` when it is assigned
and dropped when it is revoked. A cluster's revisions are written to that same partition, by one idempotent producer,
so they stay in order. If a mention's effect could not be published, or applying it failed half-way, its partition is
read back from the log before the next mention: the log is right, the memory may not be.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from schemas.cluster import Change, EventCluster, Position
from schemas.deadletter import Stage
from schemas.mention import EventMention
from services.errors import Rejected
from services.stream.collector import paused
from services.stream.handlers.decode import decode
from services.stream.headers import RECEIVED_AT, cloud_event
from services.stream.record import Incoming, Outgoing, Processed, Result
from services.telemetry.labels import MentionOutcome, Topic
from services.telemetry.logging import get
from services.telemetry.metrics import Metrics

log = get("dateline.dedup")


class Applied(Protocol):
    """What one mention led to: its outcome, named as in MentionOutcome, and the revisions to publish in this order."""

    @property
    def outcome(self) -> str: ...

    @property
    def revisions(self) -> Sequence[EventCluster]: ...


class State(Protocol):
    """services.dedup's Deduplicator: the clusters of one partition."""

    def apply(self, mention: EventMention, position: Position) -> Applied: ...

    def restore(self, cluster: EventCluster, raw: bytes | None = None) -> None: ...

    def finish_restore(self) -> Sequence[EventCluster]: ...

    def __len__(self) -> int: ...


ReadBack = Callable[[set[int], Callable[[Sequence[Incoming]], None]], Awaitable[int]]
"""services.stream.restore.read_back for `clusters.v1`."""
Publish = Callable[[Sequence[Outgoing]], Awaitable[None]]
"""Publish all and return when all are acknowledged."""


class DedupHandler:
    """`new`: makes an empty state. `read_back` and `publish` are the loop's ways to Kafka."""

    stage = Stage.DEDUP
    source = Topic.MENTIONS
    batch = 256
    deadly = False
    exclusive = True

    def __init__(self, new: Callable[[], State], read_back: ReadBack, publish: Publish, metrics: Metrics) -> None:
        self._new, self._read_back, self._publish, self._metrics = new, read_back, publish, metrics
        self._states: dict[int, State] = {}
        self._stale: set[int] = set()
        self._restoring: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether a partition has to be read back."""
        return bool(self._stale)

    @property
    def partitions(self) -> set[int]:
        """The partitions whose clusters are at hand."""
        return set(self._states)

    async def assigned(self, partitions: set[int]) -> None:
        """Begin to read the partitions back in the background."""
        self._stale = set(partitions)
        if partitions:
            self._restoring = asyncio.create_task(self._restore(), name="restore")

    async def revoked(self, partitions: set[int]) -> None:
        """Drop what was kept: another process may go on with it now."""
        if self._restoring is not None:
            self._restoring.cancel()
            await asyncio.wait([self._restoring])
            self._restoring = None
        self._states.clear()
        self._stale = set()
        self._metrics.dedup_clusters.set(0)

    async def prepare(self) -> None:
        """Wait until every partition is read back. Raises what reading raised."""
        task = self._restoring
        if task is None:
            task = self._restoring = asyncio.create_task(self._restore(), name="restore")
        await asyncio.wait([task])
        if self._restoring is task:
            self._restoring = None
        if not task.cancelled():  # cancelled: the partitions went meanwhile
            task.result()

    async def _restore(self) -> None:
        wanted = set(self._stale)
        fresh = {number: self._new() for number in wanted}
        started = time.monotonic()
        completed = 0
        with paused():
            count = await self._read_back(wanted, lambda chunk: self._take(fresh, chunk))
            for number, state in sorted(fresh.items()):
                revisions = await asyncio.to_thread(state.finish_restore)
                completed += len(revisions)
                await self._publish([self._output(_completion(number), cluster) for cluster in revisions])
        seconds = time.monotonic() - started
        self._states |= fresh
        self._stale -= wanted
        self._metrics.restore_duration_seconds.observe(seconds)
        self._metrics.dedup_clusters.set(sum(map(len, self._states.values())))
        log.info(
            "restored",
            partitions=sorted(wanted),
            records=count,
            clusters=sum(map(len, fresh.values())),
            completed=completed,
            seconds=round(seconds, 2),
        )

    @staticmethod
    def _take(fresh: dict[int, State], chunk: Sequence[Incoming]) -> None:
        for record in chunk:
            if not record.value:
                continue  # a tombstone
            try:
                cluster = decode(EventCluster, record.value)
            except Rejected as rejected:  # we wrote the topic; someone else wrote into it, and enrich dead-letters that
                log.warning("no cluster", position=record.position, error=str(rejected))
                continue
            fresh[record.partition].restore(cluster, record.value)

    def process(self, record: Incoming) -> Processed:
        """The revisions that one mention leads to, in the order they must be published."""
        mention = decode(EventMention, record.value)
        state = self._states[record.partition]
        before = len(state)
        applied = state.apply(mention, Position(partition=record.partition, offset=record.offset))
        changes = tuple(cluster.change for cluster in applied.revisions)
        expected = before + changes.count(Change.CREATED) - changes.count(Change.MERGED)
        self._metrics.dedup_expired_total.inc(max(0, expected - len(state)))
        outputs = tuple(self._output(record, c, mention.published_at, mention.replay) for c in applied.revisions)
        return Processed(outputs, MentionOutcome(applied.outcome), changes)

    def discard(self, record: Incoming) -> None:
        """The state holds an effect, or half of one, that will not be published: read it back."""
        self._stale.add(record.partition)

    def _output(self, cause: Incoming, cluster: EventCluster, *told: object) -> Outgoing:
        newest = max(cluster.articles, key=lambda a: a.published_at, default=None)
        time_, replay = told if told else (newest and newest.published_at, bool(newest and newest.replay))
        headers = cloud_event(
            cause,
            record="EventCluster",
            id=f"{cluster.event_id}:{cluster.revision}",
            subject=cluster.event_id,
            stage=self.stage,
            time=time_,  # type: ignore[arg-type]
            replay=bool(replay),
        )
        return Outgoing(Topic.CLUSTERS, cluster.event_id.encode(), cluster.to_json(), headers, cause.partition)

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        """Count every mention once, every revision by its change."""
        for result in results:
            if not isinstance(result.effect, Processed):
                continue
            assert isinstance(result.effect.outcome, MentionOutcome)
            self._metrics.mentions_total(result.effect.outcome).inc()
            for change in result.effect.facts:
                self._metrics.event_revisions_total(change).inc()
        self._metrics.dedup_clusters.set(sum(map(len, self._states.values())))


def _completion(partition: int) -> Incoming:
    """Stands for the mention whose effect a crash cut in two and that finish_restore completes."""
    now = str(round(time.time() * 1000)).encode()
    return Incoming(Topic.CLUSTERS, partition, -1, int(now), None, None, ((RECEIVED_AT, now),))
