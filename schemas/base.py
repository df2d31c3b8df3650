"""What every record of the contract shares: writers are strict, readers ignore fields they do not know."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict

SCHEMA_VERSION = "1.0.0"
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)  # a date outside is a broken clock or a placeholder, not news


def _midnight(value: object) -> object:
    """Give a bare date ("2022-12-20") or a time without zone the zone UTC: feeds often send no more."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return value  # pydantic says what is wrong with it
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value


def _of_our_time(value: datetime) -> datetime:
    if not EARLIEST <= value.date() < LATEST:
        raise ValueError(f"the date {value.date()} is outside {EARLIEST.year}..{LATEST.year - 1}")
    return value.astimezone(UTC)


Moment = Annotated[AwareDatetime, BeforeValidator(_midnight), AfterValidator(_of_our_time)]
"""An instant in UTC; a bare date reads as its midnight."""


class Record(BaseModel):
    """Base of all records: immutable, unknown fields ignored on reading, none written."""

    model_config = ConfigDict(extra="ignore", frozen=True, ser_json_inf_nan="null")

    def to_json(self) -> bytes:
        """The record as one line of UTF-8 JSON: fields in the order of the model, nulls kept."""
        return self.model_dump_json().encode()


class Span(Record):
    """A piece of an article: `start` and `end` (exclusive) in Unicode code points, and the words there.

    `article_id` says which article in records that are made of several; null where there is only one it can be.
    """

    start: int
    end: int
    text: str
    article_id: str | None = None
