"""The page's process: reader, looker and server, until SIGTERM."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from aiohttp import web

from services.errors import ConfigurationError
from services.settings import Settings
from services.telemetry import logging
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import TelemetryServer, announced
from services.web.board import Board
from services.web.looker import Looker, Outside
from services.web.reader import Reader
from services.web.server import HEADER_BYTES, application

log = logging.get("dateline.web")


def run(settings: Settings, connect: Callable[[], AbstractAsyncContextManager[Outside]]) -> None:
    """`dateline web`. It starts without a broker, too, and then says so on the page.

    Raises ConfigurationError when the port is taken.
    """
    logging.configure(settings.log_level, settings.log_format, service="web")
    metrics, health = Metrics(), Health()
    metrics.add_process()
    with TelemetryServer(metrics.registry, health, settings.host, settings.metrics_port) as telemetry:
        telemetry.announce(settings.state, "web")
        asyncio.run(_serve(settings, health, connect))
    log.info("web stopped")


async def _serve(
    settings: Settings, health: Health, connect: Callable[[], AbstractAsyncContextManager[Outside]]
) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    board = Board()
    runner = web.AppRunner(
        application(board, settings.host),
        access_log=None,
        max_line_size=HEADER_BYTES,
        max_field_size=HEADER_BYTES,
        shutdown_timeout=2.0,
    )
    await runner.setup()
    site = web.TCPSite(runner, settings.host, settings.web_port)
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise ConfigurationError(
            f"can't serve the page on {settings.host}:{settings.web_port} ({error.strerror}): set DATELINE_WEB_PORT"
        ) from None
    port = runner.addresses[0][1]
    log.info("web started", page=f"http://{settings.host}:{port}/", bootstrap=settings.bootstrap)
    looker = Looker(board, health, connect, lambda: announced(settings.state))
    tasks = [asyncio.create_task(looker.run()), asyncio.create_task(Reader(settings, board).run())]
    waiting = asyncio.create_task(_until(stop))
    try:
        await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()  # a defect ends the process, and the supervisor starts it anew
    finally:
        for task in (waiting, *tasks):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
        await runner.cleanup()


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()
