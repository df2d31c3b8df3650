"""Small clusters for the tests of enrich."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from schemas.base import Span
from schemas.cluster import ArticleRef, Canonical, Change, EventCluster, Member, Position
from schemas.fields import (
    Actor,
    Basis,
    Casualties,
    Factuality,
    Granularity,
    Provenance,
    When,
    Where,
)
from schemas.mention import EventMention
from schemas.plover import EventType, Sector
from services.extract.place.gazetteer import Gazetteer

GAZETTEER = Gazetteer.load()
NOW = datetime(2023, 1, 1, 12, tzinfo=UTC)
ON = When(start=date(2022, 12, 19), end=date(2022, 12, 19), granularity=Granularity.DAY, basis=Basis.EXPLICIT)
VERSIONS = Provenance(dateline="0.1.0", model="m1", lexicon="l1", gazetteer="g1")


def party(name: str, country: str | None = None, sector: Sector | None = None) -> Actor:
    return Actor(text=name, name=name, country=country, sector=sector)


def words(text: str) -> Actor:
    """A party that has no name."""
    return Actor(text=text)


def place(key: int | str) -> Where:
    entry = GAZETTEER.entry(key)
    assert entry is not None
    return Where(
        text=entry.name,
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        geonameid=entry.geonameid,
        latitude=entry.latitude,
        longitude=entry.longitude,
        resolution=entry.resolution,
    )


def record(
    event_type: EventType,
    mode: str | None = None,
    actors: Sequence[Actor] = (),
    recipients: Sequence[Actor] = (),
    *,
    factuality: Factuality = Factuality.ASSERTED,
    by: str | None = None,
    when: When | None = ON,
    where: Where | None = None,
    casualties: Sequence[Casualties] = (),
    confidence: float = 0.8,
) -> Canonical:
    return Canonical(
        type=event_type,
        mode=mode,
        contexts=[],
        factuality=factuality,
        attributed_to=by,
        background=False,
        actors=list(actors),
        recipients=list(recipients),
        when=when,
        where=where,
        where_reason=None if where else "no place named",
        casualties=list(casualties),
        quantities=[],
        confidence=confidence,
        confidence_by_field={"type": confidence},
    )


def article(number: int, day: int = 20, replay: bool = False) -> ArticleRef:
    return ArticleRef(
        article_id=f"a{number}",
        source=f"s{number}",
        url=None,
        published_at=datetime(2022, 12, day, tzinfo=UTC),
        signature="",
        replay=replay,
    )


def profile(canonical: Canonical, number: int = 0) -> EventMention:
    return EventMention(
        id=f"p{number}",
        article_id="a0",
        source="s0",
        url=None,
        published_at=datetime(2022, 12, 20, tzinfo=UTC),
        content_hash="",
        signature="",
        block="UKR-4",
        type=canonical.type,
        mode=canonical.mode,
        factuality=canonical.factuality,
        actors=canonical.actors,
        trigger=Span(start=7, end=15, text="attacked"),
        trigger_lemma="attack",
        sentence=Span(start=0, end=21, text="Russia attacked Kyiv."),
        embedding="",
        confidence=canonical.confidence,
        provenance=VERSIONS,
    )


def cluster(canonical: Canonical, mentions: int = 1, articles: int = 1, replay: bool = False) -> EventCluster:
    return EventCluster(
        event_id="e1",
        revision=1,
        change=Change.CREATED,
        block="UKR-4",
        founded=Position(partition=0, offset=0),
        applied=Position(partition=0, offset=0),
        canonical=canonical,
        articles=[article(i, 20 - i % 3, replay) for i in range(articles)],
        members=[
            Member(
                mention_id=f"m{i}",
                article=i % articles,
                profile=0,
                start=i,
                end=i + 21,
                trigger_start=i + 7,
                trigger_end=i + 15,
            )
            for i in range(mentions)
        ],
        profiles=[profile(canonical)],
        independent_sources=articles,
    )
