"""One article through four traced stages is one trace; failures show; a worker without tracing loads none of it."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from schemas.deadletter import Stage
from services.settings import Settings
from services.stream.agent import AgentLoop, Policy
from services.stream.breaker import Breaker, BreakerPolicy
from services.stream.handlers import Handler
from services.stream.handlers.dedup import DedupHandler
from services.stream.handlers.enrich import EnrichHandler
from services.stream.handlers.extract import ExtractHandler
from services.stream.record import Outgoing
from services.stream.stages import build
from services.stream.traced import TracedHandler
from services.stream.watchdog import Progress
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics
from services.telemetry.tracing import Tracing
from tests.stream.doubles import Deduplicator, Enricher, Extractor
from tests.stream.test_agent import Event, Log, Message

ARTICLE = b'{"id": "a-1", "text": "%s", "published_at": "2022-12-20", "source": "wire"}'
FILLER = b"The ministry said on Monday that the talks would go on in the capital for another week or so."
SETTINGS = Settings()


@dataclass
class Traces:
    exporter: InMemorySpanExporter
    tracing: Tracing

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()


@pytest.fixture
def traces() -> Traces:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return Traces(exporter, Tracing(provider))


class Room:
    """What stages.build wants for intake."""

    settings = SETTINGS

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics


async def nothing(*_: Any) -> int:
    return 0


def handler_of(stage: Stage, metrics: Metrics) -> Handler:
    if stage is Stage.INTAKE:
        return build(stage, Room(metrics))  # type: ignore[arg-type]
    if stage is Stage.EXTRACT:
        return ExtractHandler(Extractor(), metrics)
    if stage is Stage.DEDUP:
        return DedupHandler(Deduplicator, nothing, nothing, metrics)  # type: ignore[arg-type]
    return EnrichHandler(Enricher(), metrics)


async def through(stage: Stage, records: Sequence[Message], tracing: Tracing | None) -> list[Outgoing]:
    """What one stage publishes for `records`."""
    metrics, log = Metrics(), Log()
    handler = handler_of(stage, metrics)
    if tracing:
        topic = SETTINGS.topic(handler.source)
        handler = TracedHandler(handler, tracing, topic, SETTINGS.group(stage))
    await handler.assigned({0})
    breaker, policy = Breaker(BreakerPolicy()), Policy.of(SETTINGS, handler)
    loop = AgentLoop(handler, log, breaker, None, Progress(), metrics, policy, SETTINGS)
    await loop.take([Event(record) for record in records], log)
    loop.close()
    return log.sent


def as_read(outputs: Sequence[Outgoing]) -> list[Message]:
    return [Message(i, o.value, o.key, headers=o.headers) for i, o in enumerate(outputs)]


async def street(text: bytes, tracing: Tracing | None, headers: Any) -> list[Outgoing]:
    outputs: list[Outgoing] = []
    records = [Message(0, ARTICLE % text, b"a-1", headers=headers)]
    for stage in Stage:
        outputs = await through(stage, records, tracing)
        records = as_read(outputs)
    return outputs


async def test_one_article_is_one_trace_of_replay_and_four_stages(traces: Traces) -> None:
    sending = traces.tracing.sending("dateline.articles.v1", b"a-1")
    headers = traces.tracing.carry(sending)
    sending.end()
    (event,) = await street(FILLER + b"\\nEVENT ITA ASSAULT clash in Turin", traces.tracing, headers)
    names = [span.name for span in traces.spans]
    assert names == [
        "replay articles.v1",
        "intake articles.v1",
        "extract articles.clean.v1",
        "dedup mentions.v1",
        "enrich clusters.v1",
    ]
    assert len({span.context.trace_id for span in traces.spans if span.context}) == 1
    for parent, child in zip(traces.spans, traces.spans[1:], strict=False):
        assert parent.context is not None
        assert child.parent is not None
        assert child.parent.span_id == parent.context.span_id
        assert (child.end_time or 0) >= (child.start_time or 0)
    last = traces.spans[-1].context
    assert last is not None
    carried = dict(event.headers)["traceparent"] or b""
    assert carried.decode().startswith(f"00-{last.trace_id:032x}-{last.span_id:016x}-")
    extract = dict(traces.spans[2].attributes or {})
    assert extract["messaging.destination.name"] == "dateline.articles.clean.v1"
    assert extract["messaging.consumer.group.name"] == "dateline.extract"
    assert extract["dateline.article"] == "a-1"
    assert extract["dateline.outcome"] == "extracted"
    assert extract["dateline.outputs"] == 1


async def test_tracing_changes_nothing_but_the_context(traces: Traces) -> None:
    text = FILLER + b"\\nEVENT ITA ASSAULT clash in Turin\\nEVENT FRA AID delivery"
    first = [Message(0, ARTICLE % text, b"a-1", headers=(("h", b"1"),))]
    plain = await through(Stage.INTAKE, first, None)
    traced = await through(Stage.INTAKE, first, traces.tracing)
    assert [(o.topic, o.key, o.value) for o in plain] == [(o.topic, o.key, o.value) for o in traced]
    assert [o.headers for o in plain] == [tuple(h for h in o.headers if h[0] != "traceparent") for o in traced]


async def test_a_dead_letter_keeps_its_headers_and_its_span_says_why(traces: Traces) -> None:
    context = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    (dead,) = await through(Stage.INTAKE, [Message(7, b"{", b"k", headers=(("h", b"1"), context))], traces.tracing)
    assert dead.topic == Topic.DEAD_LETTERS
    assert dead.headers[:2] == (("h", b"1"), context)
    (span,) = traces.spans
    assert span.status.status_code is StatusCode.ERROR
    assert dict(span.attributes or {})["error.type"] == "undecodable"
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == "0af7651916cd43dd8448eb211c80319c"


async def test_nothing_is_kept_of_records_that_were_not_acknowledged(traces: Traces) -> None:
    metrics, log = Metrics(), Log(refuse={b"x"})
    handler = TracedHandler(handler_of(Stage.INTAKE, metrics), traces.tracing, "t", "g")
    loop = AgentLoop(
        handler, log, Breaker(BreakerPolicy()), None, Progress(), metrics, Policy.of(SETTINGS, handler), SETTINGS
    )
    with pytest.raises(OSError, match="not acknowledged"):
        await loop.take([Event(Message(0, b"x"))], log)  # its dead letter is refused
    loop.close()
    assert traces.spans == ()
    await handler.revoked({0})
    assert handler._open == {}


def test_a_worker_without_tracing_loads_none_of_it() -> None:
    code = (
        "import sys; from services.settings import load; import services.replay.run\n"
        "from schemas.deadletter import Stage\n"
        "from services.stream.worker import Worker; from services.stream.stages import build\n"
        "worker = Worker(Stage.ENRICH, load(), build); handler = object()\n"
        "assert worker._traced(handler) is handler\n"
        "sys.exit('opentelemetry.sdk' in sys.modules or 'services.telemetry.tracing' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
