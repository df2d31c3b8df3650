"""One mention of an event in one article (`mentions.v1`)."""

from pydantic import model_validator

from schemas.base import Moment, Record, Span
from schemas.fields import Actor, Casualties, Factuality, Provenance, Quantity, When, Where
from schemas.plover import Context, EventType, check_mode


class EventMention(Record):
    """What one trigger in one sentence says. Offsets are code points in the article's text as received."""

    id: str
    article_id: str
    source: str
    url: str | None
    published_at: Moment
    content_hash: str
    signature: str
    replay: bool = False
    block: str  # family of types (schemas.plover.FAMILY): the key of the record
    type: EventType
    mode: str | None = None
    contexts: list[Context] = []
    factuality: Factuality
    attributed_to: str | None = None
    background: bool = False
    cues: list[Span] = []
    actors: list[Actor]
    recipients: list[Actor] = []
    when: When | None = None
    where: Where | None = None
    where_reason: str | None = None
    casualties: list[Casualties] = []
    quantities: list[Quantity] = []
    trigger: Span
    trigger_lemma: str
    roleset: str | None = None
    sentence: Span
    embedding: str  # of the sentence: 384 signed bytes, base64; cosine comparable
    trigger_embedding: str | None = None  # of the trigger's lemma alone, alike; for events of no PLOVER type
    article_words: list[
        str
    ] = []  # what tells the article from others: up to 32 words, then names (capital), numbers (#)
    group: str | None = None  # id of the article's first mention of this event: mentions with one group are one event
    confidence: float
    confidence_by_field: dict[str, float] = {}
    provenance: Provenance

    @model_validator(mode="after")
    def _mode_of_type(self) -> "EventMention":
        check_mode(self.type, self.mode)
        return self
