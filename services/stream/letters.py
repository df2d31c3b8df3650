"""Dead letters as an operator handles them: read, chosen, made into what they were again, noted as handled. Pure.

Kafka can't delete a single record, so that a letter was handled has to be written down. It is written into
`dead-letters.v1` itself, as a small record without a value whose header says which letter, what became of it, who did
it and when (schemas.deadletter.Handled); every reader leaves the note and its letter out. Why this way:

- A group's committed offset and DeleteRecords both know only "everything up to here"; an operator chooses by reason.
- The note stands in the partition of its letter, behind it, so it outlives it under any retention, one reading of the
  partition finds both, and no other topic has to be created, kept and matched up.
- Any number of operators may work at once. Two who redrive the same letter send it twice, which changes nothing:
  delivery is at least once everywhere and ids are deterministic. Two notes say the same as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from pydantic import ValidationError

from schemas.deadletter import HANDLED, PREFIX, REDRIVEN, Handled, How, Reason, Stage
from services.errors import ConfigurationError
from services.stream.record import Headers, Outgoing
from services.telemetry.labels import Topic

SOURCES = (Topic.ARTICLES, Topic.CLEAN, Topic.MENTIONS, Topic.CLUSTERS)  # what workers read, so letters stem from
PARSED = 1024 * 1024  # bytes; of a larger article only the key is shown, not the id inside
LONGEST = 512  # characters of an id or key


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter without its value. `timestamp`: when it was written, in milliseconds since 1970.

    said: the `dateline.dlq.*` headers by their short names. headers: the record's own. about: the ids that it goes by,
    of its article (or, from clusters.v1, its event), the first of them for people.
    """

    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    size: int
    said: Mapping[str, str]
    headers: Headers
    about: tuple[str, ...]

    @property
    def id(self) -> str:
        """Partition and offset on dead-letters.v1, as commands take it: `3@17`."""
        return f"{self.partition}@{self.offset}"

    @property
    def stage(self) -> Stage | None:
        """None for what is no dead letter of ours: anybody may write to the topic."""
        said = self.said.get("stage")
        return Stage(said) if said in set(Stage) else None

    @property
    def reason(self) -> Reason | None:
        said = self.said.get("reason")
        return Reason(said) if said in set(Reason) else None

    @property
    def origin(self) -> int | None:
        """The partition of its topic that it came from."""
        said = self.said.get("partition", "")
        return int(said) if said.isdecimal() and len(said) < 10 else None

    @property
    def redriven(self) -> int:
        """How often it was sent again before it came here."""
        written = next((value for name, value in reversed(self.headers) if name == REDRIVEN), None) or b""
        return int(written) if written.isdigit() and len(written) < 7 else 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A letter that is not sent again, and why, with what to do instead."""

    letter: Letter
    why: str


def parse_id(text: str) -> tuple[int, int]:
    """`3@17` → (3, 17). Raises ConfigurationError."""
    partition, at, offset = text.partition("@")
    if not (at and partition.isdecimal() and offset.isdecimal() and len(text) < 40):
        raise ConfigurationError(
            f"{text[:60]!r} is no dead letter's id: it is PARTITION@OFFSET, as `dateline dlq list` shows"
        )
    return int(partition), int(offset)


def letter(record: Any, prefix: str) -> Letter:
    """The dead letter in a record of aiokafka's. `prefix`: of the deployment's topics."""
    headers: Headers = tuple((str(name), value) for name, value in record.headers or ())
    said = {name.removeprefix(PREFIX): _text(value) for name, value in headers if name.startswith(PREFIX)}
    own = tuple(header for header in headers if not header[0].startswith(PREFIX))
    topic = said.get("topic", "").removeprefix(prefix)
    return Letter(
        partition=record.partition,
        offset=record.offset,
        timestamp=record.timestamp,
        key=record.key,
        size=len(record.value or b""),
        said=said,
        headers=own,
        about=_about(topic, record.key, record.value, own),
    )


def handled(record: Any) -> Handled | None:
    """The note in a record; None for a dead letter, also for one that only looks like a note."""
    written = next((value for name, value in record.headers or () if name == HANDLED), None)
    if written is None or record.value is not None:
        return None
    try:
        note = Handled.model_validate_json(written)
    except ValidationError:
        return None
    return note if note.partition == record.partition and note.offset < record.offset else None


def note(letter: Letter, how: How, by: str, at: datetime) -> Outgoing:
    """The record that says that `letter` is handled, for the letter's own partition."""
    said = Handled(partition=letter.partition, offset=letter.offset, how=how, by=by[:LONGEST], at=at)
    return Outgoing(Topic.DEAD_LETTERS, letter.id.encode(), None, ((HANDLED, said.to_json()),), letter.partition)


