"""The one agent loop, used by all four workers: the only place where records are acknowledged.

    records taken (noack_take, in order, nothing acknowledged)
    → worked on in one thread of its own, about 50 ms at a time, so that heartbeats go on
    → what they lead to is handed to the producer, dead letters included
    → every delivery future of what was handed over is awaited
    → only then are the records finished, which lets Faust commit them, and counted

Whatever is unexpected leaves `run`, crashes the process (mode.CrashingSupervisor, exit code 1) and commits nothing;
the process reads on from the last commit. That makes every delivery at least once, and never less.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog

from schemas.deadletter import Reason
from services.errors import Rejected
from services.settings import Settings
from services.stream.breaker import Breaker, BreakerOpen
from services.stream.crashmarks import KILLS, CrashMarks
from services.stream.deadletters import dead_letter
from services.stream.handlers import Handler
from services.stream.headers import subject
from services.stream.publisher import Publisher
from services.stream.record import Failed, Incoming, Outgoing, Processed, Result
from services.stream.watchdog import Progress
from services.telemetry.logging import get
from services.telemetry.metrics import Metrics

SLICE = 0.05  # seconds of work between two looks at the event loop: one hop costs 0.1 ms
SETTLE = 1.0  # seconds after which what is done of a batch is acknowledged: the most a crash repeats of slow work

log = get("dateline.agent")


class StoodStill(Exception):
    """The process was frozen for so long that its partitions may be another worker's."""


class Sender(Protocol):
    """The part of Publisher that the loop needs."""

    async def send(self, record: Outgoing) -> "asyncio.Future[Any]": ...


class Finisher(Protocol):
    """The part of OrderedConsumer that the loop needs."""

    def finish(self, message: Any) -> bool: ...

    def abandon(self, message: Any) -> None: ...

    def is_current(self, message: Any) -> bool: ...

    @property
    def revoking(self) -> asyncio.Event: ...


@dataclass(frozen=True)
class Policy:
    """seconds: the most one record may take. still: the most an exclusive stage may stand still and still publish.
    group: of this worker, as Kafka knows it."""

    seconds: float
    within: float
    batch: int
    still: float
    group: str

    @classmethod
    def of(cls, settings: Settings, handler: Handler) -> "Policy":
        batch = min(settings.batch_size, handler.batch)
        still = settings.session_timeout * 2 / 3 if handler.exclusive else float("inf")  # a heartbeat is due each third
        return cls(settings.max_article_seconds, settings.batch_within, batch, still, settings.group(handler.stage))


