"""What a dead letter's headers say (`dead-letters.v1`); key, value and the record's own headers stay as they were."""

from enum import StrEnum

from schemas.base import Moment, Record

PREFIX = "dateline.dlq."


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
