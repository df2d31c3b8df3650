"""Stand-ins for the slow or unfinished stages, with their APIs, so that the stream itself can be tested hard.

`python -m tests.stream.doubles STAGE` runs a worker with them. A line `EVENT ITA ASSAULT flood in Turin` of an article
is a mention; mentions of one block that say the same are one event. Lines KILL, HANG and RAISE do that in extract.
"""

import asyncio
import hashlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.article import CleanArticle
from schemas.base import SCHEMA_VERSION, Span
from schemas.cluster import ArticleRef, Canonical, Change, EventCluster, Member, Position
from schemas.deadletter import Stage
from schemas.event import Event, EventProvenance
from schemas.fields import Factuality, Provenance
from schemas.mention import EventMention
from schemas.plover import EventType
from services.settings import load
from services.stream import stages, worker
from services.stream.handlers import Handler
from services.stream.handlers.dedup import DedupHandler
from services.stream.handlers.enrich import EnrichHandler
from services.stream.handlers.extract import ExtractHandler
from services.stream.stages import Room
from services.telemetry.labels import MentionOutcome

PROVENANCE = Provenance(dateline="0", model="none", lexicon="none", gazetteer="none")


def short_hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:24]


def mention(article: CleanArticle, start: int, line: str) -> EventMention:
    _, country, kind, what = line.split(" ", 3)
    span = Span(start=start, end=start + len(line), text=line)
    return EventMention(
        id=short_hash(article.id, article.content_hash, start, kind),
        article_id=article.id,
        source=article.source,
        url=None,
        published_at=article.published_at,
        content_hash=article.content_hash,
        signature=article.signature,
        replay=article.replay,
        block=f"{country}-{kind}",
        type=EventType(kind),
        factuality=Factuality.ASSERTED,
        actors=[],
        trigger=span,
        trigger_lemma=what,
        sentence=span,
        embedding="",
        confidence=0.5,
        provenance=PROVENANCE,
    )


@dataclass(frozen=True)
class Extracted:
    mentions: tuple[EventMention, ...]


@dataclass(frozen=True)
class NoEvents:
    pass


class Extractor:
    """Takes `seconds` for each article, as a real one would."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    def run(self, article: CleanArticle) -> Extracted | NoEvents:
        time.sleep(self._seconds)
        found, start = [], 0
        for line in article.text.split("\n"):
            if line == "KILL":
                os.kill(os.getpid(), signal.SIGKILL)
            if line == "HANG":
                time.sleep(3600)
            if line == "RAISE":
                raise RuntimeError("told to raise")
            if line.startswith("SLOW "):
                time.sleep(float(line.split()[1]))
            if line.startswith("EVENT "):
                found.append(mention(article, start, line))
            start += len(line) + 1
        return Extracted(tuple(found)) if found else NoEvents()


@dataclass(frozen=True)
class Applied:
    outcome: MentionOutcome
    revisions: tuple[EventCluster, ...] = ()


class Deduplicator:
    """One cluster for each (block, what); the newest revision wins."""

    def __init__(self) -> None:
        self.clusters: dict[str, EventCluster] = {}
        self.seen: set[str] = set()

    def __len__(self) -> int:
        return len(self.clusters)

    def apply(self, mention: EventMention, position: Position) -> Applied:
        if mention.trigger_lemma == "RAISE":
            raise RuntimeError("told to raise")
        if mention.id in self.seen:
            return Applied(MentionOutcome.REDELIVERED)
        event_id = short_hash(mention.block, mention.trigger_lemma)
        old = self.clusters.get(event_id)
        article = ArticleRef(
            article_id=mention.article_id,
            source=mention.source,
            url=None,
            published_at=mention.published_at,
            signature=mention.signature,
            replay=mention.replay,
        )
        number = len(old.members) if old else 0
        sentence, trigger = mention.sentence, mention.trigger
        member = Member(
            mention_id=mention.id,
            article=number,
            profile=0,
            start=sentence.start,
            end=sentence.end,
            trigger_start=trigger.start,
            trigger_end=trigger.end,
        )
        new = EventCluster(
            event_id=event_id,
            revision=old.revision + 1 if old else 1,
            change=Change.UPDATED if old else Change.CREATED,
            block=mention.block,
            founded=old.founded if old else position,
            applied=position,
            canonical=canonical(mention),
            articles=[*old.articles, article] if old else [article],
            members=[*old.members, member] if old else [member],
            profiles=old.profiles if old else [mention],
            independent_sources=number + 1,
        )
        self.restore(new)
        return Applied(MentionOutcome.SAME_EVENT if old else MentionOutcome.NEW_EVENT, (new,))

    def restore(self, cluster: EventCluster, raw: bytes | None = None) -> None:
        old = self.clusters.get(cluster.event_id)
        if old is None or old.revision <= cluster.revision:
            self.clusters[cluster.event_id] = cluster
            self.seen |= {m.mention_id for m in cluster.members}

    def finish_restore(self) -> Sequence[EventCluster]:
        return ()


def canonical(mention: EventMention) -> Canonical:
    return Canonical(
        type=mention.type,
        mode=None,
        contexts=[],
        factuality=mention.factuality,
        attributed_to=None,
        background=False,
        actors=[],
        recipients=[],
        when=None,
        where=None,
        where_reason=None,
        casualties=[],
        quantities=[],
        confidence=0.5,
        confidence_by_field={},
    )


class Enricher:
    def run(self, cluster: EventCluster, recorded_at: datetime) -> Event:
        said = cluster.canonical.model_dump()
        return Event(
            **said,
            id=cluster.event_id,
            revision=cluster.revision,
            change=cluster.change,
            quad=1,
            intensity=0.0,
            codes={},
            mentions=[],
            mention_count=len(cluster.members),
            article_count=len(cluster.articles),
            independent_sources=cluster.independent_sources,
            summary=cluster.profiles[0].trigger_lemma,
            provenance=EventProvenance(
                **PROVENANCE.model_dump(),
                schema_version=SCHEMA_VERSION,
                recorded_at=recorded_at.astimezone(UTC),
                replay=all(a.replay for a in cluster.articles),
            ),
        )


async def stuck(partitions: set[int], take: object) -> int:
    """A read-back that never ends."""
    await asyncio.Event().wait()
    return 0


def build(stage: Stage, room: Room) -> Handler:
    """Intake is the real one."""
    if stage is Stage.EXTRACT:
        return ExtractHandler(Extractor(float(os.environ.get("DOUBLES_SECONDS", "0"))), room.metrics)
    if stage is Stage.DEDUP:
        read_back = stuck if os.environ.get("DOUBLES_STUCK") else room.read_back
        return DedupHandler(Deduplicator, read_back, room.publish, room.metrics)
    if stage is Stage.ENRICH:
        return EnrichHandler(Enricher(), room.metrics)
    return stages.build(stage, room)


if __name__ == "__main__":
    sys.exit(worker.run(sys.argv[1], load(), build))
