"""Faust's consumer with one law of its own: committed is what our agent finished, in order, and nothing else.

Faust acknowledges more than was processed in places: records it skips while a rebalance or a stop is under way, the
offset beside a gap, the record an exception came from; and after a commit that failed it does not commit again until
the next record. Our agent finishes each partition's records strictly in order, so the offset to commit is simply the
last finished one plus one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any

from faust.transport.drivers.aiokafka import Consumer
from faust.types import TP
from mode.utils.futures import notify

Hook = Callable[[set[TP]], Awaitable[None]]


async def _nothing(partitions: set[TP]) -> None:
    """A hook that nobody set."""


class OrderedConsumer(Consumer):  # type: ignore[misc]
    """Use `finish` and `abandon`; `ack`, which Faust calls on its own, commits nothing."""

    abstract = False
    assigned_hook: Hook = staticmethod(_nothing)
    """Awaited before the first record of an assignment can come; must be quick: no heartbeat is sent meanwhile."""
    revoked_hook: Hook = staticmethod(_nothing)
    """Awaited when nothing of the revoked partitions is in work any more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._finished: dict[TP, int] = {}
        self.revoking = asyncio.Event()
        """Set from the start of a rebalance to the next assignment: begin no further record, abandon those left."""

    def finish(self, message: Any) -> bool:
        """Everything this message led to is acknowledged: it may be committed.

        False for one of an older generation: its partition may be another worker's by now.
        """
        self.abandon(message)
        if not self.is_current(message):
            return False
        message.acked = True
        self._finished[message.tp] = max(message.offset + 1, self._finished.get(message.tp, 0))
        return True

    def is_current(self, message: Any) -> bool:
        """Whether the message came with the assignment that holds now."""
        return bool(message.generation_id == self.app.consumer_generation_id)

    def abandon(self, message: Any) -> None:
        """Nothing waits for this message any more; it will be read again by whoever has its partition next."""
        self.unacked.discard(message)
        notify(self._waiting_for_ack)

    def ack(self, message: Any) -> bool:
        """Faust thinks this message is done. It may not be: see above."""
        self.abandon(message)
        return False

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """A new generation begins."""
        self._finished.clear()
        self.revoking.clear()
        await self.assigned_hook(assigned)
        await super().on_partitions_assigned(assigned, generation_id)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """The generation ends: Faust waits for what is in work, and commits it."""
        self.revoking.set()
        await super().on_partitions_revoked(revoked)
        self._finished.clear()
        await self.revoked_hook(revoked)

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return (tp for tp in list(self._finished) if topics is None or tp in topics or tp.topic in topics)

    def _filter_committable_offsets(self, tps: Iterable[TP]) -> dict[TP, int]:
        return {tp: self._finished[tp] for tp in tps if self._finished[tp] != self._committed_offset.get(tp)}

    async def _commit_offsets(self, offsets: Mapping[TP, int], start_new_transaction: bool = True) -> bool:
        mine = self.assignment()
        wanted = {tp: offset for tp, offset in offsets.items() if tp in mine}
        if not wanted or not await self._commit(wanted):
            return False
        self._committed_offset.update(wanted)
        return True

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Offsets that compaction took away need no finishing."""
