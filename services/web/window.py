"""The newest events in a bounded memory, in the order in which they came.

Each arrival gets a number; a reader that knows the last number it saw asks for what came since, and gets the newest of
it with a count of what was left out. So a slow or many-eyed page never makes a queue grow.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from schemas.cluster import Change
from schemas.event import Event
from services.web.row import row

EVENTS = 5_000
BYTES = 96 * 1024 * 1024  # of records as they came; an event told a thousand times has half a megabyte


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it came (`raw`) and as the page's row (JSON). row is `{"id", "gone"}` for one merged or retracted."""

    number: int
    raw: bytes
    row: bytes


@dataclass(frozen=True, slots=True)
class Since:
    """rows: newest last. left_out: how many that also came are not among them."""

    number: int
    rows: list[bytes]
    left_out: int


class Window:
    """At most `events` events and `limit` bytes of records; the oldest arrivals go."""

    def __init__(self, events: int = EVENTS, limit: int = BYTES) -> None:
        self._events, self._limit = events, limit
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._bytes = 0
        self.number = 0  # of the newest arrival
        self.total = 0  # arrivals that were events

    def put(self, event: Event, raw: bytes, at: int) -> None:
        """Take in a record of `events.v1`, written at `at` (milliseconds since 1970)."""
        self.number += 1
        self.total += 1
        gone = event.change in (Change.MERGED, Change.RETRACTED)
        shown: dict[str, object] = {"id": event.id, "gone": event.merged_into or True} if gone else row(event, at)
        before = self._entries.pop(event.id, None)
        self._bytes += len(raw) - (len(before.raw) if before else 0)
        self._entries[event.id] = Entry(self.number, raw, orjson.dumps(shown))
        while len(self._entries) > self._events or (self._bytes > self._limit and len(self._entries) > 1):
            _, oldest = self._entries.popitem(last=False)
            self._bytes -= len(oldest.raw)

    def event(self, id: str) -> Event | None:
        """The newest revision of an event that is still here."""
        entry = self._entries.get(id)
        return Event.model_validate_json(entry.raw) if entry else None

    def rows(self) -> list[bytes]:
        """Every row, oldest first."""
        return [entry.row for entry in self._entries.values()]

    def since(self, number: int, most: int) -> Since:
        """What came after `number`: the newest `most` rows of it. An event that came twice counts once."""
        found: list[bytes] = []
        left_out = 0
        for entry in self._newest_first(number):
            if len(found) < most:
                found.append(entry.row)
            else:
                left_out += 1
        return Since(self.number, found[::-1], left_out)

    def _newest_first(self, number: int) -> Iterator[Entry]:
        for entry in reversed(self._entries.values()):
            if entry.number <= number:
                return
            yield entry
