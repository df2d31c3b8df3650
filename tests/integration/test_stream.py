"""The four workers on real Kafka: articles in, events out, and nothing lost on the way."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from services.settings import Settings
from tests.stream.processes import publish, read_all, until, workers

pytestmark = pytest.mark.integration

STAGES = ("intake", "extract", "dedup", "enrich")
KINDS = ("ASSAULT", "PROTEST", "AID", "CONSULT")
FILLER = "The ministry said on Monday that the talks would go on in the capital for another week or so."


def articles(count: int) -> Iterator[tuple[bytes, bytes]]:
    """Article `i` tells of event `i % 40`, and every tenth of a second one."""
    for i in range(count):
        event = i % 40
        lines = [FILLER, f"EVENT ITA {KINDS[event % 4]} happening number {event}"]
        if i % 10 == 0:
            lines.append(f"EVENT FRA AID delivery number {event}")
        text = "\n".join([*lines, f"This is report {i} of the agency about it."])
        body = {"id": f"article-{i}", "text": text, "published_at": "2022-12-20", "source": f"source-{i % 7}"}
        yield str(i).encode(), json.dumps(body).encode()


async def test_articles_become_events(kafka_topics: Settings) -> None:
    count, expected = 300, 330
    async with workers(kafka_topics, *STAGES) as running:
        await publish(kafka_topics, "articles.v1", articles(count))

        async def all_there() -> bool:
            return running.metric("dedup", r"dateline_mentions_total\{.*\}") >= expected

        await until(all_there, 60, lambda: "\n".join(map(running.log, STAGES)))
        await until(lambda: running.metric("enrich", r"dateline_events_published_total\{.*\}") >= expected)
        assert running.metric("intake", r'dateline_messages_consumed_total\{topic="articles.v1"\}') == count
        assert running.metric("extract", r"dateline_articles_total\{.*\}") == count
        assert running.metric("extract", r'dateline_articles_total\{outcome="extracted"\}') == count
        assert running.metric("dedup", r'dateline_mentions_total\{outcome="new_event"\}') == 44
        assert running.metric("enrich", r"dateline_pipeline_latency_seconds_count") == expected
        assert running.metric("enrich", r"dateline_freshness_seconds_count") == expected
        codes = await running.stop()
    assert codes == dict.fromkeys(STAGES, 0)
    events = await read_all(kafka_topics, "events.v1")
    assert Counter(json.loads(e.value)["revision"] for e in events)[1] == 44
    headers = dict(events[0].headers)
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_type"] == b"dateline.event.v1"
    assert headers["ce_id"].decode() == f"{json.loads(events[0].value)['id']}:1"
    assert int(headers["dateline-received-at"]) > 1_600_000_000_000
    assert await read_all(kafka_topics, "dead-letters.v1") == []
