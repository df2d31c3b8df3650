"""What a dead letter's headers say (`dead-letters.v1`); key, value and the record's own headers stay as they were.

A record with the header HANDLED is no dead letter but a note about an earlier one of its partition: it was sent again
or dropped, so readers leave both out. Such a note has no value.
"""

from enum import StrEnum

from schemas.base import Moment, Record

PREFIX = "dateline.dlq."
HANDLED = PREFIX + "handled"
REDRIVEN = "dateline-redriven"  # how often a record was sent again, as decimal text


class Stage(StrEnum):
    INTAKE = "intake"
    EXTRACT = "extract"
    DEDUP = "dedup"
    ENRICH = "enrich"


class Reason(StrEnum):
    UNDECODABLE = "undecodable"
    SCHEMA_INVALID = "schema_invalid"
    TOO_LARGE = "too_large"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    FAILED = "failed"


class DeadLetterHeaders(Record):
    """Written as headers named `dateline.dlq.<field>`, values as UTF-8 text."""

    topic: str
    partition: int
    offset: int
    timestamp: Moment
    group: str
    stage: Stage
    reason: Reason
    error_class: str
    error_message: str  # at most 500 characters, no stack
    attempts: int
    first_failed_at: Moment
    app_version: str


class How(StrEnum):
    """What became of a dead letter."""

    REDRIVEN = "redriven"
    DROPPED = "dropped"


class Handled(Record):
    """Value of the header HANDLED, as JSON: the dead letter at `partition` and `offset` needs nobody's attention."""

    partition: int
    offset: int
    how: How
    by: str
    at: Moment
