"""Extract as a handler: `articles.clean.v1` → `mentions.v1`, keyed by the block."""

from collections.abc import Callable, Sequence
from typing import Protocol

from schemas.article import CleanArticle
from schemas.deadletter import Stage
from schemas.mention import EventMention
from services.stream.handlers import Stateless
from services.stream.handlers.decode import decode
from services.stream.headers import cloud_event
from services.stream.record import Failed, Incoming, Outgoing, Processed, Result
from services.telemetry.labels import ArticleOutcome, CacheResult, Topic
from services.telemetry.metrics import Metrics


class Extraction(Protocol):
    """services.extract's Extractor; its result is Extracted (with `mentions`) or NoEvents."""

    def run(self, article: CleanArticle) -> object: ...


CacheCounts = Callable[[], tuple[int, int]]
"""Hits and misses of the sentence cache since the start."""


class ExtractHandler(Stateless):
    """The slow stage: an article takes tens of milliseconds to seconds, so batches are small."""

    stage = Stage.EXTRACT
    source = Topic.CLEAN
    batch = 16
    deadly = True

    def __init__(self, extractor: Extraction, metrics: Metrics, cache: CacheCounts | None = None) -> None:
        self._extractor, self._metrics, self._cache = extractor, metrics, cache
        self._seen = (0, 0)

    def process(self, record: Incoming) -> Processed:
        """The article's mentions, in text order."""
        article = decode(CleanArticle, record.value)
        mentions: Sequence[EventMention] = getattr(self._extractor.run(article), "mentions", ())
        outputs = tuple(self._output(record, mention) for mention in mentions)
        return Processed(outputs, ArticleOutcome.EXTRACTED if mentions else ArticleOutcome.NO_EVENTS)

    def _output(self, cause: Incoming, mention: EventMention) -> Outgoing:
        headers = cloud_event(
            cause,
            record="EventMention",
            id=mention.id,
            subject=mention.article_id,
            stage=self.stage,
            time=mention.published_at,
            replay=mention.replay,
        )
        return Outgoing(Topic.MENTIONS, mention.block.encode(), mention.to_json(), headers)

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        """Every article that intake let through is counted here, once."""
        for result in results:
            outcome = result.effect.outcome if not isinstance(result.effect, Failed) else ArticleOutcome.DEAD_LETTERED
            assert isinstance(outcome, ArticleOutcome)
            self._metrics.articles_total(outcome).inc()
        if self._cache:
            hits, misses = self._cache()
            self._metrics.sentence_cache_requests_total(CacheResult.HIT).inc(hits - self._seen[0])
            self._metrics.sentence_cache_requests_total(CacheResult.MISS).inc(misses - self._seen[1])
            self._seen = (hits, misses)
