"""What a worker does when a record, the work on it or the broker fails: never lose, never spin, say so."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from services.settings import Settings
from services.stream.admin import Admin
from tests.stream.processes import Workers, publish, read_all, until, workers

pytestmark = pytest.mark.integration

FILLER = "The ministry said on Monday that the talks would go on in the capital for another week or so."


def article(id: str, *lines: str) -> tuple[bytes, bytes]:
    text = "\n".join([FILLER, *lines])
    return id.encode(), json.dumps({"id": id, "text": text, "published_at": "2022-12-20"}).encode()


async def committed(settings: Settings, stage: str, topic: str) -> dict[int, int]:
    async with Admin(settings) as admin:
        ends = await admin.end_offsets([settings.topic(topic)])
        found = await admin.committed(settings.group(stage), ends)
    return {tp.partition: offset for tp, offset in found.items() if offset}


async def reasons(settings: Settings) -> list[tuple[bytes, str, str]]:
    letters = [dict(r.headers) for r in await read_all(settings, "dead-letters.v1")]
    return [
        (h["dateline.dlq.stage"].decode(), h["dateline.dlq.reason"].decode(), h["dateline.dlq.attempts"].decode())
        for h in letters
    ]


async def outcomes(running: Workers, name: str, metric: str, label: str) -> int:
    return int(running.metric(name, rf'dateline_{metric}\{{.*"{label}".*\}}'))


async def test_without_the_dead_letter_topic_nothing_is_committed(kafka_topics: Settings) -> None:
    settings = kafka_topics.model_copy(update={"publish_timeout": 4.0})
    async with workers(settings, "intake") as running:
        admin: Any = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
        await admin.start()
        await admin.delete_topics([settings.topic("dead-letters.v1")])
        await admin.close()
        await publish(settings, "articles.v1", [(b"bad", b"no JSON")])
        assert await running.ends("intake") == 1
    assert await committed(settings, "intake", "articles.v1") == {}


async def test_the_breaker_stops_a_worker_on_which_everything_fails(kafka_topics: Settings) -> None:
    await publish(kafka_topics, "articles.v1", [article(f"a{i}", "RAISE", f"Copy {i}.") for i in range(70)])
    async with workers(kafka_topics, "intake") as running:
        running.start("extract", DATELINE_BREAKER_RUN="12")
        assert await running.ends("extract") == 5
        assert "records in a row failed" in running.log("extract")
    assert len(await read_all(kafka_topics, "dead-letters.v1")) < 12
    assert sum((await committed(kafka_topics, "extract", "articles.clean.v1")).values()) < 12


async def test_an_article_that_kills_the_process_twice_is_set_aside_at_the_third_start(kafka_topics: Settings) -> None:
    records = [article(f"good-{i}", f"EVENT ITA AID delivery {i}") for i in range(20)]
    records.insert(10, article("killer", "KILL"))
    async with workers(kafka_topics, "intake", "extract") as running:
        await publish(kafka_topics, "articles.v1", records)

        async def through() -> bool:
            running.tend()
            return len(await read_all(kafka_topics, "dead-letters.v1")) == 1

        await until(through, 90, lambda: running.log("extract"))
        assert running.exits == [("extract", -9)] * 2
        assert await reasons(kafka_topics) == [("extract", "crashed", "2")]
        await until(lambda: running.metric("extract", r'dateline_articles_total\{outcome="dead_lettered"\}') == 1, 30)
        await running.stop()
    mentions = {json.loads(r.value)["trigger_lemma"] for r in await read_all(kafka_topics, "mentions.v1")}
    assert mentions == {f"delivery {i}" for i in range(20)}
    assert list((kafka_topics.state / "in-work").glob("extract-*.json")) == []


async def test_a_record_that_hangs_ends_the_process_and_is_set_aside(kafka_topics: Settings) -> None:
    settings = kafka_topics.model_copy(update={"max_article_seconds": 1.5})
    records = [article(f"good-{i}", f"EVENT ITA AID delivery {i}") for i in range(5)]
    records.insert(2, article("endless", "HANG"))
    async with workers(settings, "intake", "extract") as running:
        await publish(settings, "articles.v1", records)

        async def through() -> bool:
            running.tend()
            return len(await read_all(settings, "dead-letters.v1")) == 1

        await until(through, 90, lambda: running.log("extract"))
        assert running.exits == [("extract", 70)] * 2
        await running.ready("extract")

        async def others() -> bool:
            """The dead letter may be out before what lies behind it in the other partitions."""
            return len(await read_all(settings, "mentions.v1")) >= 5

        await until(others, 60, lambda: running.log("extract"))
        await running.stop()
    assert await reasons(settings) == [("extract", "crashed", "2")]
    assert len(await read_all(settings, "mentions.v1")) >= 5
    assert "is worked on for" in (Path(running.logs) / "extract.log").read_text()


async def test_a_slow_article_is_dead_lettered_and_the_worker_goes_on(kafka_topics: Settings) -> None:
    settings = kafka_topics.model_copy(update={"max_article_seconds": 1.0})
    async with workers(settings, "intake", "extract") as running:
        slow, good = article("slow", "SLOW 1.3", "EVENT ITA AID late"), article("good", "EVENT ITA AID in time")
        await publish(settings, "articles.v1", [slow, good])
        await until(lambda: running.metric("extract", r"dateline_articles_total\{.*\}") == 2)
        assert running.exits == []
    assert await reasons(settings) == [("extract", "timeout", "1")]
    assert [json.loads(r.value)["trigger_lemma"] for r in await read_all(settings, "mentions.v1")] == ["in time"]


async def test_a_mention_on_which_dedup_fails_does_not_spoil_its_partition(kafka_topics: Settings) -> None:
    lines = ["EVENT ITA AID first", "EVENT ITA AID RAISE", "EVENT ITA AID first", "EVENT ITA AID second"]
    async with workers(kafka_topics, "intake", "extract", "dedup") as running:
        await publish(kafka_topics, "articles.v1", [article(f"a{i}", line) for i, line in enumerate(lines)])
        await until(lambda: running.metric("dedup", r"dateline_mentions_total\{.*\}") == 3)
        assert running.metric("dedup", "dateline_restore_duration_seconds_count") == 2
        assert running.metric("dedup", "dateline_dedup_clusters") == 2
    assert await reasons(kafka_topics) == [("dedup", "failed", "1")]
    clusters = [json.loads(r.value) for r in await read_all(kafka_topics, "clusters.v1")]
    assert [(len(c["members"]), c["revision"]) for c in clusters if c["profiles"][0]["trigger_lemma"] == "first"] == [
        (1, 1),
        (2, 2),
    ]


async def test_sigterm_ends_a_busy_worker_quickly_and_loses_nothing(kafka_topics: Settings) -> None:
    records = [article(f"a{i}", f"EVENT ITA AID delivery {i}") for i in range(60)]
    await publish(kafka_topics, "articles.v1", records)
    async with workers(kafka_topics, "intake", DOUBLES_SECONDS="0.1") as running:
        running.start("extract")
        await running.ready("extract")
        await until(lambda: running.metric("extract", r"dateline_articles_total\{.*\}") > 5)
        began = time.monotonic()
        running.kill("extract", 15)
        assert await running.ends("extract") == 0
        assert time.monotonic() - began < 10
        done = sum((await committed(kafka_topics, "extract", "articles.clean.v1")).values())
        assert 5 < done < 60
        assert len(await read_all(kafka_topics, "mentions.v1")) == done  # an orderly end repeats nothing
        running.start("extract")
        await running.ready("extract")
        await until(lambda: running.metric("extract", r"dateline_articles_total\{.*\}") == 60 - done)
    assert len(await read_all(kafka_topics, "mentions.v1")) == 60


async def test_a_missing_topic_and_an_absent_broker_are_one_line_and_an_exit_code(
    kafka_settings: Settings, tmp_path: Path
) -> None:
    running = Workers(kafka_settings)
    running.start("intake")
    assert await running.ends("intake") != 0
    assert "TopicError" in running.log("intake")
    assert "dateline topics create" in running.log("intake")
    nobody = Workers(kafka_settings.model_copy(update={"bootstrap": "127.0.0.1:9", "state_dir": tmp_path / "other"}))
    began = time.monotonic()
    nobody.start("dedup")
    assert await nobody.ends("dedup") != 0
    assert time.monotonic() - began < 13
    assert "BrokerUnavailable" in nobody.log("dedup")


async def test_a_worker_that_hangs_with_work_to_do_ends_itself(kafka_topics: Settings) -> None:
    settings = kafka_topics.model_copy(update={"stall_timeout": 4.0})
    async with workers(settings, "intake", "extract") as running:
        await publish(settings, "articles.v1", [article("a", "EVENT ITA AID x")])
        await until(lambda: running.metric("extract", r"dateline_articles_total\{.*\}") == 1)
        running.start("dedup", DATELINE_STALL_TIMEOUT="4", DOUBLES_STUCK="1")
        assert await running.ends("dedup") == 70
        log = (running.logs / "dedup.log").read_text()
        assert "records are waiting and none was finished" in log
        assert "> stuck:" in log, "the stacks say where it hangs"


async def test_two_workers_of_a_stage_share_its_partitions(kafka_topics: Settings) -> None:
    async with workers(kafka_topics, "intake:1", "intake:2") as running:
        name = r"dateline_assigned_partitions\{.*\}"
        await until(
            lambda: (running.metric("intake:1", name), running.metric("intake:2", name)) == (2, 2),
            30,
        )
        await publish(kafka_topics, "articles.v1", [article(f"a{i}", "EVENT ITA AID x") for i in range(100)])
        total = r'dateline_messages_consumed_total\{topic="articles.v1"\}'
        await until(lambda: running.metric("intake:1", total) + running.metric("intake:2", total) == 100)
        assert running.metric("intake:1", total) > 0
        assert running.metric("intake:2", total) > 0
        running.kill("intake:2", 15)
        await running.ends("intake:2")
        await until(lambda: running.metric("intake:1", name) == 4, 30)
        assert await outcomes(running, "intake:1", "rebalances_total", "intake") >= 2
