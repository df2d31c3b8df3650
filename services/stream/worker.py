"""One worker process, put together: checks, metrics server, Faust app, the stage, and an orderly end.

Exit codes: 0 ended by SIGTERM or SIGINT, 1 something unexpected (nothing of it committed), 2 to 4 configuration,
broker, topics (raised as DatelineError), 5 breaker, 70 watchdog.
"""

import asyncio
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import uvloop

from schemas.base import SCHEMA_VERSION
from schemas.deadletter import Stage
from services import __version__
from services.errors import ConfigurationError, DatelineError
from services.settings import Settings
from services.stream import app as faust_app
from services.stream import stages, topics
from services.stream.admin import Admin
from services.stream.agent import AgentLoop, Policy
from services.stream.breaker import Breaker, BreakerPolicy
from services.stream.crashmarks import CrashMarks
from services.stream.handlers import Handler
from services.stream.publisher import Publisher
from services.stream.stages import Build, Room
from services.stream.watchdog import Limits, Progress, Watchdog
from services.telemetry import logging
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import TelemetryServer

if TYPE_CHECKING:
    from services.telemetry.tracing import Tracing

CRASH_STOP = 5.0  # seconds for closing connections after a crash: nothing is waited for, the log has the rest
LAST_RESORT = 3.0  # seconds after that until the process ends even if its event loop is blocked

log = logging.get("dateline.worker")


def run(stage: str, settings: Settings, build: Build | None = None) -> int:
    """One worker of `stage` until SIGTERM; the exit code. Raises DatelineError for what a person must mend."""
    try:
        chosen = Stage(stage)
    except ValueError:
        raise ConfigurationError(f"no stage {stage!r}: it is one of {', '.join(Stage)}") from None
    logging.configure(settings.log_level, settings.log_format, stage=chosen)
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # Faust's consumer thread takes it, too
    worker = Worker(chosen, settings, build or stages.build)
    try:
        return asyncio.run(worker.run())
    finally:
        worker.ended()


