"""What a record is on its way through a worker: taken off a topic, turned into others, or failed."""

from dataclasses import dataclass, field
from enum import StrEnum

from schemas.deadletter import Reason
from services.telemetry.labels import Topic

Headers = tuple[tuple[str, bytes | None], ...]  # Kafka has null header values, too


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record as the broker had it. `timestamp`: its Kafka timestamp in milliseconds since 1970."""

    topic: Topic
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()

    def header(self, name: str) -> bytes | None:
        """The last header of this name (Kafka allows several)."""
        return next((value for key, value in reversed(self.headers) if key == name), None)

    @property
    def position(self) -> str:
        """For people: `articles.v1[3]@42`."""
        return f"{self.topic}[{self.partition}]@{self.offset}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to publish. `partition`: explicit, or chosen by the key."""

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    partition: int | None = None

    @property
    def size(self) -> int:
        """Bytes of key, value and headers."""
        named = sum(len(name) + len(value or b"") for name, value in self.headers)
        return len(self.key or b"") + len(self.value or b"") + named


@dataclass(frozen=True, slots=True)
class Processed:
    """A record's effect: what to publish, in order, and its one outcome. `facts`: what the handler counts later."""

    outputs: tuple[Outgoing, ...]
    outcome: StrEnum | None = None
    facts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A record that can't be processed, and why: it becomes a dead letter."""

    reason: Reason
    error_class: str
    message: str
    attempts: int = 1

    @property
    def is_ours(self) -> bool:
        """Whether a faulty deployment may be the cause. A feed in another language is no sign of one."""
        return self.reason not in (Reason.UNSUPPORTED_LANGUAGE, Reason.TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Result:
    """A record with what became of it and the seconds of work it took."""

    record: Incoming
    effect: Processed | Failed
    seconds: float = field(default=0.0, compare=False)
