"""Clusters of mentions of one real-world event (`clusters.v1`): each record is one revision, the newest wins."""

from enum import StrEnum

from schemas.base import Moment, Record
from schemas.fields import Actor, Casualties, Factuality, Quantity, When, Where
from schemas.mention import EventMention
from schemas.plover import Context, EventType


class Change(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    MERGED = "merged"
    RETRACTED = "retracted"


class Position(Record):
    """Where in `mentions.v1` a mention stood."""

    partition: int
    offset: int


class ArticleRef(Record):
    article_id: str
    source: str
    url: str | None
    published_at: Moment
    signature: str
    replay: bool = False
    words: list[str] = []  # EventMention.article_words


class Member(Record):
    """One mention of the cluster: its article (index into `articles`) and what it says (index into `profiles`)."""

    mention_id: str
    article: int
    profile: int
    start: int  # of the sentence
    end: int
    trigger_start: int
    trigger_end: int
    group: str | None = None  # EventMention.group


class Canonical(Record):
    """The cluster's record: the best value of each field over its mentions."""

    type: EventType
    mode: str | None
    contexts: list[Context]
    factuality: Factuality
    attributed_to: str | None
    background: bool
    actors: list[Actor]
    recipients: list[Actor]
    when: When | None
    where: Where | None
    where_reason: str | None
    casualties: list[Casualties]
    quantities: list[Quantity]
    confidence: float
    confidence_by_field: dict[str, float]


class EventCluster(Record):
    """One revision of a cluster. `profiles` holds each distinct thing said once, however often it was copied.

    `applied` is the position of the mention whose effect this revision completes; null on a revision that is only a
    step of it. A merged cluster has `merged_into` and no members left.
    """

    event_id: str
    revision: int
    change: Change
    merged_into: str | None = None
    block: str
    founded: Position
    applied: Position | None
    canonical: Canonical
    articles: list[ArticleRef]
    members: list[Member]
    profiles: list[EventMention]
    independent_sources: int
