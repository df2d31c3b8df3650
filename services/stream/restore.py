"""Reading partitions of a compacted topic back, from the beginning up to where they ended when we asked.

The log is the only database of dedup. A plain consumer without a group reads it, so nothing is committed and the
group's heartbeats are not disturbed; decoding runs in a thread.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from services.settings import Settings
from services.stream.record import Incoming
from services.stream.security import client_options
from services.telemetry.labels import Topic
from services.telemetry.logging import get

POLL_MS = 1000
FETCH = 4 * 1024 * 1024  # bytes of one partition in one answer
REPORT = 5.0  # seconds between two lines of progress

log = get("dateline.restore")

Take = Callable[[Sequence[Incoming]], None]


async def read_back(settings: Settings, topic: Topic, partitions: set[int], take: Take) -> int:
    """Hand every record of `partitions` to `take`, chunk by chunk in the order of each partition, in a thread.

    Returns how many there were. Of several records with one key in a chunk only the newest is handed over, as
    compaction may leave no more. Raises KafkaError when the broker fails.
    """
    name = settings.topic(topic)
    consumer = AIOKafkaConsumer(
        **client_options(settings, "dateline-restore"),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=FETCH,
    )
    await consumer.start()
    try:
        mine = [TopicPartition(name, number) for number in sorted(partitions)]
        ends = dict(await consumer.end_offsets(mine))
        starts = await consumer.beginning_offsets(mine)
        left = {tp for tp in mine if starts[tp] < ends[tp]}
        if not left:
            return 0
        consumer.assign(list(left))
        await consumer.seek_to_beginning(*left)
        return await _read(consumer, topic, left, ends, take)
    finally:
        await consumer.stop()


async def _read(
    consumer: Any, topic: Topic, left: set[TopicPartition], ends: dict[TopicPartition, int], take: Take
) -> int:
    count, reported = 0, time.monotonic()
    total = sum(ends[tp] for tp in left)
    while left:
        for tp, messages in (await consumer.getmany(*left, timeout_ms=POLL_MS)).items():
            wanted = [m for m in messages if m.offset < ends[tp]]
            newest = {m.key: m for m in wanted}  # a later record of a key takes the place of an earlier one
            chunk = [_incoming(topic, m) for m in sorted(newest.values(), key=lambda m: m.offset)]
            await asyncio.to_thread(take, chunk)
            count += len(wanted)
        # By position, not by the last record: compaction may have taken the last offsets away.
        left = {tp for tp in left if await consumer.position(tp) < ends[tp]}
        if time.monotonic() - reported > REPORT:
            reported = time.monotonic()
            log.info("restoring", records=count, of_at_most=total, partitions_left=len(left))
    return count


def _incoming(topic: Topic, message: Any) -> Incoming:
    headers = tuple((str(name), value) for name, value in message.headers or ())
    return Incoming(topic, message.partition, message.offset, message.timestamp, message.key, message.value, headers)