class Worker:
    """One process of one stage."""

    def __init__(self, stage: Stage, settings: Settings, build: Build) -> None:
        self.stage, self.settings, self._build = stage, settings, build
        self.metrics, self.health, self.progress = Metrics(), Health(), Progress()
        self.hangs = False
        self.marks: CrashMarks | None = None
        self._tracing: Tracing | None = None
        self._partitions: set[int] = set()
        self._preparing: asyncio.Task[None] | None = None
        self._last_resort: threading.Timer | None = None
        self._stop = asyncio.Event()

    async def run(self) -> int:
        """Serve metrics, check, work, end. Returns the exit code."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        self.metrics.add_process()
        self.metrics.start_at_zero(self.stage)
        server = TelemetryServer(self.metrics.registry, self.health, self.settings.host, self.settings.metrics_port)
        with server:
            server.announce(self.settings.state, f"{self.stage}-{os.getpid()}")
            log.info("worker starts", version=__version__, metrics=f"{server.host}:{server.port}")
            await topics.check(self.settings)
            code = await self._work()
            if self._tracing:
                self._tracing.stop()
        if self.hangs:
            self._end_now(code)  # a thread or task still at work would keep the interpreter from ending
        return code

    def _end_now(self, code: int) -> None:
        if code == 0 and self.marks:
            self.marks.withdraw()  # we were asked to stop: the record in work is not to blame
        os._exit(code)

    def ended(self) -> None:
        """The event loop has ended: no last resort is needed."""
        if self._last_resort is not None:
            self._last_resort.cancel()

    async def _work(self) -> int:
        publisher = Publisher(self.settings, self.metrics)
        room = Room(self.settings, self.metrics, publisher, self.progress)
        started = time.monotonic()
        handler = await asyncio.to_thread(self._build, self.stage, room)
        handler = self._traced(handler)
        log.info("stage built", seconds=round(time.monotonic() - started, 2))
        self.metrics.build_info(__version__, self.settings.revision, SCHEMA_VERSION, self.settings.model).set(1)
        app = faust_app.create(self.settings, self.stage)
        agent = self._agent(handler, publisher)
        self._connect(app, agent, handler, publisher)
        watchdog = Watchdog(
            self.progress,
            Limits(self.settings.max_article_seconds, self.settings.stall_timeout),
            self.health,
            lambda: self._lag(app, handler),
            self.metrics.event_loop_lag_seconds,
        )
        self.progress.advanced()
        watchdog.start()
        try:
            return await self._until_stopped(app, agent)
        finally:
            watchdog.stop()
            agent.close()

    def _traced(self, handler: Handler) -> Handler:
        """The handler with spans where tracing is on; imported only then."""
        if not self.settings.otlp_endpoint:
            return handler
        from services.stream.traced import TracedHandler
        from services.telemetry.tracing import connect

        self._tracing = connect(self.settings.otlp_endpoint, f"dateline-{self.stage}", self.settings.trace_share)
        topic, group = self.settings.topic(handler.source), self.settings.group(self.stage)
        return TracedHandler(handler, self._tracing, topic, group)

    def _agent(self, handler: Handler, publisher: Publisher) -> AgentLoop:
        self.marks = CrashMarks(self.settings.state / "in-work", self.stage) if handler.deadly else None
        breaker = Breaker(BreakerPolicy(self.settings.breaker_run, self.settings.breaker_window))
        policy = Policy.of(self.settings, handler)
        return AgentLoop(handler, publisher, breaker, self.marks, self.progress, self.metrics, policy, self.settings)

    def _connect(self, app: Any, agent: AgentLoop, handler: Handler, publisher: Publisher) -> None:
        """Faust's agent and the hooks of its consumer."""

        async def work(stream: Any) -> None:
            await app.add_runtime_dependency(publisher)
            await agent.run(stream, app.consumer)

        app.agent(app.topic(self.settings.topic(handler.source)), name=f"dateline.{self.stage}", concurrency=1)(work)
        source = self.settings.topic(handler.source)
        rebalances = self.metrics.rebalances_total(self.stage, handler.source)
        assigned_partitions = self.metrics.assigned_partitions(self.stage, handler.source)

        async def assigned(partitions: set[Any]) -> None:
            self._partitions = {tp.partition for tp in partitions if tp.topic == source}
            if self.marks:
                self.marks.assigned(self._partitions)
            await handler.assigned(self._partitions)
            rebalances.inc()
            assigned_partitions.set(len(self._partitions))
            self.progress.assigned()
            log.info("assigned", partitions=sorted(self._partitions))
            if handler.waiting:
                self.health.set_unready("reading state back")
                self._preparing = asyncio.create_task(self._prepare(app, handler), name="prepare")
            else:
                self._ready()

        async def revoked(partitions: set[Any]) -> None:
            self.health.set_unready("rebalancing")
            self._partitions = set()
            assigned_partitions.set(0)
            await handler.revoked({tp.partition for tp in partitions if tp.topic == source})

        app.consumer.assigned_hook, app.consumer.revoked_hook = assigned, revoked

    async def _prepare(self, app: Any, handler: Handler) -> None:
        """Ready once the handler is; what keeps it from that ends the worker, mentions or none."""
        try:
            await handler.prepare()
        except Exception as error:  # noqa: BLE001 - whatever it is, app.crash reports it and the process ends
            await app.crash(error)
        else:
            if self._partitions:
                self._ready()

    def _ready(self) -> None:
        self.health.set_ready(f"partitions {sorted(self._partitions)}")

    async def _until_stopped(self, app: Any, agent: AgentLoop) -> int:
        starting = asyncio.create_task(app.start(), name="start")
        stopping = asyncio.create_task(self._stop.wait(), name="stop")
        crashing = asyncio.create_task(_crashed(app), name="crash")
        done, _ = await asyncio.wait([starting, stopping, crashing], return_when=asyncio.FIRST_COMPLETED)
        if done == {starting} and starting.exception() is None:
            await asyncio.wait([stopping, crashing], return_when=asyncio.FIRST_COMPLETED)
        agent.stopping.set()
        reason = app.crash_reason or (starting.exception() if starting.done() else None)
        if reason is None:
            code, patience = 0, self.settings.drain_timeout
            self.health.set_unready("stopping")
            log.info("worker is asked to stop")
        else:
            code, patience = reason.exit_code if isinstance(reason, DatelineError) else 1, CRASH_STOP
            self.health.set_unready(f"stopped: {reason}")
            log.error("worker stops", reason=f"{type(reason).__name__}: {reason}", exit_code=code)
        self._last_resort = threading.Timer(patience + LAST_RESORT, self._end_now, [code])
        self._last_resort.daemon = True
        self._last_resort.start()
        # Faust swallows cancellation in places, so the time limit must not depend on it. Nothing that is not
        # acknowledged is committed: an end in the middle loses nothing.
        ending = asyncio.create_task(app.stop(), name="end")
        await asyncio.wait([ending], timeout=patience)
        self.hangs = not ending.done()
        if self.hangs:
            log.warning("did not end in time", seconds=patience)
        for task in (starting, stopping, crashing):
            task.cancel()
        log.info("worker has stopped", exit_code=code)
        return code

    async def _lag(self, app: Any, handler: Handler) -> int | None:
        """Records of our partitions that wait, as the broker counts them; None when that is unknown."""
        name = self.settings.topic(handler.source)
        async with Admin(self.settings, "dateline-watchdog") as admin:
            ends = {
                tp: end for tp, end in (await admin.end_offsets([name])).items() if tp.partition in self._partitions
            }
            committed = await admin.committed(self.settings.group(self.stage), ends)
        unknown = [tp for tp in ends if tp not in committed]
        if unknown:
            async with asyncio.timeout(5):
                first = await app.consumer.earliest_offsets(*unknown)
            committed |= {tp: first[tp] for tp in unknown}
        return sum(max(0, end - committed[tp]) for tp, end in ends.items())


async def _crashed(app: Any) -> None:
    """Return when the app has crashed."""
    await app._crashed.wait()
