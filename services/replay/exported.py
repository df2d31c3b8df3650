"""A replay's own /metrics: how much it has sent, for as long as it runs.

Prometheus is told of it where `dateline up` has laid out Prometheus' folder; elsewhere nothing is written.
"""

import os
from types import TracebackType
from typing import Self

from services.settings import Settings
from services.telemetry import targets
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import TelemetryServer


class Exported:
    """`with Exported(settings, total) as exported: exported.sent(count)`; listed for Prometheus meanwhile.

    total: records that the replay will send.
    """

    def __init__(self, settings: Settings, total: int) -> None:
        self._state, self._total, self._sent = settings.state, total, 0
        self._metrics = Metrics()
        self._metrics.add_process()
        self._server = TelemetryServer(self._metrics.registry, Health(), settings.host)
        self._name = f"replay-{os.getpid()}"

    def sent(self, records: int) -> None:
        """`records` were sent so far."""
        self._metrics.replay_records_total.inc(max(0, records - self._sent))
        self._sent = max(self._sent, records)
        self._metrics.replay_progress_ratio.set(self._sent / self._total if self._total else 1.0)

    def __enter__(self) -> Self:
        self._server.start()
        if targets.folder(self._state).is_dir():
            address = f"{self._server.host}:{self._server.port}"
            targets.write(self._state, self._name, [targets.Target("replay", self._name, address)])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        targets.remove(self._state, self._name)
        self._server.stop()
