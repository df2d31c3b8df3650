"""When the watchdog ends a process, and when not."""

import asyncio

import pytest
from prometheus_client import Histogram

from services.stream.record import Incoming
from services.stream.watchdog import EXIT_STALLED, Limits, Progress, Watchdog, verdict
from services.telemetry.health import Health
from services.telemetry.labels import Topic
from tests.stream.processes import until

LIMITS = Limits(record=10, stall=60)
RECORD = Incoming(Topic.CLEAN, 3, 42, 0, None, None)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> Progress:
    made = Progress(clock)
    made.assigned()
    return made


def at(progress: Progress, clock: Clock, now: float) -> str | None:
    clock.now = now
    progress.beats()
    return verdict(progress, LIMITS, now)


def test_an_idle_worker_lives(progress: Progress, clock: Clock) -> None:
    progress.lag = 0
    assert at(progress, clock, 100_000) is None


def test_an_unknown_lag_is_no_stall(progress: Progress, clock: Clock) -> None:
    progress.lag = None
    assert at(progress, clock, 100_000) is None


def test_lag_without_progress_is_one(progress: Progress, clock: Clock) -> None:
    progress.lag = 7
    assert at(progress, clock, 59) is None
    assert "7 records are waiting" in str(at(progress, clock, 61))
    progress.advanced()
    assert at(progress, clock, 62) is None


def test_a_long_record_is_no_stall_until_twice_its_time(progress: Progress, clock: Clock) -> None:
    progress.begin(RECORD)
    assert at(progress, clock, 19) is None
    assert "articles.clean.v1[3]@42 is worked on for 21 s" in str(at(progress, clock, 21))
    progress.idle()
    assert at(progress, clock, 22) is None


def test_a_blocked_event_loop_is_seen(progress: Progress, clock: Clock) -> None:
    clock.now = 61
    assert "event loop" in str(verdict(progress, LIMITS, 61))


def test_a_worker_that_gets_no_assignment_does_not_wait_for_ever(clock: Clock) -> None:
    progress = Progress(clock)
    assert at(progress, clock, 59) is None
    assert "no partitions" in str(at(progress, clock, 61))


def test_standing_still_is_remembered_until_the_next_assignment(progress: Progress, clock: Clock) -> None:
    clock.now = 8
    assert progress.still() == 8
    progress.beats()
    clock.now = 8.25
    progress.beats()
    assert progress.still() == 8
    progress.assigned()
    assert progress.still() == 0


async def test_it_ends_the_process_and_says_so() -> None:
    progress, health, codes = Progress(), Health(), list[int]()
    loop_lag = Histogram("x", "x", registry=None)

    async def lag() -> int:
        return 5

    watchdog = Watchdog(progress, Limits(record=10, stall=0.4), health, lag, loop_lag, codes.append)
    progress.assigned()
    watchdog.start()
    await until(lambda: bool(codes), 10)
    watchdog.stop()
    assert codes == [EXIT_STALLED]
    assert not health.live.ok
    assert "5 records are waiting" in health.live.reason
    await asyncio.sleep(0)


async def test_a_lag_that_cannot_be_asked_is_unknown() -> None:
    progress = Progress()
    progress.lag = 3

    async def lag() -> int:
        raise OSError("no broker")

    watchdog = Watchdog(progress, Limits(10, 0.2), Health(), lag, Histogram("y", "y", registry=None), lambda code: None)
    watchdog.start()
    await until(lambda: progress.lag is None, 10)
    watchdog.stop()
