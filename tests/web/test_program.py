"""`dateline web` as a process: without a broker it serves and says so; it ends when told; a taken port is named."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.stream.ports import free_ports
from services.telemetry.server import announced

COMMAND = [sys.executable, "-m", "services.cli.main", "web"]


def environment(state: Path, port: int) -> dict[str, str]:
    [nobody] = free_ports(1)
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(state),
        "DATELINE_STATE_DIR": str(state),
        "DATELINE_BOOTSTRAP": f"127.0.0.1:{nobody}",
        "DATELINE_BROKER_TIMEOUT": "0.5",
        "DATELINE_WEB_PORT": str(port),
    }


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    [port] = free_ports(1)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(COMMAND, env=environment(tmp_path, port), stdout=log, stderr=log)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def status(address: str) -> Any:
    try:
        with urllib.request.urlopen(f"{address}/api/window", timeout=5) as answer:
            return json.load(answer)["status"]
    except OSError:
        return {}


def test_without_a_broker_it_serves_says_so_and_ends_when_told(
    web: tuple["subprocess.Popen[bytes]", str], tmp_path: Path
) -> None:
    process, address = web
    deadline = time.monotonic() + 30
    while "no Kafka answers" not in status(address).get("trouble", ""):
        assert time.monotonic() < deadline, (tmp_path / "log").read_text()
        time.sleep(0.1)
    assert status(address)["stale"]
    [said] = announced(tmp_path)
    assert said.name == "web"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{said.port}/health/ready", timeout=5)
    refused.value.close()
    assert refused.value.code == 503
    with urllib.request.urlopen(address, timeout=5) as page:
        assert b"<title>Dateline</title>" in page.read()
    with urllib.request.urlopen(f"{address}/live", timeout=5) as open_page:
        open_page.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert announced(tmp_path) == []


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            COMMAND, env=environment(tmp_path, port), capture_output=True, text=True, timeout=30, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(f"dateline: can't serve the page on 127.0.0.1:{port}")
    assert "DATELINE_WEB_PORT" in done.stderr
