"""Intake as a handler: `articles.v1` → `articles.clean.v1`, keyed by the route key."""

from collections.abc import Sequence
from typing import Protocol

from schemas.article import CleanArticle
from schemas.deadletter import Stage
from services.stream.handlers import Stateless
from services.stream.headers import cloud_event, is_replay
from services.stream.record import Failed, Incoming, Outgoing, Processed, Result
from services.telemetry.labels import ArticleOutcome, Topic
from services.telemetry.metrics import Metrics


class Cleaner(Protocol):
    """services.intake.stage.Intake."""

    def run(self, value: bytes | None, key: bytes | None = None, replay: bool = False) -> CleanArticle: ...


class IntakeHandler(Stateless):
    """Copies of a story share a route key, so they meet in one partition and in one sentence cache."""

    stage = Stage.INTAKE
    source = Topic.ARTICLES
    batch = 64
    deadly = True

    def __init__(self, intake: Cleaner, metrics: Metrics) -> None:
        self._intake = intake
        self._bytes = metrics.article_bytes
        self._dead = metrics.articles_total(ArticleOutcome.DEAD_LETTERED)

    def process(self, record: Incoming) -> Processed:
        """One clean article; `Rejected` for everything that is none."""
        article = self._intake.run(record.value, record.key, is_replay(record))
        headers = cloud_event(
            record,
            record="CleanArticle",
            id=f"{article.id}:{article.content_hash}",
            subject=article.id,
            stage=self.stage,
            time=article.published_at,
            replay=article.replay,
        )
        return Processed((Outgoing(Topic.CLEAN, article.route_key.encode(), article.to_json(), headers),))

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        """Intake counts the articles that end here; extract counts the others."""
        for result in results:
            self._bytes.observe(len(result.record.value or b""))
            if isinstance(result.effect, Failed):
                self._dead.inc()
