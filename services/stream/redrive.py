"""What `dateline dlq` does on Kafka: find the open dead letters, send them again to where they came from, note it.

A letter is sent, acknowledged, and only then noted as handled: a crash in between leaves it open, and sending it twice
changes nothing. A cluster's revision is the one record for which that is not so: clusters.v1 is compacted, the last
record of a key stays, and an old revision behind a newer one would take its place. So a cluster is sent again only
if nothing newer of its event stands there, and only while no dedup worker runs that could write something newer.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiokafka.errors import IncompatibleBrokerVersion, KafkaError, MessageSizeTooLargeError

from schemas.deadletter import Handled, How, Reason, Stage
from services.errors import DatelineError
from services.settings import Settings
from services.stream.admin import Admin, unavailable
from services.stream.letters import Letter, Refusal, handled, letter, note, original
from services.stream.publisher import Publisher
from services.stream.record import Outgoing
from services.stream.scan import scan
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics

LETTERS = Topic.DEAD_LETTERS.value
TOGETHER, BYTES, SECONDS = 100, 8 * 1024 * 1024, 0.5  # sent and noted together: the most that a crash sends twice
TOO_LARGE = "its topic takes no record of this size: raise max.message.bytes there, or drop it"

Progress = Callable[[int, int], object]


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass
class Outcome:
    """What became of the chosen letters. gone: not on the topic any more, retention took them meanwhile."""

    handled: Counter[tuple[Stage | None, Reason | None]] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    gone: int = 0

    @property
    def total(self) -> int:
        """Letters sent again or dropped."""
        return self.handled.total()

    @classmethod
    def of(cls, letters: Iterable[Letter]) -> "Outcome":
        """As if all of these were handled."""
        return cls(Counter((one.stage, one.reason) for one in letters))


async def open_letters(settings: Settings, on_progress: Progress = quiet) -> list[Letter]:
    """Every dead letter that is kept and not handled, the oldest first. Raises TopicError and BrokerUnavailable."""
    found: dict[tuple[int, int], Letter] = {}
    async with aclosing(scan(settings, LETTERS, on_progress=on_progress)) as records:
        async for record in records:
            done = handled(record)
            if done:
                found.pop((done.partition, done.offset), None)
            else:
                found[record.partition, record.offset] = letter(record, settings.topic_prefix)
    return sorted(found.values(), key=lambda one: (one.timestamp, one.partition, one.offset))


async def look_up(settings: Settings, partition: int, offset: int) -> tuple[Letter, bytes | None, Handled | None]:
    """One dead letter, its value, and the note that it is handled, if it is. Raises DatelineError if it is gone."""
    found: tuple[Letter, bytes | None] | None = None
    done: Handled | None = None
    async with aclosing(scan(settings, LETTERS, begin={partition: offset})) as records:
        async for record in records:
            said = handled(record)
            if record.offset == offset and said is None:
                found = (letter(record, settings.topic_prefix), record.value)
            elif said and said.offset == offset:
                done = said
            if found is None:
                break  # the offset is past, or it is a note
    if found is None:
        raise DatelineError(f"no dead letter {partition}@{offset}: `dateline dlq list` shows those that are kept")
    return *found, done


async def drop(settings: Settings, chosen: Sequence[Letter], by: str, on_progress: Progress = quiet) -> Outcome:
    """Note `chosen` as dropped: their bytes stay on the topic until its retention ends, and nobody is shown them."""
    outcome = Outcome()
    async with Sending(settings, Metrics(), How.DROPPED, by, outcome) as sending:
        for number, one in enumerate(chosen, 1):
            await sending.noted(one)
            on_progress(number, len(chosen))
    return outcome


async def redrive(
    settings: Settings,
    chosen: Sequence[Letter],
    by: str,
    most: int,
    metrics: Metrics,
    rate: float | None = None,
    on_progress: Progress = quiet,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Send `chosen` again, at most `rate` a second, and note each. `most`: redrives of one record, in all.

    Raises BrokerUnavailable; what was acknowledged by then is noted.
    """
    outcome = Outcome()
    begun, done = clock(), 0
    async with (
        Sending(settings, metrics, How.REDRIVEN, by, outcome) as sending,
        aclosing(checked(settings, chosen, most)) as records,
    ):
        async for one, made in records:
            done += 1
            on_progress(done, len(chosen))
            if isinstance(made, Refusal):
                outcome.refused.append(made)
                continue
            if rate and (early := begun + sending.sent / rate - clock()) > 0:
                await asyncio.sleep(early)
            await sending.send(one, made)
    outcome.gone = len(chosen) - done
    return outcome


async def rehearse(settings: Settings, chosen: Sequence[Letter], most: int, on_progress: Progress = quiet) -> Outcome:
    """What `redrive` would do now, without doing it."""
    outcome, done = Outcome(), 0
    async with aclosing(checked(settings, chosen, most)) as records:
        async for one, made in records:
            done += 1
            on_progress(done, len(chosen))
            if isinstance(made, Refusal):
                outcome.refused.append(made)
            else:
                outcome.handled[one.stage, one.reason] += 1
    outcome.gone = len(chosen) - done
    return outcome


