"""CloudEvents 1.0 in binary mode, and what else travels in headers along the pipeline.

A consumer that ignores headers reads plain JSON. `dateline-received-at` carries the article record's timestamp, so
that the last stage can say how long the whole way took.
"""

from datetime import datetime

from schemas.base import SCHEMA_VERSION
from schemas.deadletter import Stage
from services.stream.record import Headers, Incoming
from services.telemetry.labels import Topic

REPLAY = "dateline-replay"
RECEIVED_AT = "dateline-received-at"  # milliseconds since 1970, as decimal text
TRACE = ("traceparent", "tracestate")


def is_replay(record: Incoming) -> bool:
    """Whether a replay sent this record or the article it stems from."""
    return (record.header(REPLAY) or b"").strip().lower() == b"true"


def subject(record: Incoming) -> dict[str, str]:
    """What the record is about, for log lines: the id of its article, or of its event."""
    named = record.header("ce_subject") or record.key
    kind = "event" if record.topic in (Topic.CLUSTERS, Topic.EVENTS) else "article"
    return {kind: named[:200].decode("utf-8", "replace")} if named else {}


def received_at(record: Incoming) -> int:
    """Milliseconds since 1970 when the article came in: as a stage before wrote it, else the record's own."""
    written = record.header(RECEIVED_AT)
    if written is not None and len(written) <= 15 and written.isdigit():
        return int(written)
    return record.timestamp


def cloud_event(
    cause: Incoming, *, record: str, id: str, subject: str, stage: Stage, time: datetime, replay: bool
) -> Headers:
    """Headers of a record of model `record` ("Event") that `stage` makes of `cause`.

    id: the same on a repeat. subject: article id or event id. time: aware.
    """
    ours = (
        ("ce_specversion", "1.0"),
        ("ce_id", id),
        ("ce_type", f"dateline.{_kebab(record)}.v1"),
        ("ce_source", f"/dateline/{stage}"),
        ("ce_subject", subject),
        ("ce_time", time.isoformat().replace("+00:00", "Z")),
        ("ce_dataschema", f"urn:dateline:schema:{record}:{SCHEMA_VERSION}"),
        ("content-type", "application/json"),
        (RECEIVED_AT, str(received_at(cause))),
    )
    made: list[tuple[str, bytes | None]] = [(name, value.encode()) for name, value in ours]
    if replay:
        made.append((REPLAY, b"true"))
    made.extend((name, value) for name in TRACE if (value := cause.header(name)) is not None)
    return tuple(made)


def _kebab(name: str) -> str:
    """`EventMention` -> `event-mention`."""
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
