"""A first look without Java: the four workers on the in-memory broker."""

import json

from services.settings import Settings
from tests.stream.processes import newest, publish, until, workers

STAGES = ("intake", "extract", "dedup", "enrich")
FILLER = "The ministry said on Monday that the talks would go on in the capital for another week or so."


async def test_articles_become_events_on_the_in_memory_broker(embedded_settings: Settings) -> None:
    async with workers(embedded_settings, *STAGES) as running:
        bodies = [
            {"id": f"a{i}", "text": f"{FILLER}\nEVENT ITA AID delivery {i % 5}", "published_at": "2022-12-20"}
            for i in range(40)
        ]
        await publish(embedded_settings, "articles.v1", [(None, json.dumps(b).encode()) for b in bodies])
        await until(lambda: running.metric("enrich", r"dateline_events_published_total\{.*\}") >= 40)
        codes = await running.stop()
        assert codes == dict.fromkeys(STAGES, 0)
        events = await newest(embedded_settings, "events.v1", "id")
    assert sorted(e["mention_count"] for e in events.values()) == [8] * 5
