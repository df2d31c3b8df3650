"""Whether a field of an event is what was marked: the one reading of right that the scorers of events share."""

from collections.abc import Iterable, Sequence
from typing import Any

from schemas.event import Event


def dated(event: Event, first: str, last: str) -> bool:
    """Whether the event lies within the days `first` … `last` (ISO)."""
    w = event.when
    return bool(w and w.start and w.end and first <= w.start.isoformat() and w.end.isoformat() <= last)


def placed(event: Event, names: Iterable[str]) -> bool:
    """Whether its place has one of the names, in the text or in the gazetteer, whatever the case."""
    wanted = {name.lower() for name in names}
    return bool(event.where and wanted & {event.where.name.lower(), event.where.text.lower()})


def claimed(event: Event, wanted: Iterable[Sequence[Any]]) -> bool:
    """Whether all claims (kind, least, most) are among its casualties."""
    return {tuple(c) for c in wanted} <= {(c.kind.value, c.min, c.max) for c in event.casualties}
