"""The whole street as a new user has it: `up` on a real Kafka, `replay`, `tail`, `lag`, kcat, curl, `down`."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]
SEEDS = Path(__file__).parents[2] / "seeds"
BROKEN = (
    '{"id": "cut", "text": "It was',
    '{"id": "bodiless", "published_at": "2020-01-01"}',
    '{"id": "old", "text": "A", "published_at": "0000-01-01"}',
)


class Street:
    """The command line on a state folder of its own, with everything running."""

    def __init__(self, state: Path) -> None:
        self.state = state
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        cache = {n: v for n, v in os.environ.items() if n == "DATELINE_CACHE_DIR"}
        self.environment = kept | cache | {"DATELINE_STATE_DIR": str(state), "COLUMNS": "100"}

    def call(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "services.cli.main", *arguments],
            env=self.environment, cwd=self.state, capture_output=True, text=True, timeout=200, check=False,
        )  # fmt: skip
        assert done.returncode == code, f"{arguments}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @property
    def up(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads((self.state / "up.json").read_text())
        return said

    def port(self, name: str) -> int:
        return next(int(p["port"]) for p in self.up["processes"] if p["name"] == name)

    def metrics(self, name: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port(name)}/metrics", timeout=5) as answer:
            return str(answer.read().decode())

    def sum(self, name: str, pattern: str) -> float:
        return sum(float(v) for v in re.findall(rf"^{pattern} (\S+)$", self.metrics(name), re.MULTILINE))


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    made = Street(tmp_path_factory.mktemp("street"))
    made.call("up", "--broker", "kafka")
    yield made
    made.call("down", "--purge")


@pytest.fixture(scope="module")
def verdict(street: Street) -> dict[str, Any]:
    """One replay of all seeds and three articles that can't be read."""
    broken = street.state / "broken.jsonl"
    broken.write_text("\n".join(BROKEN))
    said: dict[str, Any] = json.loads(street.call("replay", str(SEEDS), str(broken), "--json"))
    return said


def until(true: Callable[[], bool], within: float) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"not within {within} s"
        time.sleep(0.2)


def test_the_verdict_adds_up(verdict: dict[str, Any]) -> None:
    assert verdict["adds_up"]
    assert verdict["articles"] == len(list(SEEDS.glob("*.txt"))) + len(BROKEN)
    assert verdict["dead"] == {"schema_invalid": 2, "undecodable": 1}
    assert verdict["extracted"] + verdict["no_events"] == verdict["articles"] - 3
    assert verdict["events_new"] > 50


def test_articles_are_counted_once_by_outcome(street: Street, verdict: dict[str, Any]) -> None:
    def counted(outcome: str) -> float:
        series = rf'dateline_articles_total\{{outcome="{outcome}"\}}'
        return street.sum("intake-1", series) + street.sum("extract-1", series)

    until(lambda: sum(map(counted, ("extracted", "no_events", "dead_lettered"))) == verdict["articles"], 10)
    assert counted("dead_lettered") == verdict["dead_lettered"]
    assert counted("extracted") == verdict["extracted"]
    assert counted("no_events") == verdict["no_events"]
    assert street.sum("dedup-1", r"dateline_mentions_total\{.*\}") == verdict["mentions"]


def test_kcat_reads_events_as_plain_json(street: Street, verdict: dict[str, Any]) -> None:
    kcat = shutil.which("kcat")
    assert kcat, "kcat is missing: run deploy/setup-debian.sh, or install it"
    command = [kcat, "-b", street.up["bootstrap"], "-C", "-t", "dateline.events.v1", "-o", "beginning", "-e", "-q"]
    lines = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert len({e["id"] for e in events}) == verdict["events_new"] + verdict["events_merged"]
    assert all(e["summary"] and e["mentions"] for e in events if e["change"] != "merged")
    headed = subprocess.run([*command, "-c", "1", "-f", "%h"], capture_output=True, text=True, timeout=60, check=True)
    assert "ce_specversion=1.0" in headed.stdout
    assert "dateline-replay=true" in headed.stdout


def test_tail_shows_events_of_a_country(street: Street, verdict: dict[str, Any]) -> None:
    lines = street.call("tail", "--all", "--country", "ukr", "--limit", "2", "--json").splitlines()
    assert len(lines) == 2
    assert all("UKR" in line for line in lines)


def test_a_second_replay_changes_nothing(street: Street, verdict: dict[str, Any]) -> None:
    again = json.loads(street.call("replay", str(SEEDS), "--json"))
    assert again["adds_up"]
    assert (again["events_new"], again["events_updated"], again["events_merged"]) == (0, 0, 0)
    assert again["mentions"] == verdict["mentions"]


def test_lag_rises_while_workers_are_stopped_and_falls_after(street: Street, verdict: dict[str, Any]) -> None:
    series = r'dateline_consumer_lag_messages\{group="extract",.*\}'
    until(lambda: street.sum("monitor", series) == 0, 30)
    street.call("stop", "extract")
    street.call("replay", str(SEEDS / "001_market_blast_first.txt"), "--amplify", "30", "--patience", "3", code=5)
    until(lambda: street.sum("monitor", series) == 30, 30)
    until(lambda: street.sum("monitor", r'dateline_consumer_lag_seconds\{group="extract",.*\}') > 0, 30)
    rows = json.loads(street.call("lag", "--json"))
    assert sum(r["messages"] or 0 for r in rows if r["group"].endswith("extract")) == 30
    street.call("start", "extract")
    until(lambda: street.sum("monitor", series) == 0, 60)
    until(lambda: street.sum("monitor", r'dateline_consumer_lag_seconds\{group="extract",.*\}') == 0, 30)