def original(letter: Letter, value: bytes | None, prefix: str, most: int) -> Outgoing | Refusal:
    """The record as it was, for the topic it came from, with one more in its header REDRIVEN.

    `most`: how often a record is sent again; beyond, it needs a person. The key chooses the partition, as it did at
    first, so the mentions of a block stay together; only a cluster goes where it was: its partition is its mention's
    and can't be told from its key.
    """
    try:
        topic = Topic(letter.said.get("topic", "").removeprefix(prefix))
    except ValueError:
        topic = Topic.DEAD_LETTERS
    if letter.stage is None or topic not in SOURCES:
        return Refusal(letter, "no stage of this deployment wrote it: look with `dateline dlq show`, then drop it")
    if letter.redriven >= most:
        again = f"it was sent again {letter.redriven} times already"
        return Refusal(letter, f"{again}: mend the cause, then raise --max-redrives, or drop it")
    partition = None
    if topic is Topic.CLUSTERS:
        if letter.origin is None:
            return Refusal(letter, "its headers do not say which partition it came from: drop it")
        partition = letter.origin
    kept = tuple(header for header in letter.headers if header[0] != REDRIVEN)
    count = ((REDRIVEN, str(letter.redriven + 1).encode()),)
    return Outgoing(topic, letter.key, value, kept + count, partition)


@dataclass(frozen=True)
class Where:
    """Which letters are meant: of each field any of its values, of all fields together all. Empty: every letter."""

    wanted: Mapping[str, frozenset[str]]

    FIELDS = ("reason", "stage", "topic", "error", "article")

    @classmethod
    def parse(cls, conditions: Iterable[str]) -> "Where":
        """From `reason=timeout,stage=extract` (several count as one). Raises ConfigurationError."""
        wanted: dict[str, set[str]] = {}
        for part in (p.strip() for condition in conditions for p in condition.split(",")):
            field, equals, value = part.partition("=")
            if not equals or field not in cls.FIELDS or not value:
                raise ConfigurationError(
                    f"--where {part!r}: write FIELD=VALUE, where FIELD is one of {', '.join(cls.FIELDS)}"
                )
            closed: Any = {"reason": Reason, "stage": Stage}.get(field)
            if closed and value not in set(closed):
                raise ConfigurationError(f"--where {part!r}: a {field} is one of {', '.join(closed)}")
            wanted.setdefault(field, set()).add(value)
        return cls({field: frozenset(values) for field, values in wanted.items()})

    def matches(self, letter: Letter) -> bool:
        """Whether all conditions hold. A topic may be named with or without the deployment's prefix."""
        said = letter.said
        has: dict[str, set[str | None]] = {
            "reason": {said.get("reason")},
            "stage": {said.get("stage")},
            "topic": {said.get("topic"), *(t for t in Topic if said.get("topic", "").endswith(t))},
            "error": {said.get("error_class")},
            "article": set(letter.about),
        }
        return all(has[field] & values for field, values in self.wanted.items())


def _about(topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> tuple[str, ...]:
    subject = next((value for name, value in reversed(headers) if name == "ce_subject"), None)
    inside = None
    if topic == Topic.ARTICLES and value and len(value) <= PARSED:
        try:
            said = orjson.loads(value)
        except orjson.JSONDecodeError:
            said = None
        inside = said.get("id") if isinstance(said, dict) else None
    own = key if topic in (Topic.ARTICLES, Topic.CLUSTERS) else None  # elsewhere the key is no id
    found = (inside if isinstance(inside, str) else "", _text(subject), _text(own))
    return tuple(dict.fromkeys(name[:LONGEST] for name in found if name))


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")
