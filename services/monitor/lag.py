"""Lag of each group and partition, worked out from what the broker says. Pure: looks come in, numbers come out.

messages = end − committed. seconds = now − the moment the end first passed the committed offset. Unknown is None:
a group that never committed on a partition has no lag there, not 0 and not −1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.deadletter import Stage
from services.monitor.ring import Ring
from services.stream.topics import INPUT


@dataclass(frozen=True)
class Look:
    """What the broker said at `at` (seconds since the epoch).

    ends: by topic without prefix and partition. committed: by stage and partition of what it reads; a partition
    without a commit is absent.
    """

    at: float
    ends: Mapping[tuple[str, int], int]
    committed: Mapping[tuple[Stage, int], int]


@dataclass(frozen=True)
class Lag:
    """How far a group is behind on one partition; seconds is None while unknown."""

    stage: Stage
    topic: str
    partition: int
    end: int
    committed: int | None
    seconds: float | None

    @property
    def messages(self) -> int | None:
        """Records not committed; None without a commit. (A commit can be beyond an end that was read before it.)"""
        return None if self.committed is None else max(0, self.end - self.committed)


@dataclass
class LagWatch:
    """Remembers the ends of each partition between looks."""

    _rings: dict[tuple[str, int], Ring] = field(default_factory=dict)

    def observe(self, look: Look) -> None:
        """Take a look in."""
        for key, end in look.ends.items():
            self._rings.setdefault(key, Ring()).observe(end, look.at)
        for (stage, partition), committed in look.committed.items():
            ring = self._rings.get((INPUT[stage], partition))
            if ring is not None:
                ring.forget(committed)

    def unknown(self, look: Look) -> dict[tuple[str, int], int]:
        """Partitions that lag since before the first look, with the offset whose moment would tell since when."""
        return {
            (lag.topic, lag.partition): lag.committed
            for lag in self.lags(look)
            if lag.committed is not None and lag.messages and lag.seconds is None
        }

    def seed(self, moments: Mapping[tuple[str, int], tuple[int, float]]) -> None:
        """Answers to `unknown`: (offset, timestamp of the record there), by topic and partition."""
        for key, (offset, moment) in moments.items():
            if key in self._rings:
                self._rings[key].seed(offset, moment)

    def lags(self, look: Look) -> list[Lag]:
        """One row for each stage and partition of its topic, in the order of the stream."""
        return [
            self._lag(look, stage, topic, partition)
            for stage, topic in INPUT.items()
            for partition in sorted(p for t, p in look.ends if t == topic)
        ]

    def _lag(self, look: Look, stage: Stage, topic: str, partition: int) -> Lag:
        end, committed = look.ends[topic, partition], look.committed.get((stage, partition))
        seconds: float | None = None
        if committed is not None and committed >= end:
            seconds = 0.0
        elif committed is not None and (topic, partition) in self._rings:
            passed = self._rings[topic, partition].passed(committed)
            seconds = None if passed is None else max(0.0, look.at - passed)
        return Lag(stage, topic, partition, end, committed, seconds)


def total(lags: Iterable[Lag], stage: Stage) -> int | None:
    """Messages a stage lags behind in all; None if it has committed nowhere."""
    known = [lag.messages for lag in lags if lag.stage is stage and lag.messages is not None]
    return sum(known) if known else None
