"""A replay through four worker processes on real Kafka: each article is one trace at the collector."""

import json
from collections.abc import Iterator

import pytest

from services.replay.articles import RawArticle
from services.replay.run import replay
from services.settings import Settings
from tests.integration.test_stream import STAGES, articles
from tests.stream.processes import read_all, workers
from tests.telemetry.collector import Collector

pytestmark = pytest.mark.integration
ARTICLES = 20


def raw() -> Iterator[RawArticle]:
    for _, value in articles(ARTICLES):
        yield RawArticle(json.loads(value)["id"].encode(), value, "a test")


async def test_an_article_is_one_trace_from_replay_to_event(kafka_topics: Settings) -> None:
    with Collector() as collector:
        settings = kafka_topics.model_copy(update={"otlp_endpoint": collector.endpoint})
        async with workers(settings, *STAGES) as running:
            verdict = await replay(settings, raw())
            codes = await running.stop()
    assert verdict.adds_up
    assert codes == dict.fromkeys(STAGES, 0)
    spans = {span.id: span for span in collector.spans}
    roots = [span for span in spans.values() if not span.parent]
    assert {span.service for span in roots} == {"dateline-replay"}
    assert len(roots) == len({span.trace for span in spans.values()}) == ARTICLES
    for event in await read_all(settings, "events.v1"):
        context = dict(event.headers)["traceparent"].decode()
        span, way = spans[context.split("-")[2]], []
        while span.parent:
            way.append(span.service)
            span = spans[span.parent]
        assert [*way, span.service] == [f"dateline-{s}" for s in (*reversed(STAGES), "replay")]
        assert json.loads(event.value)["id"]
