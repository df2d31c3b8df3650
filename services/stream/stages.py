"""The four stages, built from the settings and put into the shape of the agent loop.

Stage code is imported only when its stage is built, so that an intake worker does not load the language model.
"""

import asyncio
from collections.abc import Callable, Sequence

from schemas.deadletter import Stage
from services.settings import Settings
from services.stream.handlers import Handler
from services.stream.publisher import Publisher
from services.stream.record import Incoming, Outgoing
from services.stream.restore import read_back
from services.stream.watchdog import Progress
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics


class Room:
    """What a stage's handler may be built from."""

    def __init__(self, settings: Settings, metrics: Metrics, publisher: Publisher, progress: Progress) -> None:
        self.settings, self.metrics = settings, metrics
        self._publisher, self._progress = publisher, progress

    async def publish(self, records: Sequence[Outgoing]) -> None:
        """Publish all, in order, and return when all are acknowledged."""
        if records:
            await self._publisher.maybe_start()
            await asyncio.gather(*[await self._publisher.send(record) for record in records])

    async def read_back(self, partitions: set[int], take: Callable[[Sequence[Incoming]], None]) -> int:
        """Every cluster of `partitions`, handed to `take`; the watchdog sees that it moves."""

        def moving(chunk: Sequence[Incoming]) -> None:
            take(chunk)
            self._progress.advanced()

        return await read_back(self.settings, Topic.CLUSTERS, partitions, moving)


Build = Callable[[Stage, Room], Handler]


def build(stage: Stage, room: Room) -> Handler:
    """The handler of `stage`. Takes seconds for extract, which loads the language model."""
    return _BUILDERS[stage](room)


def _intake(room: Room) -> Handler:
    from services.intake.limits import Limits
    from services.intake.stage import Intake
    from services.stream.handlers.intake import IntakeHandler

    settings = room.settings
    limits = Limits(settings.max_article_bytes, settings.max_article_chars, settings.max_html_depth)
    return IntakeHandler(Intake(limits, settings.languages), room.metrics)


def _extract(room: Room) -> Handler:
    from services.extract import factory
    from services.extract.nlp.cache import SentenceCache
    from services.stream.handlers.extract import ExtractHandler

    settings = room.settings
    cache = SentenceCache(settings.sentence_cache)
    extractor = factory.build(settings.model, settings.extract_threads, cache, settings.max_sentences)
    return ExtractHandler(extractor, room.metrics, lambda: (cache.hits, cache.misses))


def _dedup(room: Room) -> Handler:
    from services.dedup.stage import Deduplicator
    from services.stream.handlers.dedup import DedupHandler

    most = room.settings.dedup_max_clusters
    return DedupHandler(lambda: Deduplicator(most), room.read_back, room.publish, room.metrics)


def _enrich(room: Room) -> Handler:
    from services.enrich.enricher import Enricher
    from services.extract.place.gazetteer import Gazetteer
    from services.stream.handlers.enrich import EnrichHandler

    return EnrichHandler(Enricher(Gazetteer.load()), room.metrics)


_BUILDERS: dict[Stage, Callable[[Room], Handler]] = {
    Stage.INTAKE: _intake,
    Stage.EXTRACT: _extract,
    Stage.DEDUP: _dedup,
    Stage.ENRICH: _enrich,
}
