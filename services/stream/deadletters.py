"""Dead letters: the record exactly as it came, plus headers that say what happened to it.

Key, value and the record's own headers stay byte for byte; `dateline.dlq.*` headers of an earlier failure (a
redriven record) are replaced, its first failure and the count of attempts kept.
"""

from datetime import UTC, datetime

from schemas.deadletter import PREFIX, DeadLetterHeaders, Stage
from services import __version__
from services.stream.record import Failed, Headers, Incoming, Outgoing
from services.telemetry.labels import Topic

LONGEST_MESSAGE = 500  # characters


def dead_letter(record: Incoming, failed: Failed, stage: Stage, group: str, full_topic: str, now: datetime) -> Outgoing:
    """The dead letter of `record`. `group` and `full_topic` as Kafka knows them; `now`: aware."""
    before = {name.removeprefix(PREFIX): value or b"" for name, value in record.headers if name.startswith(PREFIX)}
    facts = DeadLetterHeaders(
        topic=full_topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=_moment(record.timestamp, now),
        group=group,
        stage=stage,
        reason=failed.reason,
        error_class=failed.error_class,
        error_message=failed.message[:LONGEST_MESSAGE],
        attempts=_attempts(before) + failed.attempts,
        first_failed_at=_first_failed_at(before, now),
        app_version=__version__,
    )
    said = facts.model_dump(mode="json")
    headers: Headers = tuple((n, v) for n, v in record.headers if not n.startswith(PREFIX))
    added = tuple((PREFIX + name, str(value).encode("utf-8", "replace")) for name, value in said.items())
    return Outgoing(Topic.DEAD_LETTERS, record.key, record.value, headers + added)


def _moment(timestamp: int, now: datetime) -> datetime:
    """A producer may stamp anything; what is no date of our time is given as `now`."""
    try:
        moment = datetime.fromtimestamp(timestamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return moment if 1800 <= moment.year < 2200 else now


def _attempts(before: dict[str, bytes]) -> int:
    written = before.get("attempts", b"")
    return int(written) if written.isdigit() and len(written) < 10 else 0


def _first_failed_at(before: dict[str, bytes], now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(before["first_failed_at"].decode())
    except (KeyError, ValueError):
        return now
    return moment if moment.tzinfo and 1800 <= moment.year < 2200 else now
