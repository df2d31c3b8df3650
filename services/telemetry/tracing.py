"""OpenTelemetry traces: one trace an article, from the replay or its producer to each event it led to.

The context travels in the record headers `traceparent` and `tracestate` (W3C Trace Context). Nothing here is imported
unless `otlp_endpoint` is set, so tracing that is off costs nothing.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

from services import __version__
from services.errors import ConfigurationError

Headers = Iterable[tuple[str, bytes | None]]

NAMES = ("traceparent", "tracestate")
LONGEST = 1024  # bytes of a header that is looked at; the standard asks for 512
EXPORT_TIMEOUT = 2.0  # seconds a collector may take
FLUSH = 3.0  # seconds that an ending process gives its last spans; what is not out by then is dropped
TRACES = "/v1/traces"

_PROPAGATOR = TraceContextTextMapPropagator()


class Tracing:
    """Begins and ends spans on `provider`, and turns contexts into headers and back."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("dateline", __version__)

    def begin(self, name: str, kind: SpanKind, headers: Headers, attributes: Mapping[str, AttributeValue]) -> Span:
        """A span that continues the trace of `headers`, or a new trace. Headers that are no context count as none."""
        return self._tracer.start_span(name, _context(headers), kind, attributes, start_time=time.time_ns())

    def sending(self, topic: str, key: bytes) -> Span:
        """The first span of a trace: a record on its way to `topic`, its full name."""
        attributes = {
            "messaging.system": "kafka",
            "messaging.operation.type": "send",
            "messaging.operation.name": "replay",
            "messaging.destination.name": topic,
            "messaging.kafka.message.key": key[:200].decode("utf-8", "replace"),
        }
        return self.begin("replay articles.v1", SpanKind.PRODUCER, (), attributes)

    def carry(self, span: Span) -> tuple[tuple[str, bytes], ...]:
        """The headers by which others continue the trace after `span`."""
        carrier: dict[str, str] = {}
        _PROPAGATOR.inject(carrier, trace.set_span_in_context(span, Context()))
        return tuple((name, value.encode("ascii", "ignore")) for name, value in carrier.items() if name in NAMES)

    def fail(self, span: Span, kind: str, message: str) -> None:
        """Mark a span as failed; `kind` from a closed set."""
        span.set_attribute("error.type", kind)
        span.set_status(Status(StatusCode.ERROR, message[:200]))

    def stop(self) -> None:
        """Send what waits, for at most FLUSH seconds: a collector that hangs must not hold a process up."""
        flushing = threading.Thread(target=self._provider.shutdown, name="flush-traces", daemon=True)
        flushing.start()
        flushing.join(FLUSH)


def connect(endpoint: str, service: str, share: float) -> Tracing:
    """Traces of `service` to an OTLP collector (HTTP), from a thread of its own; a full queue drops spans.

    share: 0 to 1, of the traces that begin here; one that began elsewhere is followed as its producer decided.
    Raises ConfigurationError for an endpoint that is no http address.
    """
    exporter = OTLPSpanExporter(endpoint=traces_url(endpoint), timeout=EXPORT_TIMEOUT)
    resource = Resource.create({"service.namespace": "dateline", "service.name": service})
    resource = resource.merge(Resource({"service.version": __version__}))
    provider = TracerProvider(ParentBased(TraceIdRatioBased(share)), resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Tracing(provider)


def traces_url(endpoint: str) -> str:
    """`http://collector:4318` -> `http://collector:4318/v1/traces`; one with a path stays."""
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(
            f"DATELINE_OTLP_ENDPOINT: {endpoint!r} is no http address: set the collector's, such as http://localhost:4318"
        )
    return endpoint if parts.path.strip("/") else endpoint.rstrip("/") + TRACES


def _context(headers: Headers) -> Context:
    carrier = {
        name: value.decode("ascii", "replace")
        for name, value in headers
        if name in NAMES and value is not None and len(value) <= LONGEST
    }
    return _PROPAGATOR.extract(carrier, Context())
