"""One row an event, for tables: the columns of the CSV and Parquet exports, and the properties of GeoJSON.

A list stands for a column of several values, the parallel ones (names, countries, sectors of the actors) in one order.
Empty: not known. Nothing is filled in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from schemas.event import Event, EventParty
from schemas.fields import Casualties, CasualtyKind

Cell = str | int | float | bool | date | datetime | list[str] | None
Kind = Literal["text", "integer", "number", "flag", "day", "moment", "texts"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its cells, what it holds and how it is read from an event."""

    name: str
    kind: Kind
    meaning: str
    read: Callable[[Event], Cell]


def _names(parties: Sequence[EventParty]) -> list[str]:
    return [p.name or p.text for p in parties]


def _low(event: Event, kind: CasualtyKind) -> int | None:
    known = [c.min if c.min is not None else c.max for c in event.casualties if c.kind is kind]
    return min((k for k in known if k is not None), default=None)


def _high(event: Event, kind: CasualtyKind) -> int | None:
    known = [c.max if c.max is not None else c.min for c in event.casualties if c.kind is kind]
    return max((k for k in known if k is not None), default=None)


def _claim(claim: Casualties) -> str:
    low, high = (("" if n is None else str(n)) for n in (claim.min, claim.max))
    said = f"{claim.kind.value} {low}" if low == high else f"{claim.kind.value} {low}..{high}"
    qualifier = f" ({claim.qualifier.value})" if claim.qualifier else ""
    return f"{said}{qualifier}" + (f" {claim.victims}" if claim.victims else "")


def _sources(event: Event) -> list[str]:
    return list(dict.fromkeys(m.source for m in event.mentions))


K = CasualtyKind
COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "stable id of the event", lambda e: e.id),
    Column("revision", "integer", "1, 2, …", lambda e: e.revision),
    Column("type", "text", "PLOVER event type", lambda e: e.type.value),
    Column("mode", "text", "PLOVER mode", lambda e: e.mode),
    Column("quad", "integer", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict", lambda e: e.quad),
    Column("intensity", "number", "-10 conflict … 10 cooperation", lambda e: e.intensity),
    Column("contexts", "texts", "PLOVER contexts", lambda e: [c.value for c in e.contexts]),
    Column("factuality", "text", "asserted, attributed, planned, …", lambda e: e.factuality.value),
    Column("attributed_to", "text", "whose word it is", lambda e: e.attributed_to),
    Column("background", "flag", "told as history", lambda e: e.background),
    Column("actors", "texts", "names, or words of the text", lambda e: _names(e.actors)),
    Column("actor_countries", "texts", "ISO alpha-3 or IGO UNO …", lambda e: [a.country or "" for a in e.actors]),
    Column("actor_cow", "texts", "Correlates of War numbers", lambda e: [str(a.cow or "") for a in e.actors]),
    Column(
        "actor_sectors", "texts", "PLOVER sectors", lambda e: [a.sector.value if a.sector else "" for a in e.actors]
    ),
    Column("recipients", "texts", "names, or words of the text", lambda e: _names(e.recipients)),
    Column("recipient_countries", "texts", "as of actors", lambda e: [r.country or "" for r in e.recipients]),
    Column("recipient_cow", "texts", "as of actors", lambda e: [str(r.cow or "") for r in e.recipients]),
    Column(
        "recipient_sectors",
        "texts",
        "as of actors",
        lambda e: [r.sector.value if r.sector else "" for r in e.recipients],
    ),
    Column("start", "day", "first day", lambda e: e.when.start if e.when else None),
    Column("end", "day", "last day", lambda e: e.when.end if e.when else None),
    Column("granularity", "text", "day … decade, interval", lambda e: e.when.granularity.value if e.when else None),
    Column("date_basis", "text", "how the date is known", lambda e: e.when.basis.value if e.when else None),
    Column("place", "text", "name of the place", lambda e: e.where.name if e.where else None),
    Column("country", "text", "of the place, ISO alpha-3", lambda e: e.where.country if e.where else None),
    Column("country_cow", "integer", "Correlates of War number", lambda e: e.where.cow if e.where else None),
    Column(
        "admin1", "text", "first level division", lambda e: (e.where.admin1_name or e.where.admin1) if e.where else None
    ),
    Column(
        "admin2",
        "text",
        "second level division",
        lambda e: (e.where.admin2_name or e.where.admin2) if e.where else None,
    ),
    Column("latitude", "number", "degrees, WGS 84", lambda e: e.where.latitude if e.where else None),
    Column("longitude", "number", "degrees, WGS 84", lambda e: e.where.longitude if e.where else None),
    Column("geonameid", "integer", "GeoNames id", lambda e: e.where.geonameid if e.where else None),
    Column("population", "integer", "of the place", lambda e: e.where.population if e.where else None),
    Column("resolution", "integer", "5 below city … 1 country", lambda e: e.where.resolution if e.where else None),
    Column("where_reason", "text", "why there is no place", lambda e: e.where_reason),
    Column("killed_min", "integer", "lowest number claimed", lambda e: _low(e, K.KILLED)),
    Column("killed_max", "integer", "highest number claimed", lambda e: _high(e, K.KILLED)),
    Column("injured_min", "integer", "lowest number claimed", lambda e: _low(e, K.INJURED)),
    Column("injured_max", "integer", "highest number claimed", lambda e: _high(e, K.INJURED)),
    Column("casualties", "texts", "every claim", lambda e: [_claim(c) for c in e.casualties]),
    Column("cameo", "text", "CAMEO code", lambda e: e.codes.cameo_code or e.codes.cameo_base),
    Column("acled_event_type", "text", "ACLED event type", lambda e: e.codes.acled_event_type),
    Column("acled_sub_event_type", "text", "ACLED sub-event type", lambda e: e.codes.acled_sub_event_type),
    Column("confidence", "number", "0 … 1", lambda e: e.confidence),
    Column("mention_count", "integer", "sentences telling it", lambda e: e.mention_count),
    Column("article_count", "integer", "articles telling it", lambda e: e.article_count),
    Column("independent_sources", "integer", "copies counted once", lambda e: e.independent_sources),
    Column("first_published", "moment", "UTC", lambda e: min((m.published_at for m in e.mentions), default=None)),
    Column("last_published", "moment", "UTC", lambda e: max((m.published_at for m in e.mentions), default=None)),
    Column("sources", "texts", "who published it", _sources),
    Column("urls", "texts", "where it can be read", lambda e: list(dict.fromkeys(m.url for m in e.mentions if m.url))),
    Column("summary", "text", "one line", lambda e: e.summary),
    Column("related", "texts", "ids of earlier events of the same parties and place", lambda e: e.related),
    Column("dateline", "text", "version", lambda e: e.provenance.dateline),
    Column("model", "text", "version", lambda e: e.provenance.model),
    Column("recorded_at", "moment", "UTC", lambda e: e.provenance.recorded_at),
    Column("replay", "flag", "from a replay", lambda e: e.provenance.replay),
)


def row(event: Event) -> dict[str, Cell]:
    """The event's cells by column name."""
    return {c.name: c.read(event) for c in COLUMNS}
