"""An event traced back: its record, its cluster, and the articles that told it, as far as topics still keep them."""

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from pydantic import ValidationError

from schemas.article import CleanArticle
from schemas.cluster import EventCluster
from schemas.event import Event
from services.errors import DatelineError
from services.settings import Settings
from services.stream.scan import scan
from services.telemetry.labels import Topic

SHORTEST = 4  # characters of a prefix: fewer fit too many events
NAMED = 5  # of several events that a prefix fits, so many are named

Progress = Callable[[str, int, int], object]
"""Hears which topic is read, and how many offsets of how many are done."""


@dataclass(frozen=True)
class Trace:
    """cluster: None where clusters.v1 has it no more. articles: by id, those that articles.clean.v1 still keeps.

    position: `partition@offset` of each record found, by topic.
    """

    event: Event
    cluster: EventCluster | None
    articles: dict[str, CleanArticle]
    position: dict[str, str]


async def trace(settings: Settings, prefix: str, on_progress: Progress = lambda topic, done, total: None) -> Trace:
    """The newest revision of the event whose id begins with `prefix`, with what it was made of.

    Raises DatelineError where no event or several fit, TopicError and BrokerUnavailable.
    """
    position: dict[str, str] = {}
    event = await _event(settings, prefix, on_progress, position)
    cluster = await _cluster(settings, event.id, on_progress, position)
    wanted = {mention.article_id for mention in event.mentions}
    articles = await _articles(settings, wanted, on_progress) if wanted else {}
    return Trace(event, cluster, articles, position)


async def _event(settings: Settings, prefix: str, on_progress: Progress, position: dict[str, str]) -> Event:
    if len(prefix) < SHORTEST:
        raise DatelineError(
            f"{prefix!r} is too short: give at least {SHORTEST} characters of an id, as `dateline tail` shows"
        )
    found: dict[str, Event] = {}
    at: dict[str, str] = {}
    records = scan(settings, Topic.EVENTS, on_progress=lambda done, total: on_progress(Topic.EVENTS, done, total))
    async with aclosing(records):
        async for record in records:
            key = (record.key or b"").decode("utf-8", "replace")
            if not key.startswith(prefix) or record.value is None:
                continue
            try:
                event = Event.model_validate_json(record.value)
            except ValidationError:
                continue  # another producer's
            old = found.get(event.id)
            if old is None or old.revision <= event.revision:
                found[event.id], at[event.id] = event, f"{record.partition}@{record.offset}"
    if prefix in found:
        found = {prefix: found[prefix]}
    if not found:
        raise DatelineError(
            f"no event's id on {settings.topic(Topic.EVENTS)} begins with {prefix[:64]!r}: see `dateline tail --all`"
        )
    if len(found) > 1:
        named = ", ".join(sorted(found)[:NAMED])
        raise DatelineError(
            f"{len(found)} events have ids that begin with {prefix[:64]!r}: {named}{' …' if len(found) > NAMED else ''}"
        )
    [event] = found.values()
    position[Topic.EVENTS] = at[event.id]
    return event


async def _cluster(
    settings: Settings, event_id: str, on_progress: Progress, position: dict[str, str]
) -> EventCluster | None:
    newest: EventCluster | None = None
    key = event_id.encode()
    records = scan(settings, Topic.CLUSTERS, on_progress=lambda done, total: on_progress(Topic.CLUSTERS, done, total))
    async with aclosing(records):
        async for record in records:
            if record.key != key or not record.value:
                continue
            try:
                cluster = EventCluster.model_validate_json(record.value)
            except ValidationError:
                continue
            if newest is None or newest.revision <= cluster.revision:
                newest, position[Topic.CLUSTERS] = cluster, f"{record.partition}@{record.offset}"
    return newest


async def _articles(settings: Settings, wanted: set[str], on_progress: Progress) -> dict[str, CleanArticle]:
    found: dict[str, CleanArticle] = {}
    subjects = {article.encode() for article in wanted}
    records = scan(settings, Topic.CLEAN, on_progress=lambda done, total: on_progress(Topic.CLEAN, done, total))
    async with aclosing(records):
        async for record in records:
            if dict(record.headers or ()).get("ce_subject") not in subjects or not record.value:
                continue
            try:
                article = CleanArticle.model_validate_json(record.value)
            except ValidationError:
                continue
            found[article.id] = article
    return found
