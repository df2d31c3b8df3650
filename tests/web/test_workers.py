"""What workers of this machine say of themselves."""

import os
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from schemas.deadletter import Stage
from services.stream.ports import free_ports
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import Announced, TelemetryServer
from services.web.workers import ask


@pytest.fixture
def worker() -> Iterator[Announced]:
    metrics = Metrics()
    metrics.stage_in_progress(Stage.EXTRACT).set(7)
    metrics.stage_duration_seconds(Stage.EXTRACT).observe(0.5)
    metrics.stage_duration_seconds(Stage.EXTRACT).observe(1.5)
    with TelemetryServer(metrics.registry, Health()) as server:
        yield Announced("extract-1", server.host, server.port, os.getpid())


async def test_processes_are_counted_by_stage_and_added_up(worker: Announced) -> None:
    gone = Announced("extract-9", "127.0.0.1", free_ports(1)[0], os.getpid())
    async with aiohttp.ClientSession() as session:
        said = await ask(lambda: [worker, gone, worker], session)
    assert dict(said.count) == {"extract": 2}
    assert dict(said.in_progress) == {"extract": 14}
    assert said.done["extract"] == 4
    assert said.seconds["extract"] == 4.0


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe{",
        b"dateline_stage_in_progress{stage=\n",
        b'dateline_stage_in_progress{stage="x"} 1\n',
        b"x" * 3_000_000,
    ],
)
async def test_what_is_no_worker_counts_for_nothing(body: bytes) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body)

    app = web.Application()
    app.router.add_get("/metrics", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        said = await ask(lambda: [Announced("odd", "127.0.0.1", server.port or 0, 1)], session)
    assert not said.count
