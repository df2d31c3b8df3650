"""Reading a partition back from the log: all of it, only it, only up to where it ended, and quickly."""

import asyncio
import json
import time
from collections.abc import Sequence

import pytest
from aiokafka import AIOKafkaProducer

from services.settings import Settings
from services.stream.record import Incoming
from services.stream.restore import read_back
from services.telemetry.labels import Topic

pytestmark = pytest.mark.integration


async def fill(settings: Settings, records: Sequence[tuple[bytes, bytes, int]]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, linger_ms=20, max_batch_size=256 * 1024)
    async with producer:
        name = settings.topic("clusters.v1")
        await asyncio.gather(*[await producer.send(name, value, key, partition=p) for key, value, p in records])


async def back(settings: Settings, *partitions: int) -> tuple[int, list[Incoming]]:
    found: list[Incoming] = []
    count = await read_back(settings, Topic.CLUSTERS, set(partitions), lambda chunk: found.extend(chunk))
    return count, found


async def test_an_empty_log_gives_nothing_at_once(kafka_topics: Settings) -> None:
    assert await back(kafka_topics, 0, 1, 2, 3) == (0, [])


async def test_the_newest_of_each_key_comes_last_and_other_partitions_stay_out(kafka_topics: Settings) -> None:
    records = [(b"a", b"1", 0), (b"b", b"1", 0), (b"a", b"2", 0), (b"c", b"1", 1), (b"d", b"1", 2)]
    await fill(kafka_topics, records)
    count, found = await back(kafka_topics, 0, 2)
    assert count == 4
    last = {(r.partition, r.key): r.value for r in found}
    assert last == {(0, b"a"): b"2", (0, b"b"): b"1", (2, b"d"): b"1"}
    assert {r.topic for r in found} == {Topic.CLUSTERS}
    for partition in (0, 2):
        offsets = [r.offset for r in found if r.partition == partition]
        assert offsets == sorted(offsets)


async def test_twenty_thousand_revisions_come_back_in_seconds(kafka_topics: Settings) -> None:
    body = json.dumps({"filler": "x" * 2000}).encode()
    await fill(kafka_topics, [(str(i % 5000).encode(), body, i % 4) for i in range(20_000)])
    began = time.monotonic()
    count, found = await back(kafka_topics, 0, 1, 2, 3)
    assert count == 20_000
    assert len({r.key for r in found}) == 5000
    assert time.monotonic() - began < 20


async def test_a_take_that_fails_is_raised(kafka_topics: Settings) -> None:
    await fill(kafka_topics, [(b"a", b"1", 0)])

    def broken(chunk: Sequence[Incoming]) -> None:
        raise ValueError("no cluster")

    with pytest.raises(ValueError, match="no cluster"):
        await read_back(kafka_topics, Topic.CLUSTERS, {0}, broken)
