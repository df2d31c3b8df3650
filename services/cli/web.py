"""`dateline web`: the page, in the foreground."""

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from services.monitor.lag import Lag
    from services.settings import Settings


def web() -> None:
    """Serve the page on DATELINE_HOST:DATELINE_WEB_PORT until SIGTERM."""
    from services.cli.context import settings
    from services.web.run import run

    known = settings()
    run(known, lambda: Looks(known))


class Looks:
    """What the monitor sees, for the page: an Outside of services/web/looker.py."""

    def __init__(self, settings: "Settings") -> None:
        from services.monitor.lag import LagWatch
        from services.stream.admin import Admin

        self._settings, self._watch = settings, LagWatch()
        self._admin = Admin(settings, "dateline-web-looks")

    async def __aenter__(self) -> Self:
        await self._admin.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._admin.close()

    async def look(self) -> tuple[Iterable["Lag"], dict[str, int]]:
        """Lag of every group and partition, and the end of each topic. Raises BrokerUnavailable."""
        from services.monitor.probe import Probe

        probe = Probe(self._settings, self._admin)
        seen = await probe.look()
        self._watch.observe(seen)
        self._watch.seed(await probe.moments(self._watch.unknown(seen)))
        ends: dict[str, int] = {}
        for (topic, _), end in seen.ends.items():
            ends[topic] = ends.get(topic, 0) + end
        return self._watch.lags(seen), ends
