"""The seeds and their variants through the real stages on Kafka give the clusters that the pipeline gives in memory.

Compared as sets of mention ids: how many workers there are, who dies when and what comes twice changes nothing.
"""

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from services import pipeline
from services.replay.amplify import amplify
from services.replay.articles import RawArticle, find, read
from services.settings import Settings
from services.stream.admin import Admin
from tests.stream.processes import REAL, Workers, newest, publish, read_all, until, workers

pytestmark = [pytest.mark.integration, pytest.mark.chaos, pytest.mark.timeout(240)]  # about 70 s alone on two cores

SEEDS = Path(__file__).parents[2] / "seeds"
STAGES = ("intake", "extract", "dedup", "enrich")


def articles(copies: int) -> list[RawArticle]:
    return list(amplify(read(find([SEEDS])), copies))


@cache
def in_memory(copies: int) -> tuple[frozenset[frozenset[str]], int]:
    """Clusters as sets of mention ids, and how many mentions there are."""
    run = pipeline.build().run(articles(copies))
    assert run.refused == []
    return frozenset(frozenset(m.mention_id for m in c.members) for c in run.clusters), len(run.mentions)


async def on_kafka(settings: Settings) -> frozenset[frozenset[str]]:
    """Living clusters of `clusters.v1` as sets of mention ids."""
    clusters = (await newest(settings, "clusters.v1", "event_id")).values()
    return frozenset(frozenset(m["mention_id"] for m in c["members"]) for c in clusters if c["members"])


async def settled(settings: Settings, running: Workers) -> None:
    """Wait until every group has read to the end, from the first stage to the last, restarting what dies meanwhile.

    A stage's outputs are acknowledged before it commits, so once it is through, its successor's input is complete.
    """
    for stage, topic in zip(STAGES, ("articles.v1", "articles.clean.v1", "mentions.v1", "clusters.v1"), strict=True):

        async def through(stage: str = stage, topic: str = topic) -> bool:
            running.tend()
            async with Admin(settings) as admin:
                ends = {tp: end for tp, end in (await admin.end_offsets([settings.topic(topic)])).items() if end}
                return await admin.committed(settings.group(stage), ends) == ends

        await until(through, 150, lambda stage=stage: "\n".join(running.log(n) for n in running.running if stage in n))


async def test_two_extract_workers_give_the_pipelines_clusters(kafka_topics: Settings) -> None:
    copies = 50
    names = ("intake", "extract:1", "extract:2", "dedup", "enrich")
    async with workers(kafka_topics, *names, how=REAL) as running:
        await send(kafka_topics, articles(copies))
        await settled(kafka_topics, running)
        assert await on_kafka(kafka_topics) == in_memory(copies)[0]
        counted = [running.metric(n, r"dateline_articles_total\{.*\}") for n in ("extract:1", "extract:2")]
        assert sum(counted) == len(articles(copies))
        assert min(counted) > 0
        assert set((await running.stop()).values()) == {0}
    assert await read_all(kafka_topics, "dead-letters.v1") == []


async def test_each_worker_killed_once_gives_the_pipelines_clusters(kafka_topics: Settings) -> None:
    copies = 20
    async with workers(kafka_topics, *STAGES, how=REAL) as running:
        publishing = asyncio.create_task(send(kafka_topics, articles(copies), 25.0))
        for stage in STAGES:
            await until(lambda s=stage: running.metric(s, r"dateline_stage_duration_seconds_count\{.*\}") > 10, 40)
            running.kill(stage)
            await asyncio.to_thread(running.running[stage].wait)
            running.tend()
        assert not publishing.done(), "the kills came in the middle"
        await publishing
        await settled(kafka_topics, running)
        assert [code for _, code in running.exits] == [-9] * 4
    wanted, mentions = in_memory(copies)
    assert await on_kafka(kafka_topics) == wanted
    assert sum(map(len, wanted)) == mentions
    events = (await newest(kafka_topics, "events.v1", "id")).values()
    assert sorted(e["mention_count"] for e in events if e["change"] != "merged") == sorted(map(len, wanted))
    assert await read_all(kafka_topics, "dead-letters.v1") == []


async def send(settings: Settings, records: Sequence[RawArticle], seconds: float = 0.0) -> None:
    """All of them, in twenty portions over `seconds`."""
    for start in range(20):
        await publish(settings, "articles.v1", ((r.key, r.value) for r in records[start::20]))
        await asyncio.sleep(seconds / 20)
