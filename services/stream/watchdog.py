"""The watchdog: a worker that hangs ends itself, with its stacks in the log, so that its supervisor can start it again.

Quiet hangs of consumers are reported and open upstream, and a record can hang in a parser or a model. A thread of
its own looks once a second, so that a blocked event loop is seen, too. It ends the process when

- one record is worked on for more than twice the time it may take (the thread that works on it can't be ended),
- the event loop has not moved for `stall_timeout`,
- records are waiting (lag > 0, asked of the broker) and none was finished for `stall_timeout`,
- no partitions were ever assigned within `stall_timeout` (a group that one can't join).
"""

import asyncio
import faulthandler
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from prometheus_client import Histogram

from services.stream.record import Incoming
from services.telemetry.health import Health
from services.telemetry.logging import get

EXIT_STALLED = 70  # EX_SOFTWARE
BEAT = 0.25  # seconds between two beats of the event loop
LOOK = 1.0  # seconds between two looks of the watching thread

log = get("dateline.watchdog")


class Progress:
    """What the agent is doing, written by it, read by the watchdog. Each field is written by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.current: tuple[Incoming, float] | None = None
        self.last = self.beat = clock()
        self.lag: int | None = None
        self.was_assigned = False
        self.longest_still = 0.0

    def begin(self, record: Incoming) -> float:
        """Work on `record` begins now; returns now."""
        now = self.clock()
        self.current = (record, now)
        return now

    def advanced(self) -> None:
        """Records were finished, or state was read back."""
        self.last, self.lag = self.clock(), None

    def assigned(self) -> None:
        """Partitions were assigned: whatever stood still before does not matter to them."""
        self.was_assigned = True
        self.longest_still = 0.0
        self.advanced()

    def beats(self) -> None:
        """The event loop moves."""
        now = self.clock()
        self.longest_still = max(self.longest_still, now - self.beat)
        self.beat = now

    def still(self) -> float:
        """The longest time since the assignment for which the event loop, and so the process, did not move."""
        return max(self.longest_still, self.clock() - self.beat)

    def idle(self) -> None:
        """No record is in work."""
        self.current = None


@dataclass(frozen=True)
class Limits:
    """Seconds: of one record, and without progress."""

    record: float
    stall: float


def verdict(progress: Progress, limits: Limits, now: float) -> str | None:
    """Why the process must end, or None."""
    current = progress.current
    if current and now - current[1] > 2 * limits.record:
        record, since = current
        return f"{record.position} is worked on for {now - since:.0f} s, twice what an article may take"
    if now - progress.beat > limits.stall:
        return f"the event loop has not moved for {now - progress.beat:.0f} s"
    still = now - progress.last
    if still > limits.stall and not current:
        if not progress.was_assigned:
            return f"no partitions were assigned within {still:.0f} s"
        if progress.lag:
            return f"{progress.lag} records are waiting and none was finished for {still:.0f} s"
    return None


class Watchdog:
    """`start` in the event loop; `ended` is what ends the process (os._exit, since a hung thread can't be joined)."""

    def __init__(
        self,
        progress: Progress,
        limits: Limits,
        health: Health,
        lag: Callable[[], Awaitable[int | None]],
        loop_lag: Histogram,
        ended: Callable[[int], object] = os._exit,
    ) -> None:
        self._progress, self._limits, self._health = progress, limits, health
        self._lag, self._loop_lag, self._ended = lag, loop_lag, ended
        self._stop = threading.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._ask())]
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        for task in self._tasks:
            task.cancel()

    async def _beat(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(BEAT)
            self._loop_lag.observe(max(0.0, time.monotonic() - before - BEAT))
            self._progress.beats()

    async def _ask(self) -> None:
        """Ask the broker for the lag, but only when nothing has moved for a while. Unknown is not a stall."""
        pause = self._limits.stall / 4
        while True:
            await asyncio.sleep(pause)
            if self._progress.clock() - self._progress.last < pause:
                continue
            try:
                self._progress.lag = await self._lag()
            except Exception as error:  # noqa: BLE001 - the watchdog must not be the one that dies
                self._progress.lag = None
                log.warning("lag unknown", error=str(error))

    def _watch(self) -> None:
        while not self._stop.wait(LOOK):
            if (why := verdict(self._progress, self._limits, self._progress.clock())) is not None:
                self._health.set_dead(why)
                log.error("stalled", why=why, tasks=self._stacks())
                faulthandler.dump_traceback(file=sys.__stderr__ or sys.stderr, all_threads=True)
                self._ended(EXIT_STALLED)
                return

    def _stacks(self) -> list[str]:
        """Where each task of the event loop stands; best effort, the loop may be running meanwhile."""
        if self._loop is None:
            return []
        try:
            tasks = asyncio.all_tasks(self._loop)
        except RuntimeError:
            return []
        return sorted(f"{task.get_name()}: {_where(task)}" for task in tasks)


def _where(task: "asyncio.Task[Any]") -> str:
    """The chain of coroutines a task waits in, from outside in. (Task.get_stack knows only the outermost.)"""
    steps: list[str] = []
    coroutine: Any = task.get_coro()
    while (frame := getattr(coroutine, "cr_frame", None) or getattr(coroutine, "ag_frame", None)) and len(steps) < 20:
        steps.append(f"{frame.f_code.co_qualname}:{frame.f_lineno}")
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "ag_await", None)
    return " > ".join(steps)
