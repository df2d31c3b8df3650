"""The agent loop's law: nothing is finished before everything it led to is acknowledged."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from schemas.deadletter import Reason, Stage
from services.errors import Rejected
from services.settings import Settings
from services.stream.agent import SLICE, AgentLoop, Policy, StoodStill
from services.stream.breaker import Breaker, BreakerOpen, BreakerPolicy
from services.stream.crashmarks import CrashMarks
from services.stream.handlers import Stateless
from services.stream.record import Failed, Incoming, Outgoing, Processed, Result
from services.stream.watchdog import Progress
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics


@dataclass
class Message:
    offset: int
    value: bytes | None = b""
    key: bytes | None = b"key"
    partition: int = 0
    timestamp: float = 1_600_000_000.5
    headers: Any = (("h", b"1"), ("h", b"2"))
    current: bool = True


@dataclass
class Event:
    message: Message


@dataclass
class Log:
    """Publisher and consumer in one: what happened, in order. `refuse`: values the broker does not acknowledge."""

    happened: list[tuple[str, object]] = field(default_factory=list)
    refuse: set[bytes] = field(default_factory=set)
    sent: list[Outgoing] = field(default_factory=list)
    revoking: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, record: Outgoing) -> "asyncio.Future[Any]":
        self.sent.append(record)
        self.happened.append(("sent", record.value))
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def answer() -> None:
            if record.value in self.refuse:
                future.set_exception(OSError("not acknowledged"))
            else:
                self.happened.append(("acknowledged", record.value))
                future.set_result(None)

        asyncio.get_running_loop().call_later(0.01, answer)
        return future

    def finish(self, message: Message) -> bool:
        self.happened.append(("finished", message.offset))
        return True

    def abandon(self, message: Message) -> None:
        self.happened.append(("abandoned", message.offset))

    def is_current(self, message: Message) -> bool:
        return message.current

    def of(self, kind: str) -> list[object]:
        return [what for k, what in self.happened if k == kind]


class Echo(Stateless):
    """Publishes each value; fails as the value says."""

    stage = Stage.EXTRACT
    source = Topic.CLEAN
    batch = 100
    deadly = False

    def __init__(self, hook: Callable[[Incoming], None] = lambda r: None) -> None:
        self.hook, self.counted, self.discarded = hook, list[Result](), list[int]()

    def process(self, record: Incoming) -> Processed:
        self.hook(record)
        value = record.value or b""
        if value.startswith(b"reject"):
            raise Rejected(Reason.SCHEMA_INVALID, "told to")
        if value.startswith(b"other language"):
            raise Rejected(Reason.UNSUPPORTED_LANGUAGE, "told to")
        if value.startswith(b"raise"):
            raise ZeroDivisionError("told to")
        return Processed((Outgoing(Topic.MENTIONS, record.key, value),))

    def discard(self, record: Incoming) -> None:
        self.discarded.append(record.offset)

    def acknowledged(self, results: Sequence[Result], now: float) -> None:
        self.counted += results


def loop_of(handler: Echo, log: Log, marks: CrashMarks | None = None, **changed: Any) -> AgentLoop:
    policy = Policy(seconds=10, within=0.01, batch=10, still=float("inf"), group="dateline.extract")
    breaker = Breaker(changed.pop("breaker", BreakerPolicy()))
    policy = Policy(**{**policy.__dict__, **changed})
    return AgentLoop(handler, log, breaker, marks, Progress(), Metrics(), policy, Settings())


def events(*values: bytes, start: int = 0) -> list[Event]:
    return [Event(Message(start + i, value)) for i, value in enumerate(values)]


async def test_records_are_finished_after_all_acknowledgements_and_in_order() -> None:
    log, handler = Log(), Echo()
    await loop_of(handler, log).take(events(b"a", b"b", b"c"), log)
    kinds = [kind for kind, _ in log.happened]
    assert kinds == ["sent"] * 3 + ["acknowledged"] * 3 + ["finished"] * 3
    assert log.of("finished") == [0, 1, 2]
    assert [r.record.offset for r in handler.counted] == [0, 1, 2]


async def test_one_refused_record_finishes_nothing() -> None:
    log, handler = Log(refuse={b"b"}), Echo()
    with pytest.raises(OSError, match="not acknowledged"):
        await loop_of(handler, log).take(events(b"a", b"b", b"c"), log)
    assert log.of("finished") == []
    assert handler.counted == []


async def test_a_refused_dead_letter_finishes_nothing() -> None:
    log, handler = Log(refuse={b"reject"}), Echo()
    with pytest.raises(OSError, match="not acknowledged"):
        await loop_of(handler, log).take(events(b"a", b"reject"), log)
    assert log.of("finished") == []


async def test_failures_become_dead_letters_and_neighbours_pass() -> None:
    log, handler = Log(), Echo()
    agent = loop_of(handler, log)
    await agent.take(events(b"a", b"reject", b"raise", b"b"), log)
    assert log.of("finished") == [0, 1, 2, 3]
    assert [(r.topic, r.value) for r in log.sent] == [
        (Topic.MENTIONS, b"a"),
        (Topic.DEAD_LETTERS, b"reject"),
        (Topic.DEAD_LETTERS, b"raise"),
        (Topic.MENTIONS, b"b"),
    ]
    reasons = [r.effect.reason for r in handler.counted if isinstance(r.effect, Failed)]
    assert reasons == [Reason.SCHEMA_INVALID, Reason.FAILED]
    assert handler.discarded == [1, 2]


async def test_an_output_no_broker_would_take_is_a_dead_letter() -> None:
    log, handler = Log(), Echo()
    await loop_of(handler, log).take(events(b"x" * (17 << 20)), log)
    (letter,) = log.sent
    assert letter.topic is Topic.DEAD_LETTERS
    assert letter.headers[:2] == (("h", b"1"), ("h", b"2"))
    assert (("dateline.dlq.reason", b"too_large")) in letter.headers


async def test_too_long_work_is_a_timeout_and_its_effect_is_dropped() -> None:
    log, handler = Log(), Echo()
    await loop_of(handler, log, seconds=-1).take(events(b"a"), log)
    assert [r.topic for r in log.sent] == [Topic.DEAD_LETTERS]
    assert handler.discarded == [0]


async def test_the_breaker_leaves_no_trace_of_the_slice_that_trips_it() -> None:
    log = Log()
    agent = loop_of(Echo(), log, breaker=BreakerPolicy(run=3, window=100))
    with pytest.raises(BreakerOpen):
        await agent.take(events(b"a", b"reject1", b"raise", b"reject2", b"b"), log)
    assert b"reject2" not in log.of("sent")
    assert b"b" not in log.of("sent")
    assert len(log.of("sent")) == len(log.of("finished"))  # slices before it are complete


async def test_refusals_that_say_nothing_about_us_do_not_trip_the_breaker() -> None:
    log = Log()
    agent = loop_of(Echo(), log, breaker=BreakerPolicy(run=3, window=10))
    await agent.take(events(*[b"other language"] * 10), log)
    assert log.of("finished") == list(range(10))


async def test_records_of_an_older_assignment_are_neither_worked_on_nor_finished() -> None:
    log = Log()
    batch = events(b"a", b"b")
    batch[0].message.current = False
    await loop_of(Echo(), log).take(batch, log)
    assert log.of("abandoned") == [0]
    assert log.of("finished") == [1]


async def test_stopping_finishes_what_is_done_and_abandons_the_rest() -> None:
    log = Log()

    def work(record: Incoming) -> None:
        time.sleep(SLICE * 1.2)  # so that each record is a slice of its own
        if record.offset == 2:
            agent.stopping.set()

    agent = loop_of(Echo(work), log)
    await agent.take(events(b"a", b"b", b"c", b"d", b"e"), log)
    assert log.of("finished") == [0, 1, 2]
    assert log.of("abandoned") == [3, 4]


async def test_a_rebalance_finishes_what_is_done_and_abandons_the_rest() -> None:
    log = Log()

    def work(record: Incoming) -> None:
        time.sleep(SLICE * 1.2)
        if record.offset == 1:
            log.revoking.set()

    agent = loop_of(Echo(work), log)
    await agent.take(events(b"a", b"b", b"c"), log)
    await agent.take(events(b"d", start=3), log)
    assert log.of("finished") == [0, 1]
    assert log.of("abandoned") == [2, 3]


async def test_a_handler_that_is_not_ready_holds_no_rebalance_up() -> None:
    log = Log()

    class Unready(Echo):
        waiting = True

        async def prepare(self) -> None:
            log.revoking.set()
            await asyncio.Event().wait()

    await loop_of(Unready(), log).take(events(b"a"), log)
    assert log.of("finished") == []
    assert log.of("abandoned") == [0]


async def test_a_process_that_stood_still_publishes_nothing_of_an_exclusive_stage() -> None:
    log = Log()
    with pytest.raises(StoodStill):
        await loop_of(Echo(), log, still=-1.0).take(events(b"a"), log)
    assert log.sent == []


async def test_a_suspect_is_tried_alone_and_set_aside_after_two_deaths(tmp_path: Path) -> None:
    before = CrashMarks(tmp_path, Stage.EXTRACT)
    for _ in range(2):  # two processes die on record 3 of a batch of 0 … 5
        before.assigned({0})
        before.begin([incoming(n) for n in ([3] if before.is_suspect(incoming(3)) else range(6))])
        before = CrashMarks(tmp_path, Stage.EXTRACT)
    marks = CrashMarks(tmp_path, Stage.EXTRACT)
    marks.assigned({0})
    log, seen = Log(), list[int]()
    await loop_of(Echo(lambda r: seen.append(r.offset)), log, marks).take(events(*[b"v"] * 6), log)
    assert seen == [0, 1, 2, 4, 5]
    (letter,) = [r for r in log.sent if r.topic is Topic.DEAD_LETTERS]
    assert ("dateline.dlq.reason", b"crashed") in letter.headers
    assert ("dateline.dlq.attempts", b"2") in letter.headers
    assert log.of("finished") == [0, 1, 2, 3, 4, 5]
    assert CrashMarks(tmp_path, Stage.EXTRACT).kills(incoming(3)) == 0


async def test_run_takes_batches_until_it_is_cancelled() -> None:
    log = Log()

    class Stream:
        async def noack_take(self, most: int, within: float) -> AsyncIterator[list[Event]]:
            yield events(b"a", b"b")
            yield events(b"c", start=2)

    await loop_of(Echo(), log).run(Stream(), log)
    assert log.of("finished") == [0, 1, 2]


def incoming(offset: int) -> Incoming:
    return Incoming(Topic.CLEAN, 0, offset, 0, None, None)
