"""Metrics and health over HTTP, and how others find the port."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from services.errors import ConfigurationError
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import TelemetryServer, announced


def get(server: TelemetryServer, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def server(health: Health) -> Iterator[TelemetryServer]:
    metrics = Metrics(CollectorRegistry())
    metrics.replay_progress_ratio.set(0.5)
    with TelemetryServer(metrics.registry, health) as running:
        yield running


def test_metrics_are_served(server: TelemetryServer) -> None:
    status, text = get(server, "/metrics")
    assert status == 200
    assert "dateline_replay_progress_ratio 0.5" in text


def test_health_follows_the_process(server: TelemetryServer, health: Health) -> None:
    assert get(server, "/health/live") == (200, "started\n")
    assert get(server, "/health/ready") == (503, "starting\n")
    health.set_ready("3 partitions")
    assert get(server, "/health/ready") == (200, "3 partitions\n")
    health.set_dead("stalled")
    assert get(server, "/health/live") == (503, "stalled\n")
    assert get(server, "/health/ready") == (503, "stalled\n")


def test_other_paths_and_methods_are_refused(server: TelemetryServer) -> None:
    assert get(server, "/")[0] == 404
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/metrics", method="POST", data=b"x")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    with refused.value:
        assert refused.value.code == 405


def test_the_port_is_announced_while_it_is_served(tmp_path: Path) -> None:
    server = TelemetryServer(CollectorRegistry(), Health()).start()
    path = server.announce(tmp_path, "extract-1")
    assert json.loads(path.read_text())["port"] == server.port
    assert [(a.name, a.port) for a in announced(tmp_path)] == [("extract-1", server.port)]
    server.stop()
    assert announced(tmp_path) == []


def test_a_killed_process_is_not_announced(tmp_path: Path) -> None:
    (tmp_path / "ports").mkdir()
    (tmp_path / "ports" / "dedup-1.json").write_text('{"host": "127.0.0.1", "port": 1, "pid": 2147483000}')
    (tmp_path / "ports" / "torn.json").write_text('{"host"')
    assert announced(tmp_path) == []


def test_a_taken_port_says_what_to_do(server: TelemetryServer) -> None:
    with pytest.raises(ConfigurationError, match="DATELINE_METRICS_PORT=0"):
        TelemetryServer(CollectorRegistry(), Health(), port=server.port).start()
