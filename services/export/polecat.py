"""POLECAT: the tab-separated columns of the weekly files (Leidos, Harvard Dataverse doi:10.7910/DVN/AJGVIT), UTF-8.

Names, order and conventions as public readers of these files document them (see SOURCES.md): a header line, one row
an event with all its actors and recipients, several parties apart by "; ", several values of one party by "|", "None"
where there is none, dates as YYYY-MM-DD. Where an event has no date of its own, POLECAT's coder takes the day of the
first report; so does this export, and only the two datasets that ask for it.

Columns we have nothing for hold "None": Wikipedia ids, Story People, Organizations and Locations.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from schemas.event import Event, EventParty
from services.export.text import day_of, first_told, joined, number, one_line

NONE = "None"
QUAD = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
FEATURE = {1: "PCLI", 2: "ADM1", 3: "ADM2", 4: "PPL"}  # GeoNames' usual feature code of a resolution
CITY = 4

Read = Callable[[Event], str]


def _each(parties: Callable[[Event], Sequence[EventParty]], read: Callable[[EventParty], str]) -> Read:
    """A cell of one value a party, in their order; NONE where no party has one."""

    def cell(event: Event) -> str:
        values = [read(p) for p in parties(event)]
        return joined([v or NONE for v in values]) if any(values) else NONE

    return cell


def _party(role: str, parties: Callable[[Event], Sequence[EventParty]]) -> dict[str, Read]:
    def sectors(party: EventParty) -> str:
        return "|".join(s.value for s in (party.sector, *party.other_sectors) if s)

    return {
        f"{role} Name": _each(parties, lambda p: p.name or ""),
        f"{role} Country": _each(parties, lambda p: p.country or ""),
        f"{role} COW": _each(parties, lambda p: number(p.cow)),
        f"Primary {role} Sector": _each(parties, lambda p: p.sector.value if p.sector else ""),
        f"{role} Sectors": _each(parties, sectors),
        f"{role} Title": _each(parties, lambda p: p.title or ""),
        f"{role} Name Raw": _each(parties, lambda p: p.text),
        f"Wikipedia {role} ID": lambda _: "",
    }


def _place(event: Event, column: str) -> str:
    where = event.where
    if where is None:
        return ""
    return {
        "Placename": where.name,
        "City": where.name if where.resolution == CITY else "",
        "District": where.admin2_name or where.admin2 or "",
        "Province": where.admin1_name or where.admin1 or "",
        "Country": where.country or "",
        "Latitude": number(where.latitude),
        "Longitude": number(where.longitude),
        "GeoNames ID": number(where.geonameid),
        "Raw Placename": where.text,
        "Feature Type": FEATURE.get(where.resolution, ""),
    }[column]


def _placed(column: str) -> Read:
    return lambda event: _place(event, column)


PLACE = (
    *("Placename", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type"),
)
COLUMNS: dict[str, Read] = {
    "Event ID": lambda e: e.id,
    "Event Date": lambda e: day_of(e).isoformat(),
    "Event Type": lambda e: e.type.value,
    "Event Mode": lambda e: e.mode or "",
    "Intensity": lambda e: number(e.intensity),
    "Quad Code": lambda e: QUAD.get(e.quad, ""),
    "Contexts": lambda e: joined([c.value for c in e.contexts]),
    **_party("Actor", lambda e: e.actors),
    **_party("Recipient", lambda e: e.recipients),
    **{name: _placed(name) for name in PLACE},
    "Source": lambda e: e.mentions[0].source if e.mentions else "",
    "Publication Date": lambda e: first_told(e).isoformat(),
    "Story People": lambda _: "",
    "Story Organizations": lambda _: "",
    "Story Locations": lambda _: "",
    "Language": lambda _: "English",
    "Version": lambda e: f"dateline-{e.provenance.dateline}",
}


def write(events: Iterable[Event], out: BinaryIO) -> int:
    """Write header and rows; returns how many events."""
    out.write("\t".join(COLUMNS).encode() + b"\n")
    count = 0
    for event in events:
        cells = (one_line(read(event)) or NONE for read in COLUMNS.values())
        out.write("\t".join(cells).encode() + b"\n")
        count += 1
    return count
