"""How fast the stream beats: rates from the ends of topics, latency from the records themselves.

Both are seen from outside: ends are the broker's, and an event's headers say when its article came in. So the numbers
hold for any number of workers on any machines. Pure: moments are handed in.
"""

import math
from collections import deque
from collections.abc import Mapping
from typing import Any

RATE_OVER = 10.0  # seconds that a rate is averaged over
LATENCY_OVER = 300.0  # seconds of which the latencies count
LATENCIES = 20_000  # kept at most
HISTORY = 150  # looks whose numbers the small curves show: five minutes at one every two seconds
SLO = 30.0  # seconds; the alert LatencyHigh fires above it


class Pulse:
    """Rates, latency and their recent past."""

    def __init__(self) -> None:
        self._ends: deque[tuple[float, Mapping[str, int]]] = deque()
        self._latencies: deque[tuple[float, float]] = deque(maxlen=LATENCIES)
        self._history: deque[dict[str, float | None]] = deque(maxlen=HISTORY)

    def ends(self, at: float, ends: Mapping[str, int]) -> None:
        """End offsets of each topic, summed over its partitions, at `at` (seconds since 1970)."""
        if self._ends and any(end < self._ends[-1][1].get(topic, 0) for topic, end in ends.items()):
            self._ends.clear()  # topics made anew
        self._ends.append((at, ends))
        while len(self._ends) > 2 and self._ends[1][0] <= at - RATE_OVER:
            self._ends.popleft()

    def latency(self, at: float, seconds: float) -> None:
        """An event's record was written at `at`, `seconds` after its article's."""
        self._latencies.append((at, max(0.0, seconds)))

    def rate(self, topic: str) -> float | None:
        """Records a second on a topic; None until two looks have been taken."""
        if len(self._ends) < 2:
            return None
        (begun, before), (ended, after) = self._ends[0], self._ends[-1]
        if topic not in before or topic not in after or ended <= begun:
            return None
        return (after[topic] - before[topic]) / (ended - begun)

    def quantile(self, share: float, now: float) -> float | None:
        """The latency that `share` of the last five minutes' events stayed within; None without any."""
        while self._latencies and self._latencies[0][0] < now - LATENCY_OVER:
            self._latencies.popleft()
        ordered = sorted(seconds for at, seconds in self._latencies if at >= now - LATENCY_OVER)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None

    def note(self, **numbers: float | None) -> None:
        """Numbers of one look, for the curves."""
        self._history.append(numbers)

    def history(self) -> dict[str, list[float | None]]:
        """Each number's past, oldest first."""
        names = list(self._history[-1]) if self._history else []
        return {name: [_short(past.get(name)) for past in self._history] for name in names}

    def summary(self, now: float) -> dict[str, Any]:
        return {
            "p50": _short(self.quantile(0.5, now)),
            "p99": _short(self.quantile(0.99, now)),
            "slo": SLO,
            "measured": len(self._latencies),
            "articles": _short(self.rate("articles.v1")),
            "events": _short(self.rate("events.v1")),
            "rates": {topic: _short(self.rate(topic)) for topic in (self._ends[-1][1] if self._ends else {})},
        }


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
