"""A handler that is traced: one span a record, from the start of its work until all it led to is acknowledged.

It wraps a handler only where tracing is on; the agent loop does not know. The handler is given the record with the
span's context in place of the producer's, so what it makes of the record continues the trace. A dead letter keeps the
headers that its record came with.
"""

from collections.abc import Sequence
from dataclasses import replace

from opentelemetry.trace import Span, SpanKind

from services.stream.handlers import Handler
from services.stream.headers import subject
from services.stream.record import Failed, Incoming, Processed, Result
from services.telemetry.tracing import NAMES, Tracing


class TracedHandler:
    """`inner` with spans. topic: full name of its source; group: of its worker, as Kafka knows them."""

    def __init__(self, inner: Handler, tracing: Tracing, topic: str, group: str) -> None:
        self.stage, self.source, self.batch = inner.stage, inner.source, inner.batch
        self.exclusive, self.deadly = inner.exclusive, inner.deadly
        self._inner, self._tracing = inner, tracing
        self._same = {
            "messaging.system": "kafka",
            "messaging.operation.type": "process",
            "messaging.operation.name": str(inner.stage),
            "messaging.destination.name": topic,
            "messaging.consumer.group.name": group,
        }
        self._open: dict[tuple[int, int], Span] = {}  # by position: begun in the work thread, ended in the event loop

    def process(self, record: Incoming) -> Processed:
        """The inner handler's effect, which carries the span's context."""
        span = self._begin(record)
        self._open[record.partition, record.offset] = span
        kept = tuple((name, value) for name, value in record.headers if name not in NAMES)
        return self._inner.process(replace(record, headers=kept + self._tracing.carry(span)))

    def discard(self, record: Incoming) -> None:
        self._inner.discard(record)

    @property
    def waiting(self) -> bool:
        return self._inner.waiting

    async def prepare(self) -> None:
        await self._inner.prepare()

    async def assigned(self, partitions: set[int]) -> None:
        await self._inner.assigned(partitions)

    async def revoked(self, partitions: set[int]) -> None:
        """Spans of records that were not acknowledged go without a trace: the records come again."""
        await self._inner.revoked(partitions)
        self._open.clear()

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        """End the spans; then what the inner handler counts."""
        for result in results:
            record = result.record
            # none is open for one that was set aside untried
            span = self._open.pop((record.partition, record.offset), None) or self._begin(record)
            self._end(span, result, now)
        self._inner.acknowledged(results, now)

    def _begin(self, record: Incoming) -> Span:
        attributes: dict[str, str | int] = {
            **self._same,
            "messaging.destination.partition.id": str(record.partition),
            "messaging.kafka.offset": record.offset,
            "messaging.message.body.size": len(record.value or b""),
            **{f"dateline.{kind}": named for kind, named in subject(record).items()},
        }
        return self._tracing.begin(f"{self.stage} {self.source}", SpanKind.CONSUMER, record.headers, attributes)

    def _end(self, span: Span, result: Result, now: float) -> None:
        span.set_attribute("dateline.work_seconds", result.seconds)
        if isinstance(result.effect, Failed):
            self._tracing.fail(span, result.effect.reason, result.effect.message)
        else:
            span.set_attribute("dateline.outputs", len(result.effect.outputs))
            if result.effect.outcome is not None:
                span.set_attribute("dateline.outcome", str(result.effect.outcome))
        span.end(int(now * 1e9))
