"""Which events are exported: the newest revision of each, living, of the wanted types, countries and days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.cluster import Change
from schemas.event import Event
from schemas.plover import EventType

GONE = (Change.MERGED, Change.RETRACTED)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted; empty or None: everything. countries: of a party or the place, ISO alpha-3.

    since, until: days, both inclusive, that the event's time must touch. An event without date is then left out.
    """

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def takes(self, event: Event) -> bool:
        """Whether the event is wanted."""
        if self.types and event.type not in self.types:
            return False
        return (not self.countries or bool(self.countries & countries(event))) and self._in_time(event)

    def _in_time(self, event: Event) -> bool:
        if self.since is None and self.until is None:
            return True
        start, end = (event.when.start, event.when.end) if event.when else (None, None)
        if start is None and end is None:
            return False
        after = self.since is None or (end or start or date.max) >= self.since
        return after and (self.until is None or (start or end or date.min) <= self.until)


def countries(event: Event) -> set[str]:
    """Countries of the parties and of the place."""
    named = {p.country for p in (*event.actors, *event.recipients)} | {event.where and event.where.country}
    return {c for c in named if c}


def living(events: Iterable[Event]) -> list[Event]:
    """The newest revision of each event, merged and retracted ones left out, in order of id."""
    newest: dict[str, Event] = {}
    for event in events:
        if event.id not in newest or event.revision >= newest[event.id].revision:
            newest[event.id] = event
    return [e for _, e in sorted(newest.items()) if e.change not in GONE]


def chosen(events: Sequence[Event], choice: Choice) -> Iterator[Event]:
    """The wanted ones, in their order."""
    return (e for e in events if choice.takes(e))
