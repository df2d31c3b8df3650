"""The monitor on a real Kafka, with no worker running: absent without commits, rising with the log, 0 when read."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from prometheus_client import CollectorRegistry

from services.monitor.probe import Probe
from services.monitor.run import Monitor
from services.settings import Settings, load
from services.stream import topics
from services.stream.admin import Admin
from services.stream.broker import KafkaLauncher
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics

pytestmark = pytest.mark.integration
LABELS = {"group": "intake", "topic": "articles.v1", "partition": "0"}


@pytest.fixture
async def producer(kafka_topics: Settings) -> AsyncIterator[AIOKafkaProducer]:
    async with AIOKafkaProducer(bootstrap_servers=kafka_topics.bootstrap) as started:
        yield started


async def commit(settings: Settings, offset: int) -> None:
    partition = TopicPartition(settings.topic("articles.v1"), 0)
    async with AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap, group_id=settings.group("intake"), enable_auto_commit=False
    ) as consumer:
        consumer.assign([partition])
        await consumer.commit({partition: offset})


async def test_lag_rises_without_workers_and_is_absent_without_commits(
    kafka_topics: Settings, producer: AIOKafkaProducer
) -> None:
    registry = CollectorRegistry()
    health = Health()
    monitor = Monitor(kafka_topics, Metrics(registry), health)

    def value(name: str, labels: dict[str, str] = LABELS) -> float | None:
        return registry.get_sample_value(f"dateline_{name}", labels)

    async def send(count: int) -> Any:
        for _ in range(count):
            last = await producer.send_and_wait(kafka_topics.topic("articles.v1"), b"{}", partition=0)
        return last

    async with Admin(kafka_topics) as admin:
        probe = Probe(kafka_topics, admin)
        first = await send(3)
        await monitor.step(probe)
        assert value("consumer_lag_messages") is None
        assert value("consumer_lag_seconds") is None
        assert value("last_message_timestamp_seconds", {"topic": "articles.v1"}) == first.timestamp / 1000
        assert value("topic_retention_seconds", {"topic": "articles.v1"}) == 604800
        assert value("topic_retention_seconds", {"topic": "clusters.v1"}) is None
        assert value("lag_last_success_timestamp_seconds", {}) == pytest.approx(time.time(), abs=10)
        assert health.ready.ok

        await commit(kafka_topics, 1)
        await send(2)
        await monitor.step(probe)
        assert value("consumer_lag_messages") == 4
        seconds = value("consumer_lag_seconds")
        assert seconds is not None
        assert 0 < seconds < 30
        await send(5)
        await monitor.step(probe)
        assert value("consumer_lag_messages") == 9
        later = value("consumer_lag_seconds")
        assert later is not None
        assert later > seconds

        await commit(kafka_topics, 10)
        await monitor.step(probe)
        assert value("consumer_lag_messages") == 0
        assert value("consumer_lag_seconds") == 0


async def test_a_monitor_that_starts_late_knows_since_when_a_group_lags(
    kafka_topics: Settings, producer: AIOKafkaProducer
) -> None:
    topic, old = kafka_topics.topic("articles.v1"), int(time.time() * 1000) - 600_000
    for moment in (old, old + 1000):
        await producer.send_and_wait(topic, b"{}", partition=0, timestamp_ms=moment)
    await commit(kafka_topics, 1)
    registry = CollectorRegistry()
    async with Admin(kafka_topics) as admin:
        await Monitor(kafka_topics, Metrics(registry), Health()).step(Probe(kafka_topics, admin))
    seconds = registry.get_sample_value("dateline_consumer_lag_seconds", LABELS)
    assert seconds == pytest.approx(599, abs=20)


async def test_it_outlives_the_broker_and_says_that_nothing_is_known_meanwhile(tmp_path: Path) -> None:
    kafka = KafkaLauncher(load().cache_dir, tmp_path / "kafka")
    registry, health, stop = CollectorRegistry(), Health(), asyncio.Event()

    def lag() -> float | None:
        return registry.get_sample_value("dateline_consumer_lag_messages", LABELS)

    with kafka:
        settings = load(bootstrap=kafka.bootstrap, partitions=1, broker_timeout=2.0, monitor_interval=0.2)
        await topics.create(settings)
        async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
            for _ in range(3):
                await producer.send_and_wait(settings.topic("articles.v1"), b"{}")
        await commit(settings, 1)
        running = asyncio.create_task(Monitor(settings, Metrics(registry), health).run(stop))
        await until(lambda: health.ready.ok and lag() == 2)
    await until(lambda: not health.ready.ok and lag() is None)
    assert "no Kafka answers" in health.ready.reason
    with kafka:
        await until(lambda: health.ready.ok and lag() == 2)
        stop.set()
        await asyncio.wait_for(running, 10)


async def until(done: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 gauges have no event to wait for
            await asyncio.sleep(0.05)
