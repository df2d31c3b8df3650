"""Reads `events.v1` and `dead-letters.v1` onto the board: an outsider without a group, so no worker notices it.

It begins so far back that the window fills, then follows. When the connection fails it begins again: the window takes a
repeated record as what it is, the same event.
"""

import asyncio
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from schemas.event import Event
from services.errors import DatelineError, TopicError
from services.settings import Settings
from services.stream.admin import Admin
from services.stream.headers import RECEIVED_AT
from services.stream.letters import handled
from services.stream.security import client_options
from services.telemetry import logging
from services.web.board import Board
from services.web.early import Early
from services.web.letters import KEPT
from services.web.window import EVENTS

EVENTS_TOPIC, LETTERS_TOPIC = "events.v1", "dead-letters.v1"
AGAIN = 2.0  # seconds between two tries to connect
BATCH = 500  # records handled before the event loop is let go: about 0.1 s of work
FETCH = {"fetch_max_bytes": 16 * 1024 * 1024, "max_partition_fetch_bytes": 4 * 1024 * 1024}

log = logging.get("dateline.web")


class Reader:
    """`run` goes on until it is cancelled."""

    def __init__(self, settings: Settings, board: Board) -> None:
        self._settings, self._board = settings, board
        self._next: dict[TopicPartition, int] = {}  # where to go on after a failure

    async def run(self) -> None:
        """Read for ever; a broker that does not answer is asked again."""
        while True:
            consumer = AIOKafkaConsumer(
                **client_options(self._settings, "dateline-web"), enable_auto_commit=False, **FETCH
            )
            try:
                partitions = await self._partitions()
                await consumer.start()
                await self._read(consumer, partitions)
            except (DatelineError, KafkaError, OSError, TimeoutError) as error:
                log.warning("events can't be read", error=str(error) or type(error).__name__)
            finally:
                await consumer.stop()
            await asyncio.sleep(AGAIN)

    async def _partitions(self) -> list[TopicPartition]:
        """Of both topics. Raises TopicError until they are created."""
        wanted = [self._settings.topic(name) for name in (EVENTS_TOPIC, LETTERS_TOPIC)]
        async with Admin(self._settings, "dateline-web-reader") as admin:
            counts = await admin.partitions(wanted)
        if missing := [topic for topic in wanted if topic not in counts]:
            raise TopicError(f"missing: {', '.join(missing)}: run `dateline topics create`")
        return [TopicPartition(topic, number) for topic in wanted for number in range(counts[topic])]

    async def _read(self, consumer: Any, partitions: list[TopicPartition]) -> None:
        names = {self._settings.topic(name): name for name in (EVENTS_TOPIC, LETTERS_TOPIC)}
        consumer.assign(partitions)
        begins = await consumer.beginning_offsets(partitions)
        ends = await consumer.end_offsets(partitions)
        for partition in partitions:
            kept = EVENTS if names[partition.topic] == EVENTS_TOPIC else KEPT
            share = 2 * kept // max(1, sum(other.topic == partition.topic for other in partitions)) + 1
            first = max(begins[partition], ends[partition] - share)
            known = self._next.get(partition, 0)
            consumer.seek(partition, known if begins[partition] <= known <= ends[partition] and known else first)
        await self._fill(consumer, ends)
        last = 0.0
        loop = asyncio.get_running_loop()
        while True:
            self._take(await self._some(consumer))
            if loop.time() - last >= 1.0:
                last = loop.time()
                await self._measure(consumer, partitions)
            await asyncio.sleep(0)

    async def _fill(self, consumer: Any, ends: dict[TopicPartition, int]) -> None:
        """Read up to `ends`; put the newest record of each key on the board in the order in which they were written."""
        early = Early()
        while not all([await consumer.position(partition) >= end for partition, end in ends.items()]):
            for record in await self._some(consumer):
                event = record.topic == self._settings.topic(EVENTS_TOPIC) and record.key is not None
                early.put(record, record.key if event else record.offset)
        records = early.oldest_first()
        for begin in range(0, len(records), BATCH):
            self._take(records[begin : begin + BATCH])
            await asyncio.sleep(0)
        self._board.filled = True

    async def _some(self, consumer: Any) -> list[Any]:
        batches = await consumer.getmany(timeout_ms=300, max_records=BATCH)
        return [record for records in batches.values() for record in records]

    def _take(self, records: list[Any]) -> None:
        events = self._settings.topic(EVENTS_TOPIC)
        for record in records:
            self._next[TopicPartition(record.topic, record.partition)] = record.offset + 1
            if record.topic != events:
                where = f"{record.partition}:{record.offset}"
                if note := handled(record):
                    self._board.letters.handled(f"{note.partition}:{note.offset}", where)
                    continue
                self._board.letters.put(record.key, record.value, record.headers, record.timestamp, where)
                continue
            if record.value is None:
                continue  # a tombstone: compaction takes the key away
            try:
                event = Event.model_validate_json(record.value)
            except ValidationError:
                self._board.unreadable += 1
                continue
            self._board.window.put(event, record.value, record.timestamp)
            received = dict(record.headers).get(RECEIVED_AT)
            if received and received.isdigit() and len(received) <= 15:
                self._board.pulse.latency(record.timestamp / 1000, (record.timestamp - int(received)) / 1000)

    async def _measure(self, consumer: Any, partitions: list[TopicPartition]) -> None:
        """How many dead letters are open, and how far the page itself is behind.

        Of letters older than what was read at the start, those that were handled before it count as open.
        """
        letters = [p for p in partitions if p.topic == self._settings.topic(LETTERS_TOPIC)]
        begins, ends = await consumer.beginning_offsets(letters), await consumer.end_offsets(partitions)
        kept = sum(ends[partition] - begins[partition] for partition in letters)
        self._board.dead = kept - self._board.letters.done({tp.partition: first for tp, first in begins.items()})
        self._board.behind = sum([max(0, end - await consumer.position(p)) for p, end in ends.items()])