async def checked(
    settings: Settings, chosen: Sequence[Letter], most: int
) -> AsyncGenerator[tuple[Letter, Outgoing | Refusal], None]:
    """Each letter that is still kept with the record to send, or why it is not sent. Reads the values."""
    clusters = [one for one in chosen if one.said.get("topic") == settings.topic(Topic.CLUSTERS)]
    newest = await _newest(settings, clusters) if clusters else {}
    busy = bool(clusters) and await _dedup_runs(settings)
    async with aclosing(_with_values(settings, chosen)) as letters:
        async for one, value in letters:
            made = original(one, value, settings.topic_prefix, most)
            if isinstance(made, Outgoing) and made.topic is Topic.CLUSTERS:
                if str(newest.get((made.partition, made.key))) != one.said.get("offset"):
                    made = Refusal(one, "a newer revision of its event came after it: drop it")
                elif busy:
                    made = Refusal(one, "dedup could write a newer revision meanwhile: stop it (`dateline stop dedup`)")
            yield one, made


async def _with_values(
    settings: Settings, chosen: Iterable[Letter]
) -> AsyncGenerator[tuple[Letter, bytes | None], None]:
    wanted = {(one.partition, one.offset): one for one in chosen}
    begin: dict[int, int] = {}
    end: dict[int, int] = {}
    for partition, offset in wanted:
        begin[partition] = min(offset, begin.get(partition, offset))
        end[partition] = max(offset + 1, end.get(partition, 0))
    async with aclosing(scan(settings, LETTERS, begin, end)) as records:
        async for record in records:
            if one := wanted.get((record.partition, record.offset)):
                yield one, record.value


async def _newest(settings: Settings, clusters: Iterable[Letter]) -> dict[tuple[int | None, bytes | None], int]:
    """(partition, key) → offset of the newest record there, for the events of these letters."""
    begin: dict[int, int] = {}
    for one in clusters:
        if (partition := one.origin) is not None:
            begin[partition] = 0
    found: dict[tuple[int | None, bytes | None], int] = {}
    keys = {one.key for one in clusters}
    async with aclosing(scan(settings, Topic.CLUSTERS, begin)) as records:
        async for record in records:
            if record.key in keys:
                found[record.partition, record.key] = record.offset
    return found


async def _dedup_runs(settings: Settings) -> bool:
    async with Admin(settings) as admin:
        try:
            return bool(await admin.members(settings.group(Stage.DEDUP)))
        except IncompatibleBrokerVersion:  # the embedded broker, which compacts nothing
            return False


class Sending:
    """Sends and notes, a few together; on leaving, also by an error, what was acknowledged is noted."""

    def __init__(self, settings: Settings, metrics: Metrics, how: How, by: str, outcome: Outcome) -> None:
        self._settings, self._metrics, self._how, self._by = settings, metrics, how, by
        self._outcome = outcome
        self._publisher = Publisher(settings.model_copy(update={"publish_timeout": settings.broker_timeout}), metrics)
        self._open: list[tuple[Letter, asyncio.Future[Any] | None]] = []
        self._bytes, self._since, self.sent = 0, time.monotonic(), 0

    async def __aenter__(self) -> "Sending":
        try:
            await self._publisher.start()
        except (KafkaError, OSError) as error:
            raise unavailable(self._settings, str(error)) from None
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await self._settle()
        finally:
            await self._publisher.stop()

    async def send(self, one: Letter, record: Outgoing) -> None:
        """Hand `record` over; `one` is noted when it is acknowledged."""
        try:
            self._open.append((one, await self._publisher.send(record)))
        except MessageSizeTooLargeError:
            self._outcome.refused.append(Refusal(one, TOO_LARGE))
            return
        self._bytes += record.size
        self.sent += 1
        if len(self._open) >= TOGETHER or self._bytes >= BYTES or time.monotonic() - self._since >= SECONDS:
            await self._settle()

    async def noted(self, one: Letter) -> None:
        """Note `one` without sending it."""
        self._open.append((one, None))
        if len(self._open) >= TOGETHER:
            await self._settle()

    async def _settle(self) -> None:
        """Wait for what was sent, note what came through, then raise the first failure."""
        waiting, self._open = self._open, []
        answers = await asyncio.gather(*[future for _, future in waiting if future], return_exceptions=True)
        failed = [a for a in answers if isinstance(a, BaseException) and not isinstance(a, MessageSizeTooLargeError)]
        through = [one for one, future in waiting if future is None or future.exception() is None]
        large = [o for o, f in waiting if f and isinstance(f.exception(), MessageSizeTooLargeError)]
        self._outcome.refused += [Refusal(one, TOO_LARGE) for one in large]
        now = datetime.now(UTC)
        try:
            notes = [await self._publisher.send(note(one, self._how, self._by, now)) for one in through]
            await asyncio.gather(*notes)
            if failed:
                raise failed[0]
        except (KafkaError, OSError) as error:
            raise unavailable(self._settings, str(error) or type(error).__name__) from None
        for one in through:
            self._outcome.handled[one.stage, one.reason] += 1
            if self._how is How.REDRIVEN and one.stage and one.reason:
                self._metrics.dead_letters_redriven_total(one.stage, one.reason).inc()
        self._bytes, self._since = 0, time.monotonic()
