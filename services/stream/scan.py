"""Read a topic as an outsider: without a group, from the beginning (or given offsets) to where it ends now."""

from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from services.errors import TopicError
from services.settings import Settings
from services.stream.admin import Admin, unavailable
from services.stream.security import client_options

POLL_MS = 500
FETCH = {"fetch_max_bytes": 32 * 1024 * 1024, "max_partition_fetch_bytes": 4 * 1024 * 1024}


async def scan(
    settings: Settings,
    topic: str,
    begin: Mapping[int, int] | None = None,
    end: Mapping[int, int] | None = None,
    on_progress: Callable[[int, int], object] = lambda done, total: None,
) -> AsyncGenerator[Any, None]:
    """Every record of `topic` (its name without prefix) in the order of each partition.

    begin: by partition, the offset to begin at; only these partitions are read then. end: by partition, the offset to
    stop before, where that is earlier than the end. `on_progress` hears how many offsets of how many are done.
    Raises TopicError where there is no such topic, and BrokerUnavailable.
    """
    name = settings.topic(topic)
    async with Admin(settings) as admin:
        ends = await admin.end_offsets([name])
    if not ends:
        raise TopicError(f"missing on {settings.bootstrap}: {name}: run `dateline topics create`")
    if begin is not None:
        ends = {tp: offset for tp, offset in ends.items() if tp.partition in begin}
    if end is not None:
        ends = {tp: min(offset, end.get(tp.partition, offset)) for tp, offset in ends.items()}
    if not ends:
        return
    consumer = AIOKafkaConsumer(**client_options(settings, "dateline-scan"), enable_auto_commit=False, **FETCH)
    try:
        await consumer.start()
        firsts = await consumer.beginning_offsets(list(ends))
        starts = {tp: max(firsts[tp], (begin or {}).get(tp.partition, 0)) for tp in ends}
        left = {tp for tp, offset in ends.items() if starts[tp] < offset}
        total = sum(ends[tp] - starts[tp] for tp in left)
        if not left:
            return
        consumer.assign(list(left))
        for tp in left:
            consumer.seek(tp, starts[tp])
        while left:
            for tp, records in (await consumer.getmany(*left, timeout_ms=POLL_MS)).items():
                for record in records:
                    if record.offset < ends[tp]:
                        yield record
            # By position, not by the last record: compaction may have taken the last offsets away.
            left, before = {tp for tp in left if await consumer.position(tp) < ends[tp]}, left
            for tp in before - left:
                consumer.pause(tp)  # so that no more of it is fetched
            on_progress(total - sum([ends[tp] - await consumer.position(tp) for tp in left]), total)
    except (KafkaError, OSError) as error:
        raise unavailable(settings, str(error)) from None
    finally:
        await consumer.stop()
