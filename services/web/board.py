"""All that the page knows, in one place: the reader and the looker write on it, the server reads from it."""

import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from schemas.deadletter import Stage
from services.web.letters import Letters
from services.web.pulse import Pulse
from services.web.window import Window
from services.web.workers import Workers

STALE = 8.0  # seconds without an answer from Kafka after which the page says that it is behind; looks are 2 s apart


class Lag(Protocol):
    """How far a group is behind on one partition, as the monitor's lag.Lag says it; None is unknown."""

    @property
    def stage(self) -> Stage: ...
    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def seconds(self) -> float | None: ...
    @property
    def messages(self) -> int | None: ...


@dataclass
class Board:
    """`clock` gives seconds since 1970. boot: another one after each start, so that pages notice."""

    clock: Callable[[], float] = time.time
    boot: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    window: Window = field(default_factory=Window)
    letters: Letters = field(default_factory=Letters)
    pulse: Pulse = field(default_factory=Pulse)
    lags: Sequence[Lag] = ()
    workers: Workers = field(default_factory=Workers)
    dead: int | None = None  # dead letters that are open now
    behind: int | None = None  # records on the topics that the page itself has not read yet
    looked: float | None = None  # when Kafka last answered
    trouble: str = "starting"  # why it does not
    filled: bool = False  # whether what was on the topics at the start has been read
    unreadable: int = 0  # records on events.v1 that are no events

    def answered(self, lags: Iterable[Lag], ends: dict[str, int]) -> None:
        """Kafka answered a look, now. ends: by topic, summed over partitions."""
        now = self.clock()
        self.looked, self.trouble, self.lags = now, "", tuple(lags)
        self.pulse.ends(now, ends)
        worst = self.lag_seconds()
        self.pulse.note(
            articles=self.pulse.rate("articles.v1"),
            events=self.pulse.rate("events.v1"),
            p99=self.pulse.quantile(0.99, now),
            lag=worst,
            dead=None if self.dead is None else float(self.dead),
        )

    def lag_seconds(self, stage: Stage | None = None) -> float | None:
        """The worst of a stage, or of all; None if nothing is known."""
        known = [lag.seconds for lag in self.lags if lag.seconds is not None and stage in (None, lag.stage)]
        return max(known) if known else None

    def stale(self) -> bool:
        return self.looked is None or self.clock() - self.looked > STALE

    def status(self) -> dict[str, Any]:
        """Everything but the events: what the header, the strip, the partition map and the banner show."""
        now = self.clock()
        return {
            "boot": self.boot,
            "now": round(now * 1000),
            "looked": None if self.looked is None else round(self.looked * 1000),
            "stale": self.stale(),
            "filled": self.filled,
            "trouble": self.trouble,
            "behind": self.behind,
            "unreadable": self.unreadable,
            "pulse": self.pulse.summary(now),
            "history": self.pulse.history(),
            "dead": self.dead,
            "letters": self.letters.number,
            "lag": _rounded(self.lag_seconds()),
            "stages": [self._stage(stage) for stage in Stage],
        }

    def _stage(self, stage: Stage) -> dict[str, Any]:
        lags = [lag for lag in self.lags if lag.stage is stage]
        waiting = [lag.messages for lag in lags if lag.messages is not None]
        done, seconds = self.workers.done[stage], self.workers.seconds.get(stage)
        return {
            "name": stage.value,
            "topic": lags[0].topic if lags else None,
            "rate": _rounded(self.pulse.rate(lags[0].topic)) if lags else None,
            "workers": self.workers.count[stage] if self.workers.count else None,
            "in_hand": self.workers.in_progress[stage] if self.workers.count[stage] else None,
            "mean": round(seconds / done, 4) if done and seconds is not None else None,
            "waiting": sum(waiting) if waiting else None,
            "seconds": _rounded(self.lag_seconds(stage)),
            "partitions": [[lag.partition, lag.end, lag.messages, _rounded(lag.seconds)] for lag in lags],
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
