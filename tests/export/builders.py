"""Events for the tests of export."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from schemas.base import Span
from schemas.cluster import Change
from schemas.event import Codes, Event, EventParty, EventPlace, EventProvenance, MentionRef
from schemas.fields import Basis, Casualties, CasualtyKind, Factuality, Granularity, Qualifier, When
from schemas.plover import Context, EventType, Sector

DAY = date(2022, 12, 19)
KYIV = EventPlace(
    text="Kyiv", name="Kyiv", country="UKR", admin1="UA.12", geonameid=703448, latitude=50.45466, longitude=30.5238,
    resolution=4, admin1_name="Kyiv City", country_name="Ukraine", cow=369, population=2797553,
)  # fmt: skip
RUSSIA = EventParty(text="Moscow", name="Russia", country="RUS", sector=Sector.MIL, cow=365)
CIVILIANS = EventParty(text="three civilians", sector=Sector.CVL)
DEAD = Casualties(kind=CasualtyKind.KILLED, min=3, max=3, victims="civilians")
MORE = Casualties(kind=CasualtyKind.KILLED, min=5, max=None, qualifier=Qualifier.AT_LEAST)


def on(start: date | None = DAY, end: date | None = None) -> When:
    return When(start=start, end=end or start, granularity=Granularity.DAY, basis=Basis.EXPLICIT)


def mention(source: str = "wire", start: int = 0, url: str | None = "https://example.org/1") -> MentionRef:
    return MentionRef(
        mention_id=f"m-{source}-{start}",
        article_id=f"a-{source}",
        source=source,
        url=url,
        published_at=datetime(2022, 12, 20, 8, tzinfo=UTC),
        sentence=Span(start=start, end=start + 10, text="It was so."),
        trigger=Span(start=start, end=start + 2, text="It"),
    )


def event(name: str = "e1", **changes: Any) -> Event:
    """A drone attack on Kyiv, changed where `changes` says so."""
    actors: Sequence[EventParty] = [RUSSIA]
    fields: dict[str, Any] = {
        "id": name,
        "revision": 1,
        "change": Change.CREATED,
        "type": EventType.ASSAULT,
        "mode": "drone",
        "quad": 4,
        "contexts": [Context.MILITARY, Context.TERRITORY],
        "factuality": Factuality.ASSERTED,
        "attributed_to": None,
        "background": False,
        "actors": actors,
        "recipients": [CIVILIANS],
        "when": on(),
        "where": KYIV,
        "where_reason": None,
        "casualties": [DEAD, MORE],
        "quantities": [],
        "intensity": -9.5,
        "codes": Codes(cameo_root="19", cameo_base="195", cameo_code="195"),
        "confidence": 0.9,
        "confidence_by_field": {},
        "mentions": [mention()],
        "mention_count": 3,
        "article_count": 2,
        "independent_sources": 2,
        "summary": "Russia attacked three civilians with drones in Kyiv, Ukraine, on 19 December 2022",
        "provenance": EventProvenance(
            dateline="0.1.0", model="m", lexicon="l", gazetteer="g", schema_version="1.0.0",
            recorded_at=datetime(2023, 1, 1, 12, tzinfo=UTC), replay=False,
        ),
    }  # fmt: skip
    return Event(**(fields | changes))
