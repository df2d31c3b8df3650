"""The four stages chained in memory: what `dateline extract` runs, and what tests compare the stream with.

The chain is the stream's without Kafka: an article that is refused ends there, mentions go on in the order of their
articles, and since blocks never mix, one Deduplicator stands for all partitions.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from schemas.article import CleanArticle
from schemas.cluster import EventCluster, Position
from schemas.deadletter import Reason
from schemas.event import Event
from schemas.mention import EventMention
from services.dedup.stage import Deduplicator, Outcome
from services.errors import Rejected


class Raw(Protocol):
    """A record for `articles.v1`, and where it came from, for messages."""

    @property
    def key(self) -> bytes | None: ...

    @property
    def value(self) -> bytes | None: ...

    @property
    def origin(self) -> str: ...


class Cleans(Protocol):
    """services.intake's Intake."""

    def run(self, value: bytes | None, key: bytes | None = None, replay: bool = False) -> CleanArticle: ...


class Extracts(Protocol):
    """services.extract's Extractor; its result is Extracted, which has `mentions`, or NoEvents."""

    def run(self, article: CleanArticle) -> object: ...


class Enriches(Protocol):
    """services.enrich's Enricher."""

    def run(self, cluster: EventCluster, recorded_at: datetime) -> Event: ...


class Limits(Protocol):
    """The settings that the stages are built from, by the names they have in services.settings."""

    @property
    def max_article_bytes(self) -> int: ...

    @property
    def max_article_chars(self) -> int: ...

    @property
    def max_html_depth(self) -> int: ...

    @property
    def max_sentences(self) -> int: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def sentence_cache(self) -> int: ...

    @property
    def extract_threads(self) -> int: ...

    @property
    def dedup_max_clusters(self) -> int: ...

    @property
    def model(self) -> str: ...


class ArticleOutcome(StrEnum):
    """What became of an article: exactly one each."""

    EXTRACTED = "extracted"
    NO_EVENTS = "no_events"
    DEAD_LETTERED = "dead_lettered"


@dataclass(frozen=True, slots=True)
class Refused:
    """An article that would be a dead letter."""

    origin: str
    reason: Reason
    message: str


@dataclass(slots=True)
class Run:
    """What the articles of one run became.

    outcomes: one an article, in their order. mentions: each once, in the order of their articles; mention_outcomes also
    counts repeats. revisions: all that `clusters.v1` would carry; clusters: the newest of each living one. events: one
    for each of these.
    """

    outcomes: list[ArticleOutcome] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    articles: list[CleanArticle] = field(default_factory=list)
    mentions: list[EventMention] = field(default_factory=list)
    mention_outcomes: Counter[Outcome] = field(default_factory=Counter)
    revisions: list[EventCluster] = field(default_factory=list)
    clusters: list[EventCluster] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


class Pipeline:
    """Stages handed in; each run begins with no clusters. `now` dates the event records and nothing else."""

    def __init__(
        self,
        intake: Cleans,
        extractor: Extracts,
        enricher: Enriches,
        max_clusters: int = 50_000,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._intake, self._extractor, self._enricher = intake, extractor, enricher
        self._max_clusters, self._now = max_clusters, now

    def run(
        self, articles: Iterable[Raw], on_article: Callable[[ArticleOutcome], object] = lambda outcome: None
    ) -> Run:
        """All articles, in their order, repeats included. `on_article` hears of each as it is done."""
        run = Run()
        deduplicator = Deduplicator(self._max_clusters)
        offset = 0
        for raw in articles:
            try:
                article = self._intake.run(raw.value, raw.key)
                mentions: Sequence[EventMention] = getattr(self._extractor.run(article), "mentions", ())
            except Rejected as rejected:
                run.refused.append(Refused(raw.origin, rejected.reason, str(rejected)))
                outcome = ArticleOutcome.DEAD_LETTERED
            else:
                run.articles.append(article)
                for mention in mentions:
                    applied = deduplicator.apply(mention, Position(partition=0, offset=offset))
                    offset += 1
                    run.mention_outcomes[applied.outcome] += 1
                    run.revisions += applied.revisions
                    if applied.outcome is not Outcome.REDELIVERED:
                        run.mentions.append(mention)
                outcome = ArticleOutcome.EXTRACTED if mentions else ArticleOutcome.NO_EVENTS
            run.outcomes.append(outcome)
            on_article(outcome)
        run.clusters = deduplicator.clusters()
        recorded_at = self._now()
        run.events = [self._enricher.run(cluster, recorded_at) for cluster in run.clusters]
        return run


def build(
    *,
    article_bytes: int = 5 * 1024 * 1024,
    article_chars: int = 400_000,
    html_depth: int = 512,
    sentences: int = 2_000,
    languages: tuple[str, ...] = ("en",),
    model: str = "minilm6",
    cached_sentences: int = 20_000,
    threads: int = 1,
    max_clusters: int = 50_000,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Pipeline:
    """The real stages, with their models and tables (seconds to load)."""
    from services.enrich.enricher import Enricher
    from services.extract import factory
    from services.extract.nlp.cache import SentenceCache
    from services.extract.place.gazetteer import Gazetteer
    from services.intake.limits import Limits as IntakeLimits
    from services.intake.stage import Intake

    intake = Intake(IntakeLimits(article_bytes, article_chars, html_depth), languages)
    cache = SentenceCache(cached_sentences)
    gazetteer = Gazetteer.load()
    extractor = factory.build(model, threads, cache, sentences, gazetteer=gazetteer)
    return Pipeline(intake, extractor, Enricher(gazetteer), max_clusters, now)


def from_limits(limits: Limits) -> Pipeline:
    """The same, from an object that has the settings' names."""
    return build(
        article_bytes=limits.max_article_bytes,
        article_chars=limits.max_article_chars,
        html_depth=limits.max_html_depth,
        sentences=limits.max_sentences,
        languages=limits.languages,
        model=limits.model,
        cached_sentences=limits.sentence_cache,
        threads=limits.extract_threads,
        max_clusters=limits.dedup_max_clusters,
    )
