"""When did the end of a log first pass an offset? The memory behind lag in seconds.

Kafka answers with offsets only; the age of what is not committed follows from having watched the end grow. One ring
per partition, with the moments handed in.
"""

from bisect import bisect_right


class Ring:
    """Pairs (end offset, when it was first seen), both growing.

    Offsets that the group has passed are forgotten, so a ring is short while its group keeps up. While it does not,
    every second look is dropped once `size` are held: old moments get coarser, the oldest one stays exact.
    """

    def __init__(self, size: int = 512) -> None:
        self._size = max(size, 4)
        self._ends: list[int] = []
        self._moments: list[float] = []

    def __len__(self) -> int:
        return len(self._ends)

    def observe(self, end: int, moment: float) -> None:
        """Note the log's end as it is at `moment`. An end that went back is another log: what was known is dropped."""
        if self._ends and end < self._ends[-1]:
            self._ends.clear()
            self._moments.clear()
        if self._ends and end == self._ends[-1]:
            return
        self._ends.append(end)
        self._moments.append(max(moment, self._moments[-1]) if self._moments else moment)  # clocks may be set back
        if len(self._ends) > self._size:
            self._thin()

    def seed(self, offset: int, moment: float) -> None:
        """Tell it from elsewhere that the end passed `offset` at `moment`, before the first look."""
        if self._ends and offset + 1 <= self._ends[0]:
            moment = min(moment, self._moments[0])
            if offset + 1 == self._ends[0]:
                self._moments[0] = moment
            else:
                self._ends.insert(0, offset + 1)
                self._moments.insert(0, moment)
            self._ends.insert(0, offset)
            self._moments.insert(0, moment)

    def passed(self, offset: int) -> float | None:
        """The moment the end was first seen beyond `offset`; None if it was not yet, or was before the first look."""
        index = bisect_right(self._ends, offset)
        return None if index in (0, len(self._ends)) else self._moments[index]

    def forget(self, committed: int) -> None:
        """Drop what no question about `committed` or a later offset needs."""
        index = bisect_right(self._ends, committed) - 1
        if index > 0:
            del self._ends[:index]
            del self._moments[:index]

    def _thin(self) -> None:
        """Drop every second pair, but neither the first two nor the last.

        A dropped moment makes `passed` answer with the next one kept: later than true, never earlier.
        """
        last = len(self._ends) - 1
        kept = [i for i in range(last + 1) if i < 2 or i == last or i % 2]
        self._ends = [self._ends[i] for i in kept]
        self._moments = [self._moments[i] for i in kept]
