"""Links from an event to earlier ones of the same parties and place.

Counted here, over all events at hand, and not on the stream: a stage sees the events of its partition in the order of
their arrival, so links made there would differ with the order, the number of partitions and every late article.
The same set of events gives the same links.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.event import Event, EventParty
from schemas.plover import Sector

MOST = 5  # links of one event, the nearest in time
REACH = timedelta(days=365)

Key = tuple[str, str, str]  # country, first level division ("" where the place is a country), party


def linked(events: Sequence[Event]) -> list[Event]:
    """The events, each with `related` filled: ids of up to five earlier ones, the latest first.

    Earlier: begun on an earlier day, at most a year before. Same place: the same first level division, or both known
    by country only. Same parties: one name (or, for a party without name, one country and sector) in common.
    """
    days: dict[Key, list[tuple[date, str]]] = defaultdict(list)
    for event in events:
        for key in _keys(event):
            days[key].append((_day(event), event.id))
    for known in days.values():
        known.sort()
    return [_with_links(event, days) for event in events]


def _with_links(event: Event, days: dict[Key, list[tuple[date, str]]]) -> Event:
    found: set[tuple[date, str]] = set()
    for key in _keys(event):
        known, day = days[key], _day(event)
        end = bisect_left(known, (day, ""))
        found.update(k for k in known[max(0, end - MOST) : end] if day - k[0] <= REACH)
    nearest = sorted(found, key=lambda k: (-k[0].toordinal(), k[1]))[:MOST]
    return event.model_copy(update={"related": [name for _, name in nearest]})


def _keys(event: Event) -> list[Key]:
    where = event.where
    if where is None or where.country is None or _day(event) == date.min:
        return []
    parties = {_party(p) for p in (*event.actors, *event.recipients)} - {""}
    return [(where.country, where.admin1 or "", p) for p in sorted(parties)]


def _party(party: EventParty) -> str:
    if party.name:
        return " ".join(party.name.casefold().split())
    known = party.country and party.sector and party.sector is not Sector.UNK
    return f"{party.country}/{party.sector}" if known else ""


def _day(event: Event) -> date:
    return (event.when.start if event.when else None) or date.min
