"""`dateline up` and `down`, with the embedded broker and one worker: ready, found by commands, restarted, gone."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from services.cli.supervise import leftovers

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]
ONE_WORKER = ("--workers", "intake=1,extract=0,dedup=0,enrich=0")


class House:
    """The command line on a state folder of its own."""

    def __init__(self, state: Path) -> None:
        self.state = state
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        self.environment = kept | {
            "DATELINE_STATE_DIR": str(state),
            "DATELINE_SESSION_TIMEOUT": "6",
            "DATELINE_WEB_PORT": "0",
        }

    def call(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "services.cli.main", *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=self.state, capture_output=True, text=True, timeout=200, check=False
        )

    def processes(self) -> dict[str, Any]:
        said = json.loads(self.call("status", "--json").stdout)
        return {process["name"]: process for process in said["processes"]}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    done = made.call("down", "--purge")
    assert done.returncode == 0, done.stderr


def until(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_up_is_found_heals_and_goes(house: House) -> None:
    first = house.call("up", "--broker", "embedded", *ONE_WORKER)
    assert first.returncode == 0, first.stderr
    assert "intake-1" in first.stdout
    processes = house.processes()
    assert set(processes) == {"embedded", "intake-1", "monitor", "web"}
    assert all(process["ready"] for process in processes.values())
    mark = json.loads((house.state / "up.json").read_text())["mark"]
    assert {process["pid"] for process in processes.values()} <= {process.pid for process in leftovers(mark)}

    assert house.call("topics", "check").returncode == 0  # finds the broker and its four partitions
    lag = house.call("lag", "--json", "--all")
    assert {row["group"] for row in json.loads(lag.stdout)} == {"intake", "extract", "dedup", "enrich"}
    again = house.call("up", "--broker", "embedded", *ONE_WORKER)
    assert again.returncode == 0
    assert "already up" in again.stderr
    other = house.call("up", "--broker", "kafka")
    assert other.returncode == 1
    assert "dateline down" in other.stderr

    killed = processes["intake-1"]["pid"]
    os.kill(killed, signal.SIGKILL)

    def healed() -> bool:
        worker = house.processes()["intake-1"]
        return worker["ready"] and worker["pid"] != killed

    until(healed, 60)

    assert house.call("down").returncode == 0
    assert leftovers(mark) == []
    assert house.call("status").returncode == 1
    assert "nothing was up" in house.call("down").stderr


def test_down_ends_what_a_killed_supervisor_left(house: House) -> None:
    none = "intake=0,extract=0,dedup=0,enrich=0"
    assert house.call("up", "--broker", "embedded", "--workers", none).returncode == 0
    said = json.loads((house.state / "up.json").read_text())
    supervisor = psutil.Process(said["supervisor"])
    supervisor.kill()
    until(lambda: not supervisor.is_running(), 10)
    assert leftovers(said["mark"])
    assert house.call("topics", "check").returncode == 3  # what up.json says is no longer believed
    house.call("down")
    assert leftovers(said["mark"]) == []


def test_a_worker_that_can_not_start_is_named_and_all_is_stopped(house: House) -> None:
    house.environment["DATELINE_SSL_CAFILE"] = "/nonexistent.pem"
    house.environment["DATELINE_SECURITY_PROTOCOL"] = "SSL"
    failed = house.call("up", "--broker", "embedded", *ONE_WORKER)
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1].startswith("dateline: DATELINE_SSL_CAFILE")
    assert not (house.state / "up.json").exists()
    assert house.call("status").returncode == 1


def test_the_embedded_broker_takes_one_worker_a_stage(house: House) -> None:
    refused = house.call("up", "--broker", "embedded", "--workers", "extract=2")
    assert refused.returncode == 2
    assert "one worker a stage" in refused.stderr