class AgentLoop:
    """One worker's loop. `stopping`: set when no further record shall be begun."""

    def __init__(
        self,
        handler: Handler,
        publisher: Sender,
        breaker: Breaker,
        marks: CrashMarks | None,
        progress: Progress,
        metrics: Metrics,
        policy: Policy,
        settings: Settings,
    ) -> None:
        self._handler, self._publisher, self._breaker = handler, publisher, breaker
        self._marks, self._progress, self._policy, self._settings = marks, progress, policy, settings
        self.stopping = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"work-{handler.stage}")
        self._futures: list[asyncio.Future[Any]] = []
        self._unsettled: list[tuple[Any, Result]] = []
        self._metrics = metrics
        self._consumed = metrics.messages_consumed_total(handler.source)
        self._bytes = metrics.consumed_bytes_total(handler.source)
        self._seconds = metrics.stage_duration_seconds(handler.stage)
        self._in_progress = metrics.stage_in_progress(handler.stage)

    async def run(self, stream: Any, consumer: Finisher) -> None:
        """Work until cancelled. Raises what must stop the worker."""
        batches: AsyncIterator[Sequence[Any]] = stream.noack_take(self._policy.batch, within=self._policy.within)
        async for events in batches:
            await self.take(events, consumer)

    async def take(self, events: Sequence[Any], consumer: Finisher) -> None:
        """One batch of Faust events, from first look to acknowledgement."""
        messages = []
        for event in events:
            if consumer.is_current(event.message):
                messages.append(event.message)
            else:  # of a generation before: another worker may have its partition
                consumer.abandon(event.message)
        records = [self._incoming(message) for message in messages]
        self._consumed.inc(len(records))
        self._bytes.inc(sum(len(r.value or b"") for r in records))
        self._in_progress.set(len(records))
        done, settled = 0, time.monotonic()
        try:
            while done < len(records) and not self.stopping.is_set() and not consumer.revoking.is_set():
                if self._handler.waiting:
                    await self._settle(consumer)
                    if not await self._prepared(consumer):
                        break
                piece = self._piece(records, done)
                self._mark(piece)
                loop = asyncio.get_running_loop()
                results = await loop.run_in_executor(self._thread, self._work, piece)
                try:
                    await self._publish(results)
                except BreakerOpen:
                    await self._settle(consumer)  # the slices before it are right; without this they came twice
                    raise
                self._unsettled += zip(messages[done : done + len(results)], results, strict=True)
                done += len(results)
                if time.monotonic() - settled > SETTLE or self._is_alone(piece):
                    await self._settle(consumer)
                    settled = time.monotonic()
            await self._settle(consumer)
        finally:
            self._progress.idle()
            self._in_progress.set(0)
            if self._marks:
                self._marks.withdraw()
        for message in messages[done:]:  # stop or rebalance: whoever has the partition next reads them again
            consumer.abandon(message)

    async def _prepared(self, consumer: Finisher) -> bool:
        """Wait for the handler to be ready; False when the partitions go or the worker stops first."""
        preparing = asyncio.create_task(self._handler.prepare())
        leaving = [asyncio.create_task(event.wait()) for event in (consumer.revoking, self.stopping)]
        await asyncio.wait([preparing, *leaving], return_when=asyncio.FIRST_COMPLETED)
        for task in leaving:
            task.cancel()
        if not preparing.done():
            return False
        preparing.result()
        return True

    def _piece(self, records: list[Incoming], start: int) -> list[Incoming]:
        """The records to hand to the work thread: all that are left, or one alone that may have killed a process."""
        if not self._marks:
            return records[start:]
        for end in range(start, len(records)):
            if self._marks.is_suspect(records[end]):
                return records[start:end] or records[start : start + 1]
        return records[start:]

    def _is_alone(self, piece: list[Incoming]) -> bool:
        return self._marks is not None and self._marks.is_suspect(piece[0])

    def _mark(self, piece: list[Incoming]) -> None:
        if self._marks:
            self._marks.begin(piece)

    def _work(self, piece: list[Incoming]) -> list[Result]:
        """In the work thread: records until a slice of time is full; at least one."""
        results: list[Result] = []
        began = time.monotonic()
        for record in piece:
            results.append(self._one(record))
            if time.monotonic() - began > SLICE or self._handler.waiting:
                break
        self._progress.idle()
        return results

    def _one(self, record: Incoming) -> Result:
        started = self._progress.begin(record)
        kills = self._marks.kills(record) if self._marks else 0
        effect: Processed | Failed
        at = {"partition": record.partition, "offset": record.offset}
        with structlog.contextvars.bound_contextvars(**at, **subject(record)):
            if kills >= KILLS:
                effect = Failed(Reason.CRASHED, "Crashed", f"{kills} processes died while working on it", kills)
            else:
                effect = self._tried(record)
            seconds = time.monotonic() - started
            if seconds > self._policy.seconds and isinstance(effect, Processed):
                self._handler.discard(record)
                limit = f"it took {seconds:.1f} s, more than the {self._policy.seconds:g} s an article may take"
                effect = Failed(Reason.TIMEOUT, "TimeLimit", limit)
            if isinstance(effect, Failed):
                log.warning("record failed", reason=effect.reason, error=effect.message, error_class=effect.error_class)
        return Result(record, effect, seconds)

    def _tried(self, record: Incoming) -> Processed | Failed:
        try:
            processed = self._handler.process(record)
        except Rejected as rejected:
            failed = Failed(rejected.reason, type(rejected).__name__, str(rejected))
        except Exception as error:  # one broken article never stops the stream; the breaker counts
            log.warning("unexpected error", exc_info=True)
            failed = Failed(Reason.FAILED, type(error).__name__, str(error))
        else:
            too_large = next((out for out in processed.outputs if not Publisher.fits(out)), None)
            if too_large is None:
                return processed
            failed = Failed(Reason.TOO_LARGE, "TooLarge", f"its {too_large.topic} record has {too_large.size} bytes")
        self._handler.discard(record)
        return failed

    async def _publish(self, results: list[Result]) -> None:
        """Hand over what a slice led to. The breaker speaks first, so a slice that trips it leaves no trace."""
        for result in results:
            if isinstance(result.effect, Failed) and result.effect.is_ours:
                self._breaker.failed(
                    f"{result.record.position}: {result.effect.reason} ({result.effect.message[:200]})"
                )
            else:
                self._breaker.succeeded()
        if (still := self._progress.still()) > self._policy.still:
            raise StoodStill(f"stood still for {still:.1f} s: the partitions may be another worker's by now")
        for result in results:
            outputs = result.effect.outputs if isinstance(result.effect, Processed) else (self._dead(result),)
            for output in outputs:
                self._futures.append(await self._publisher.send(output))

    def _dead(self, result: Result) -> Outgoing:
        assert isinstance(result.effect, Failed)
        topic = self._settings.topic(result.record.topic)
        now = datetime.now(UTC)
        return dead_letter(result.record, result.effect, self._handler.stage, self._policy.group, topic, now)

    async def _settle(self, consumer: Finisher) -> None:
        """Wait until everything handed over is acknowledged; then finish the records behind it, and count them."""
        if not self._unsettled:
            return
        waited = time.monotonic()
        await asyncio.gather(*self._futures)
        self._metrics.backpressure_seconds_total.inc(time.monotonic() - waited)
        self._futures.clear()
        settled, self._unsettled = self._unsettled, []
        for message, _ in settled:
            consumer.finish(message)
        results = [result for _, result in settled]
        if self._marks:
            self._marks.end(result.record for result in results)
        self._progress.advanced()
        self._count(results)

    def _count(self, results: list[Result]) -> None:
        stage = self._handler.stage
        for result in results:
            self._seconds.observe(result.seconds)
            if isinstance(result.effect, Failed):
                self._metrics.stage_errors_total(stage, result.effect.reason).inc()
                self._metrics.dead_letters_total(stage, result.effect.reason).inc()
        self._handler.acknowledged(results, time.time())

    def _incoming(self, message: Any) -> Incoming:
        headers = message.headers or ()
        pairs = headers.items() if isinstance(headers, dict) else headers
        return Incoming(
            self._handler.source,
            message.partition,
            message.offset,
            round(message.timestamp * 1000),
            message.key,
            message.value,
            tuple((str(name), value) for name, value in pairs),
        )

    def close(self) -> None:
        """Let the work thread go; a thread can't be ended, so one that hangs ends with the process."""
        self._thread.shutdown(wait=False, cancel_futures=True)
