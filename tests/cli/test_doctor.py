"""Each check of `dateline doctor` says what is wrong, and what to do, where something is."""

import json
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import psutil
import pytest
from prometheus_client import CollectorRegistry

from services.cli import doctor_machine, doctor_stream
from services.cli.doctor_check import Check, State, split, tried
from services.errors import ConfigurationError
from services.settings import Settings, load
from services.stream.ports import free_ports
from services.telemetry.health import Health
from services.telemetry.server import TelemetryServer
from tests.stream.processes import ROOT, environment

Usage = namedtuple("Usage", "free")


def run(settings: Settings, code: int) -> dict[str, dict[str, str]]:
    """The checks of a real call, by name."""
    command = [sys.executable, "-m", "services.cli.main", "doctor", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment(settings), capture_output=True, timeout=60, check=False)
    assert done.returncode == code, done.stderr.decode()
    said = json.loads(done.stdout)
    assert said["ok"] == (code == 0)
    return {check["name"]: check for check in said["checks"]}


def test_on_a_broker_everything_is_checked_and_nothing_fails(embedded_settings: Settings) -> None:
    found = run(embedded_settings, 0)
    for name in ("python", "packages", "models", "gazetteer", "lexicon", "clock", "broker", "topics", "timestamps"):
        assert found[name]["state"] == "ok", found[name]
    assert found["metrics"]["advice"] == "start them: `dateline up`"
    assert {"group intake", "group extract", "group dedup", "group enrich"} <= found.keys()


def test_a_broker_that_was_named_and_is_absent_fails(tmp_path: Path) -> None:
    absent = load(bootstrap=f"127.0.0.1:{free_ports(1)[0]}", state_dir=tmp_path, broker_timeout=1.0)
    broker = run(absent, 1)["broker"]
    assert broker["state"] == "fail"
    assert "dateline up" in broker["advice"]


@pytest.mark.integration
def test_missing_topics_fail_and_groups_without_workers_warn(kafka_settings: Settings) -> None:
    found = run(kafka_settings, 1)
    assert found["topics"]["state"] == "fail"
    assert "dateline topics create" in found["topics"]["advice"]
    assert found["group dedup"]["state"] == "warn"
    assert "dateline worker dedup" in found["group dedup"]["advice"]


@pytest.mark.parametrize(
    ("free", "state"), [(20 * 1024**3, State.OK), (3 * 1024**3, State.WARN), (1024**2, State.FAIL)]
)
def test_disk(free: int, state: State, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(psutil, "disk_usage", lambda path: Usage(free))
    assert doctor_machine.disk([tmp_path / "not" / "yet"]).state is state


def test_python_packages_and_clock() -> None:
    assert doctor_machine.python((3, 10)).state is State.FAIL
    assert doctor_machine.python((3, 12)).state is State.OK
    assert doctor_machine.packages(["pytest>=1", "nothing>=3; python_version < '3'"]).state is State.OK
    wrong = doctor_machine.packages(["pytest>=999", "no-such-package-here"])
    assert wrong.state is State.FAIL
    assert "no-such-package-here is missing" in wrong.found
    assert doctor_machine.clock(time.time()).state is State.OK
    assert doctor_machine.clock(0.0).state is State.FAIL


def test_a_model_that_was_changed_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "MODEL_CARD.md").write_text(f"{'0' * 64}  a.onnx\n{'1' * 64}  b.npy\n")
    (tmp_path / "a.onnx").write_bytes(b"other")
    monkeypatch.setattr(doctor_machine.resources, "files", lambda name: tmp_path)
    found = doctor_machine.models()
    assert found.state is State.FAIL
    assert found.found == "a.onnx is not the file that was released; b.npy is missing"


def test_metrics_of_a_process_that_is_not_ready(tmp_path: Path) -> None:
    settings = load(state_dir=tmp_path)
    health = Health()
    with TelemetryServer(CollectorRegistry(), health) as server:
        server.announce(settings.state, "intake-1")
        health.set_unready("rebalancing")
        assert doctor_stream.metrics(settings).state is State.WARN
        health.set_ready("partitions [0]")
        assert doctor_stream.metrics(settings) == Check("metrics", State.OK, "1 processes answer and are ready")


def test_a_check_that_breaks_is_a_failure_and_hides_no_other() -> None:
    def breaks() -> Check:
        raise OSError("no such file")

    assert tried("x", breaks).state is State.FAIL
    assert split("x", ConfigurationError("it is wrong: mend it")) == Check("x", State.FAIL, "it is wrong", "mend it")
    assert split("x", ConfigurationError("wrong")) == Check("x", State.FAIL, "wrong", "")
