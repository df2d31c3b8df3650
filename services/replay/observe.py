"""Look at a replay from outside: what comes out on the topics since it began, and whether every stage has caught up."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.deadletter import Stage
from services.replay.tally import Tally
from services.settings import Settings
from services.stream.admin import Admin
from services.stream.security import client_options
from services.stream.topics import INPUT

OUTPUTS = ("articles.clean.v1", "mentions.v1", "events.v1", "dead-letters.v1")


@dataclass(frozen=True, slots=True)
class Backlog:
    """Records that each stage has still to read; None where its group has never committed and there are some."""

    stage: Stage
    records: int | None


class Observer:
    """Feeds a tally with every record written to the output topics since it was entered.

    It reads as an outsider, without a group: the workers' offsets are not touched.
    """

    def __init__(self, settings: Settings, tally: Tally) -> None:
        self._settings = settings
        self._tally = tally
        self._feed: dict[str, Callable[[Any], None]] = {
            settings.topic("articles.clean.v1"): lambda r: tally.clean_article(r.value),
            settings.topic("mentions.v1"): lambda r: tally.mention(r.value),
            settings.topic("events.v1"): lambda r: tally.event(r.value),
            settings.topic("dead-letters.v1"): lambda r: tally.dead_letter(r.key, r.value, r.headers),
        }
        self._consumer: Any = None
        self._admin = Admin(settings, "dateline-replay-admin")
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._admin.__aenter__()
        self._consumer = AIOKafkaConsumer(
            **client_options(self._settings, "dateline-replay-observer"), enable_auto_commit=False
        )
        await self._consumer.start()
        ends = await self._admin.end_offsets(self._settings.topic(t) for t in OUTPUTS)
        self._consumer.assign(list(ends))
        for partition, offset in ends.items():
            self._consumer.seek(partition, offset)
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reader:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
        if self._consumer:
            await self._consumer.stop()
        await self._admin.close()

    async def _read(self) -> None:
        async for record in self._consumer:
            self._feed[record.topic](record)

    async def backlog(self) -> Backlog | None:
        """The first stage, in the order of the stream, that has not read to its end; None when all have.

        Sound in that order: what a stage writes is acknowledged before it commits, so once it has caught up, the end
        of the next stage's topic stands.
        """
        for stage, topic in INPUT.items():
            ends = await self._admin.end_offsets([self._settings.topic(topic)])
            committed = await self._admin.committed(self._settings.group(stage), ends)
            open_ = [(end, committed.get(partition)) for partition, end in ends.items() if end > 0]
            if any(at is None for _, at in open_):
                return Backlog(stage, None)
            if left := sum(end - (at or 0) for end, at in open_ if end > (at or 0)):
                return Backlog(stage, left)
        return None

    async def read_to_end(self) -> None:
        """Wait until the tally has seen everything that is on the output topics now."""
        ends = await self._admin.end_offsets(self._settings.topic(t) for t in OUTPUTS)
        while not all([await self._position(partition) >= end for partition, end in ends.items()]):
            if self._reader and self._reader.done():
                self._reader.result()  # raises what ended it
            await asyncio.sleep(0.05)

    async def _position(self, partition: TopicPartition) -> int:
        return int(await self._consumer.position(partition))
