"""GDELT 2.0 events: 61 columns, tab-separated, no header, in the order of the Event Codebook V2.0 (19 February 2015).

One row an event: Actor1 is the first actor, Actor2 the first recipient, or the second actor where there is none;
further parties are not in this dataset's form. An event without a date of its own has the day of its first report, as
in GDELT. Empty are AvgTone and what the text does not tell: ethnic groups, religions, where the actors are.
GlobalEventID is a 60-bit number counted from our id. QuadClass and Goldstein score are those of the CAMEO code.
"""

from collections.abc import Iterable
from datetime import UTC, date
from hashlib import sha256
from typing import BinaryIO

from schemas.event import Event
from services.export.cameo import cameo_actor, geo_cells, goldstein, quad_class
from services.export.text import day_of, number, one_line

LEAD = 500  # code points: about a lead paragraph; IsRootEvent says whether an article tells the event there


def _actor_columns(n: int) -> list[str]:
    parts = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    return [f"Actor{n}{part}" for part in parts.split()]


def _geo_columns(whose: str) -> list[str]:
    return [f"{whose}Geo_{part}" for part in "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()]  # noqa: SIM905


COLUMNS = [
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *_actor_columns(1),
    *_actor_columns(2),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *_geo_columns("Actor1"),
    *_geo_columns("Actor2"),
    *_geo_columns("Action"),
    *("DATEADDED", "SOURCEURL"),
]


def write(events: Iterable[Event], out: BinaryIO) -> int:
    """Write the rows; returns how many events."""
    count = 0
    for event in events:
        out.write("\t".join(one_line(cell) for cell in row(event)).encode() + b"\n")
        count += 1
    return count


def row(event: Event) -> list[str]:
    """The 61 cells of an event."""
    actors, recipients = event.actors, event.recipients
    first = actors[0] if actors else None
    second = recipients[0] if recipients else actors[1] if len(actors) > 1 else None
    code = event.codes.cameo_code or event.codes.cameo_base
    told = event.mentions[0] if event.mentions else None
    sources = {m.source for m in event.mentions}
    return [
        str(global_id(event.id)),
        *_dates(day_of(event)),
        *cameo_actor(first).cells(),
        *cameo_actor(second).cells(),
        str(int(any(m.sentence.start < LEAD for m in event.mentions))),
        code or "",
        (code or "")[:3],
        event.codes.cameo_root or "",
        number(quad_class(code)),
        number(goldstein(code)),
        str(event.mention_count),
        str(max(len(sources), event.independent_sources)),
        str(event.article_count),
        "",
        *geo_cells(None),
        *geo_cells(None),
        *geo_cells(event.where),
        event.provenance.recorded_at.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
        (told.url or told.source) if told else "",
    ]


def global_id(event_id: str) -> int:
    """A number for an id, the same wherever it is counted."""
    return int.from_bytes(sha256(event_id.encode("utf-8", "replace")).digest()[:8], "big") >> 4


def _dates(day: date) -> list[str]:
    """YYYYMMDD, YYYYMM, YYYY and the year with the part of it gone by, a month counted as 30 days of 365."""
    gone = min(((day.month - 1) * 30 + day.day) / 365, 0.9999)
    return [f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year + gone:.4f}"]
