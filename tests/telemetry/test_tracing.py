"""Contexts in and out of headers, hostile ones too; the exporter against a collector of this test's own."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import SpanKind

from services.errors import ConfigurationError
from services.telemetry.tracing import Tracing, connect, traces_url
from tests.telemetry.collector import Collector

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
CONTEXT = f"00-{TRACE}-{PARENT}-01".encode()


@pytest.fixture
def tracing() -> Tracing:
    return Tracing(TracerProvider(shutdown_on_exit=False))


def test_a_span_continues_the_trace_of_the_headers(tracing: Tracing) -> None:
    headers = [("other", b"x"), ("traceparent", CONTEXT), ("tracestate", b"vendor=1")]
    span = tracing.begin("work", SpanKind.CONSUMER, headers, {})
    carried = dict(tracing.carry(span))
    assert carried["traceparent"].decode() == f"00-{TRACE}-{span.get_span_context().span_id:016x}-01"
    assert carried["tracestate"] == b"vendor=1"
    assert PARENT not in carried["traceparent"].decode()


@pytest.mark.parametrize(
    "value", [None, b"", b"\xff" * 55, b"00-" + b"0" * 32 + b"-" + b"0" * 16 + b"-01", b"0" * 2000]
)
def test_what_is_no_context_begins_a_new_trace(tracing: Tracing, value: bytes | None) -> None:
    span = tracing.begin("work", SpanKind.CONSUMER, [("traceparent", value)], {})
    assert span.get_span_context().is_valid
    assert f"{span.get_span_context().trace_id:032x}" != TRACE


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(["traceparent", "tracestate", "x"]), st.none() | st.binary(max_size=600))))
def test_no_header_breaks_it(headers: list[tuple[str, bytes | None]]) -> None:
    tracing = Tracing(TracerProvider(shutdown_on_exit=False))
    assert dict(tracing.carry(tracing.begin("work", SpanKind.CONSUMER, headers, {})))["traceparent"]


def test_endpoints_are_completed_or_refused() -> None:
    assert traces_url("http://localhost:4318") == "http://localhost:4318/v1/traces"
    assert traces_url("http://localhost:4318/") == "http://localhost:4318/v1/traces"
    assert traces_url("https://traces.example/otlp") == "https://traces.example/otlp"
    for wrong in ("localhost:4318", "", "ftp://localhost", "http://"):
        with pytest.raises(ConfigurationError, match="DATELINE_OTLP_ENDPOINT"):
            traces_url(wrong)


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as running:
        yield running


def test_spans_reach_a_collector(collector: Collector) -> None:
    tracing = connect(collector.endpoint, "dateline-extract", 1.0)
    tracing.begin("extract articles.clean.v1", SpanKind.CONSUMER, [("traceparent", CONTEXT)], {"a": 1}).end()
    tracing.stop()
    (span,) = collector.spans
    assert (span.service, span.trace, span.parent) == ("dateline-extract", TRACE, PARENT)


def test_a_share_of_none_traces_only_what_others_began(collector: Collector) -> None:
    tracing = connect(collector.endpoint, "dateline-extract", 0.0)
    own = tracing.begin("own", SpanKind.CONSUMER, (), {})
    assert dict(tracing.carry(own))["traceparent"].endswith((b"-00", b"-02"))  # so that later stages leave it out, too
    own.end()
    tracing.begin("theirs", SpanKind.CONSUMER, [("traceparent", CONTEXT)], {}).end()
    tracing.stop()
    assert [span.name for span in collector.spans] == ["theirs"]


def test_a_collector_that_is_not_there_does_not_hold_the_end_up(caplog: pytest.LogCaptureFixture) -> None:
    tracing = connect("http://127.0.0.1:9", "dateline-extract", 1.0)
    for _ in range(2000):
        tracing.begin("work", SpanKind.CONSUMER, (), {}).end()
    began = time.monotonic()
    tracing.stop()
    assert time.monotonic() - began < 5
