"""Commands find the running `up` of their state folder, unless the environment says where to go."""

import os
from pathlib import Path

import psutil
import pytest

from services.cli.context import Process, Running, settings


def running(**changes: object) -> Running:
    facts: dict[str, object] = {
        "broker": "embedded",
        "bootstrap": "127.0.0.1:20001",
        "partitions": 4,
        "topic_prefix": "other.",
        "supervisor": os.getpid(),
        "supervisor_started": psutil.Process().create_time(),
        "socket": "/nowhere.sock",
        "mark": "0",
        "processes": (Process("monitor", 20002, "monitor.log"),),
    }
    return Running(**facts | changes)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # no .env of the tree
    monkeypatch.setenv("DATELINE_STATE_DIR", str(tmp_path))
    return tmp_path


def test_without_a_running_up_the_defaults_hold(state: Path) -> None:
    assert settings().bootstrap == "127.0.0.1:9092"


def test_a_running_up_is_found(state: Path) -> None:
    running().write(state)
    found = settings()
    assert (found.bootstrap, found.partitions, found.topic_prefix) == ("127.0.0.1:20001", 4, "other.")
    assert Running.read(state) == running()


def test_the_environment_goes_first(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running().write(state)
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", "mine.")
    assert (settings().bootstrap, settings().topic_prefix) == ("127.0.0.1:20001", "mine.")
    monkeypatch.setenv("DATELINE_BOOTSTRAP", "kafka:9092")
    assert (settings().bootstrap, settings().partitions) == ("kafka:9092", 12)


@pytest.mark.parametrize("wrong", [{"supervisor_started": 1.0}, {"supervisor": 2**22 + 1}])
def test_an_up_that_has_ended_is_not_used(state: Path, wrong: dict[str, object]) -> None:
    running(**wrong).write(state)
    assert settings().bootstrap == "127.0.0.1:9092"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"processes": 3}'])
def test_a_broken_note_is_no_note(state: Path, text: str) -> None:
    (state / "up.json").write_text(text)
    assert settings().bootstrap == "127.0.0.1:9092"
