"""JSON Lines: one Event a line, as on `events.v1`, with `related` filled."""

from collections.abc import Iterable
from typing import BinaryIO

from schemas.event import Event


def write(events: Iterable[Event], out: BinaryIO) -> int:
    """Write the lines; returns how many events."""
    count = 0
    for event in events:
        out.write(event.to_json() + b"\n")
        count += 1
    return count
