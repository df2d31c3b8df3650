"""`kill -9` of each worker in the middle of a run: nothing lost, the same clusters as without."""

import asyncio
import json
import signal
from collections.abc import Iterator

import pytest

from schemas.cluster import Change
from services.settings import Settings
from tests.stream.processes import Workers, newest, publish, read_all, until, workers

pytestmark = [pytest.mark.integration, pytest.mark.chaos]

STAGES = ("intake", "extract", "dedup", "enrich")
FILLER = "The ministry said on Monday that the talks would go on in the capital for another week or so."
COUNT, EVENTS = 600, 50
COUNTRIES = ("ITA", "FRA", "DEU", "ESP", "PRT", "GRC", "POL", "CZE", "AUT")


def articles() -> Iterator[tuple[bytes, bytes]]:
    """Article `i` tells of events `i % 50` and `i // 7 % 50`."""
    for i in range(COUNT):
        one, other = i % EVENTS, i // 7 % EVENTS
        lines = [
            f"EVENT {COUNTRIES[one % 9]} AID delivery {one}",
            f"EVENT {COUNTRIES[other % 9]} PROTEST march {other}",
        ]
        text = "\n".join([FILLER, *lines, f"This is report {i} of the agency about it."])
        body = {"id": f"article-{i}", "text": text, "published_at": "2022-12-20"}
        yield str(i).encode(), json.dumps(body).encode()


def expected() -> set[frozenset[str]]:
    """Per event the articles that tell of it."""
    found: dict[tuple[str, int], set[str]] = {}
    for i in range(COUNT):
        found.setdefault(("AID", i % EVENTS), set()).add(f"article-{i}")
        found.setdefault(("PROTEST", i // 7 % EVENTS), set()).add(f"article-{i}")
    return set(map(frozenset, found.values()))


async def clusters(settings: Settings) -> set[frozenset[str]]:
    """Living clusters as sets of articles."""
    return {
        frozenset(c["articles"][m["article"]]["article_id"] for m in c["members"])
        for c in (await newest(settings, "clusters.v1", "event_id")).values()
        if c["change"] != Change.MERGED
    }


async def all_through(settings: Settings, running: Workers, within: float) -> None:
    """Wait until the clusters are those expected, restarting what dies meanwhile."""
    wanted = expected()

    async def same() -> bool:
        running.tend()
        return await clusters(settings) == wanted

    await until(same, within, lambda: "\n".join(running.log(name) for name in running.running))

    async def told() -> bool:
        events = (await newest(settings, "events.v1", "id")).values()
        return sorted(e["mention_count"] for e in events) == sorted(map(len, wanted))

    await until(told, 30, lambda: running.log("enrich"))


async def test_each_worker_killed_once(kafka_topics: Settings) -> None:
    async with workers(kafka_topics, *STAGES, DOUBLES_SECONDS="0.02") as running:
        publishing = asyncio.create_task(_publish_slowly(kafka_topics, 20.0))
        for stage in STAGES:
            await _works(running, stage)
            running.kill(stage)
            await asyncio.to_thread(running.running[stage].wait)
            running.tend()
        assert not publishing.done(), "the kills came in the middle"
        assert [code for _, code in running.exits] == [-9] * 4
        await publishing
        await all_through(kafka_topics, running, 80)
        assert len(running.exits) == 4, "nobody else died"
    assert await read_all(kafka_topics, "dead-letters.v1") == []


async def test_a_frozen_dedup_does_not_write_over_its_successor(kafka_topics: Settings) -> None:
    names = ("intake", "extract", "dedup:1", "dedup:2", "enrich")
    async with workers(kafka_topics, *names) as running:
        publishing = asyncio.create_task(_publish_slowly(kafka_topics, 20.0))
        await _works(running, "dedup:1")
        running.kill("dedup:1", signal.SIGSTOP)
        await until(lambda: running.metric("dedup:2", r"dateline_assigned_partitions\{.*\}") == 4, 30)
        await _works(running, "dedup:2")
        running.kill("dedup:1", signal.SIGCONT)
        await publishing
        await all_through(kafka_topics, running, 60)
    last: dict[tuple[int, str], int] = {}
    for record in await read_all(kafka_topics, "clusters.v1"):
        cluster = json.loads(record.value)
        key = record.partition, cluster["event_id"]
        assert cluster["revision"] > last.get(key, 0), "a revision was written twice or after a newer one"
        last[key] = cluster["revision"]


async def _publish_slowly(settings: Settings, seconds: float) -> None:
    """All articles in twenty portions, so that there is work all the time."""
    everything, portions = list(articles()), 20
    for start in range(portions):
        await publish(settings, "articles.v1", everything[start::portions])
        await asyncio.sleep(seconds / portions)


async def _works(running: Workers, name: str) -> None:
    """Wait until a worker has done some of its work and has more to do."""
    await until(lambda: running.metric(name, r"dateline_stage_duration_seconds_count\{.*\}") > 30, 30)


async def test_two_extract_workers_give_the_same(kafka_topics: Settings) -> None:
    names = ("intake", "extract:1", "extract:2", "dedup", "enrich")
    async with workers(kafka_topics, *names, DOUBLES_SECONDS="0.01") as running:
        await publish(kafka_topics, "articles.v1", articles())
        await all_through(kafka_topics, running, 60)
        for name in ("extract:1", "extract:2"):
            assert running.metric(name, r"dateline_articles_total\{.*\}") > 0
        assert running.exits == []
        assert set((await running.stop()).values()) == {0}
    assert len(await read_all(kafka_topics, "mentions.v1")) == 2 * COUNT  # nobody died, so nothing came twice
