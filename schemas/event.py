"""The public event record (`events.v1`)."""

from schemas.base import Moment, Record, Span
from schemas.cluster import Change
from schemas.fields import Actor, Casualties, Factuality, Provenance, Quantity, When, Where
from schemas.plover import Context, EventType


class MentionRef(Record):
    """Where an event was told. Offsets are code points in the article's text as received."""

    mention_id: str
    article_id: str
    source: str
    url: str | None
    published_at: Moment
    sentence: Span
    trigger: Span


class EventParty(Actor):
    """A party with its state's number in the Correlates of War list; None where it belongs to no state of the list."""

    cow: int | None = None


class EventPlace(Where):
    """A place with what the gazetteer knows of it. `cow`: its state's number in the Correlates of War list."""

    admin1_name: str | None = None
    admin2_name: str | None = None
    country_name: str | None = None
    cow: int | None = None
    population: int | None = None


class Codes(Record):
    """Cross-walks to other event datasets, where one fits. `cameo_code` is the narrowest, two to four digits."""

    cameo_root: str | None = None
    cameo_base: str | None = None
    cameo_code: str | None = None
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None


class EventProvenance(Provenance):
    schema_version: str
    recorded_at: Moment
    replay: bool


class Event(Record):
    """Who did what to whom, where, when, with how many casualties, on whose word, told by how many.

    `related`: ids of earlier events of the same parties and place. It needs all events at hand, so exports fill it;
    on the stream it is empty, because which events are earlier changes with every late article.
    """

    id: str
    revision: int
    change: Change
    merged_into: str | None = None
    type: EventType
    mode: str | None
    quad: int
    contexts: list[Context]
    factuality: Factuality
    attributed_to: str | None
    background: bool
    actors: list[EventParty]
    recipients: list[EventParty]
    when: When | None
    where: EventPlace | None
    where_reason: str | None
    casualties: list[Casualties]
    quantities: list[Quantity]
    intensity: float
    codes: Codes
    confidence: float
    confidence_by_field: dict[str, float]
    mentions: list[MentionRef]
    mention_count: int
    article_count: int
    independent_sources: int
    related: list[str] = []
    summary: str
    provenance: EventProvenance
