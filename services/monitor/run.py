"""The monitor process: every few seconds a look at the broker, turned into gauges on its own port.

It measures from outside because a worker that hangs, or is dead, reports nothing or what was true before.
"""

import asyncio
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from schemas.base import SCHEMA_VERSION
from services import __version__
from services.errors import BrokerUnavailable
from services.monitor.gauges import Gauges
from services.monitor.lag import Lag, LagWatch, Look
from services.monitor.probe import Probe
from services.settings import Settings
from services.stream.admin import Admin, reach
from services.telemetry import logging
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import TelemetryServer

RETENTION_EVERY = 12  # looks: it changes by hand only

log = logging.get("dateline.monitor")


class Monitor:
    """Looks, remembers, shows. `step` is one look; `run` goes on until `stop` is set and outlives broker outages."""

    def __init__(
        self, settings: Settings, metrics: Metrics, health: Health, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings, self._health, self._clock = settings, health, clock
        self._metrics, self._gauges = metrics, Gauges(metrics)
        metrics.lag_probe_errors_total.show()
        self._watch = LagWatch()
        self._ends: dict[tuple[str, int], int] = {}
        self._looks = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; a broker that does not answer is asked again at every interval."""
        while not stop.is_set():
            try:
                async with Admin(self._settings, "dateline-monitor") as admin:
                    while not stop.is_set():
                        await self.step(Probe(self._settings, admin, self._clock))
                        await self._pause(stop)
            except BrokerUnavailable as error:
                self._metrics.lag_probe_errors_total.inc()
                self._gauges.unknown()
                self._health.set_unready(str(error))
                log.warning("the broker does not answer", error=str(error))
                await self._pause(stop)

    async def step(self, probe: Probe) -> list[Lag]:
        """One look, into the gauges. Raises BrokerUnavailable."""
        with self._metrics.lag_probe_duration_seconds.time():
            return await self._step(probe)

    async def _step(self, probe: Probe) -> list[Lag]:
        look = await probe.look()
        self._watch.observe(look)
        self._watch.seed(await probe.moments(self._watch.unknown(look)))
        lags = self._watch.lags(look)
        self._gauges.lags(lags, look.at)
        self._gauges.offsets(look)
        self._gauges.newest(await probe.moments(self._grown(look)))
        if self._looks % RETENTION_EVERY == 0:
            self._gauges.retention(await probe.retention())
        self._looks += 1
        self._health.set_ready("lag is measured")
        return lags

    def _grown(self, look: Look) -> dict[tuple[str, int], int]:
        """Where the last record is, of partitions whose end has moved since the last look."""
        moved = {key: end - 1 for key, end in look.ends.items() if end > 0 and end != self._ends.get(key)}
        self._ends = dict(look.ends)
        return moved

    async def _pause(self, stop: asyncio.Event) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self._settings.monitor_interval)


def run(settings: Settings) -> None:
    """`dateline monitor`: serve until SIGTERM or SIGINT. Raises BrokerUnavailable if no broker answers at the start."""
    logging.configure(settings.log_level, settings.log_format, service="monitor")
    metrics, health = Metrics(), Health()
    metrics.add_process()
    metrics.build_info(__version__, settings.revision, SCHEMA_VERSION, settings.model).set(1)

    async def serve() -> None:
        await reach(settings)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await Monitor(settings, metrics, health).run(stop)

    with TelemetryServer(metrics.registry, health, settings.host, settings.metrics_port) as server:
        server.announce(settings.state, "monitor")
        log.info("monitor started", port=server.port, bootstrap=settings.bootstrap)
        asyncio.run(serve())
    log.info("monitor stopped")
