"""A real Prometheus scrapes a real run of the seeds: every panel, rule and alert gets data."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.grafana import build
from services.cli.context import Running
from services.settings import load
from tests.deploy.programs import ROOT, RULES
from tests.integration.prometheus import Prometheus, prometheus, until
from tests.stream.processes import publish_as_is

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

PROCESSES = {"intake-1", "extract-1", "dedup-1", "enrich-1", "monitor", "web"}
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
DEAD = 12
# Nothing in this run sends a dead letter again.
MAY_BE_EMPTY = {"sum by (stage, reason) (dateline_dead_letters_redriven_total)"}
# Of no use to anybody while all is well.
QUIET_ALERTS = {"WorkerDown", "NoWorkers", "ConsumerStalled", "LagUnknown", "PublishFailing", "RebalanceStorm"}

PANELS = [
    (panel["title"], target["expr"]) for panel in build.dashboard()["panels"] for target in panel.get("targets", ())
]


def rules(file: str) -> list[dict[str, Any]]:
    groups = yaml.safe_load((RULES / file).read_text("utf8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


@dataclass(frozen=True)
class Run:
    """A pipeline that has worked, and the Prometheus that watches it."""

    state: Path
    prometheus: Prometheus


def dateline(state: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    if "DATELINE_CACHE_DIR" in os.environ:
        kept["DATELINE_CACHE_DIR"] = os.environ["DATELINE_CACHE_DIR"]
    ours = {"DATELINE_STATE_DIR": str(state), "DATELINE_PARTITIONS": "4", "DATELINE_MONITOR_INTERVAL": "1"}
    return subprocess.run(
        [sys.executable, "-m", "services.cli.main", *arguments],
        env=kept | ours | {"OMP_NUM_THREADS": "1"},
        cwd=state,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.fixture(scope="module")
def run(own_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Kafka, workers, monitor and Prometheus; then live articles, a dozen broken ones, and a replay of the seeds."""
    state = tmp_path_factory.mktemp("up")
    try:
        up = dateline(state, "up", "--broker", "kafka")
        assert up.returncode == 0, up.stderr
        with prometheus(state / "prometheus" / "prometheus.yml", tmp_path_factory.mktemp("prometheus")) as watching:
            made = Run(state, watching)
            until(lambda: answering(watching) == PROCESSES, 30, lambda: watching.ask("up"))
            publish_live_and_broken(made)
            replay = dateline(state, "replay", str(ROOT / "seeds"), "--rate", "8")
            assert replay.returncode == 0, replay.stdout + replay.stderr
            yield made
    finally:
        down = dateline(state, "down", "--purge")
        assert down.returncode == 0, down.stderr


def answering(watching: Prometheus) -> set[str]:
    return {labels["process"] for labels, value in watching.ask("up") if value == 1 and labels["service"] != "replay"}


def publish_live_and_broken(run: Run) -> None:
    """No replay: published this minute, as freshness wants them."""
    running = Running.read(run.state)
    assert running is not None
    settings = load(bootstrap=running.bootstrap, partitions=running.partitions)
    for number, seed in enumerate(SEEDS[:6]):
        body = {"id": f"live-{number}", "text": seed.read_text("utf8"), "published_at": datetime.now(UTC).isoformat()}
        publish_as_is(settings, "articles.v1", f"live-{number}".encode(), json.dumps(body).encode())
    for number in range(DEAD):
        value = b'{"text": "cut off' if number % 2 else b'{"id": "no-text", "published_at": "2022-12-20"}'
        publish_as_is(settings, "articles.v1", f"broken-{number}".encode(), value)
    until(lambda: total(run.prometheus, "dateline_dead_letters_total") == DEAD, 60)
    until(lambda: total(run.prometheus, "dateline_freshness_seconds_count") > 0, 60)


def total(watching: Prometheus, metric: str) -> float:
    return sum(value for _, value in watching.ask(f"sum({metric})"))


def now(query: str) -> str:
    """The query with Grafana's variables filled in."""
    return query.replace("$__rate_interval", "1m").replace("$__range", "5m")


@pytest.mark.parametrize(("title", "query"), PANELS)
def test_every_panel_shows_data(run: Run, title: str, query: str) -> None:
    if query in MAY_BE_EMPTY:
        run.prometheus.ask(now(query))
        return
    until(lambda: run.prometheus.ask(now(query)), 20, lambda: f"{title}: {query}")


@pytest.mark.parametrize("rule", rules("recording.yml"), ids=lambda rule: rule["record"])
def test_every_recording_rule_records(run: Run, rule: dict[str, Any]) -> None:
    assert run.prometheus.ask(rule["expr"])
    assert run.prometheus.ask(rule["record"])


@pytest.mark.parametrize("rule", rules("alerts.yml"), ids=lambda rule: rule["alert"])
def test_every_alert_reads_series_that_there_are(run: Run, rule: dict[str, Any]) -> None:
    """An expression that is empty because all is well must not be empty because of a misspelt name."""
    for selector in re.findall(r"(?:[a-z_]+:)?dateline_[a-z0-9_:]+|up\{[^}]+\}", rule["expr"]):
        assert run.prometheus.ask(selector), selector
    if rule["alert"] in QUIET_ALERTS:
        assert run.prometheus.ask(rule["expr"]) == []


def test_no_rule_has_failed_and_the_dead_letters_raise_their_alert(run: Run) -> None:
    loaded = {rule["name"]: rule for group in run.prometheus.get("rules")["groups"] for rule in group["rules"]}
    assert set(loaded) == {r["record"] for r in rules("recording.yml")} | {r["alert"] for r in rules("alerts.yml")}
    assert {rule["health"] for rule in loaded.values()} == {"ok"}, [r.get("lastError") for r in loaded.values()]
    firing = {labels["alertname"] for labels, _ in run.prometheus.ask('ALERTS{alertstate="firing"}')}
    assert firing == {"DeadLetterRatioHigh"}


def test_the_outcomes_add_up_to_what_was_consumed(run: Run) -> None:
    articles = len(SEEDS) + 6 + DEAD
    until(lambda: total(run.prometheus, "dateline_articles_total") == articles, 20)
    assert run.prometheus.ask('sum(dateline_messages_consumed_total{topic="articles.v1"})')[0][1] == articles
    mentions = run.prometheus.ask('sum(dateline_messages_consumed_total{topic="mentions.v1"})')[0][1]
    until(lambda: total(run.prometheus, "dateline_mentions_total") == mentions > 0, 20)


def test_the_replay_was_seen_and_is_listed_no_longer(run: Run) -> None:
    assert run.prometheus.ask("max_over_time(dateline_replay_records_total[5m])")[0][1] > 0
    until(lambda: not run.prometheus.ask('up{service="replay"}'), 20)
    assert answering(run.prometheus) == PROCESSES
