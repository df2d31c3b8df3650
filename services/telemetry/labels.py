"""The closed enumerations that label values come from: a label outside them can't be written.

Topics and groups are named without the prefix of the deployment, so that one dashboard serves every deployment.
"""

from enum import StrEnum

from schemas.cluster import Change
from schemas.deadletter import Reason, Stage
from schemas.plover import EventType

__all__ = ["ArticleOutcome", "CacheResult", "Change", "EventType", "MentionOutcome", "Reason", "Stage", "Topic"]


class Topic(StrEnum):
    """Short names of all topics as an article passes them; a test compares them with schemas/topics.yaml."""

    ARTICLES = "articles.v1"
    CLEAN = "articles.clean.v1"
    MENTIONS = "mentions.v1"
    CLUSTERS = "clusters.v1"
    EVENTS = "events.v1"
    DEAD_LETTERS = "dead-letters.v1"


class ArticleOutcome(StrEnum):
    """What became of an article: exactly one each."""

    EXTRACTED = "extracted"
    NO_EVENTS = "no_events"
    DEAD_LETTERED = "dead_lettered"


class MentionOutcome(StrEnum):
    """What became of a mention: exactly one each, unless it was dead-lettered."""

    NEW_EVENT = "new_event"
    SAME_EVENT = "same_event"
    NEAR_DUPLICATE = "near_duplicate"
    REDELIVERED = "redelivered"


class CacheResult(StrEnum):
    HIT = "hit"
    MISS = "miss"
