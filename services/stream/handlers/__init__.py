"""What a stage looks like to the agent loop, and the four stages in that shape.

A handler turns one record into others; the loop does everything else (batches, time limits, dead letters,
acknowledgements). Handlers know Kafka's records but neither Faust nor a client.
"""

from collections.abc import Sequence
from typing import Protocol

from schemas.deadletter import Stage
from services.stream.record import Incoming, Processed, Result
from services.telemetry.labels import Topic


class Handler(Protocol):
    """One stage. The loop calls `process` in the worker's one work thread, everything else in its event loop."""

    stage: Stage
    source: Topic
    batch: int
    """Most records to take at once: the most that is done again after a crash."""
    exclusive: bool
    """Whether only the owner of a partition may publish for it: a process that stood still so long that its
    partitions may be another's then ends itself instead of writing over what its successor wrote."""
    deadly: bool
    """Whether a record may kill the process (parsers, models), so that crash marks are kept."""

    def process(self, record: Incoming) -> Processed:
        """The record's effect. Raises services.errors.Rejected for a record that can't be processed; whatever else it
        raises counts as a failure of that record too. Not called for a record of a partition that is not assigned."""

    def discard(self, record: Incoming) -> None:
        """The effect that `process` returned (or the record on which it failed) will not be published: forget it."""

    @property
    def waiting(self) -> bool:
        """Whether `prepare` has to run before the next record. Read from the work thread."""

    async def prepare(self) -> None:
        """Get ready for the next record, for instance read state back. All effects so far are acknowledged."""

    async def assigned(self, partitions: set[int]) -> None:
        """These are the partitions from now on, all of them. Must return at once: no heartbeat is sent meanwhile."""

    async def revoked(self, partitions: set[int]) -> None:
        """These are gone; nothing of them is in work."""

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        """Everything these records led to is acknowledged by the broker: count. `now`: seconds since 1970."""


class Stateless:
    """The hooks of a handler that keeps nothing between records."""

    waiting = False
    exclusive = False

    def discard(self, record: Incoming) -> None:
        """Nothing was kept."""

    async def prepare(self) -> None:
        """Nothing to do."""

    async def assigned(self, partitions: set[int]) -> None:
        """Any partition will do."""

    async def revoked(self, partitions: set[int]) -> None:
        """Nothing was kept."""
