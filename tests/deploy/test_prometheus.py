"""Configuration and rules by promtool; every alert of operations with a case that fires and one that must not."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from services.telemetry import table
from services.telemetry.metrics import Metrics
from tests.deploy.programs import ROOT, RULES, promtool

CASES = sorted((Path(__file__).parent / "rules").glob("*.yml"))
ALERTS = [
    "WorkerDown",
    "NoWorkers",
    "ConsumerStalled",
    "LagSecondsHigh",
    "LagGrowing",
    "RetentionRisk",
    "LagUnknown",
    "LatencyHigh",
    "DeadLetterRatioHigh",
    "PublishFailing",
    "RebalanceStorm",
]
OPERATIONS = r"(sum|max|p50_rate5m|p95_rate5m|p99_rate5m|rate1m|busy_rate1m|ratio_rate5m|within30s_ratio_rate5m)"


def rules(file: str) -> list[dict[str, Any]]:
    groups = yaml.safe_load((RULES / file).read_text("utf8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def expected(alert: str) -> list[bool]:
    """For each case of `alert`: whether it is to fire."""
    return [
        bool(case["exp_alerts"])
        for path in CASES
        for test in yaml.safe_load(path.read_text("utf8"))["tests"]
        for case in test.get("alert_rule_test", [])
        if case["alertname"] == alert
    ]


def test_configuration_and_rules_are_valid(tmp_path: Path) -> None:
    home = tmp_path / "prometheus"
    shutil.copytree(RULES.parent, home)
    (home / "targets").mkdir()
    (home / "targets" / "up.json").write_text('[{"targets": ["127.0.0.1:1"], "labels": {"service": "intake"}}]')
    said = promtool("check", "config", "--lint-fatal", home / "prometheus.yml")
    assert "rules found" in said


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_rules_do_what_their_cases_say(case: Path) -> None:
    promtool("test", "rules", case)


def test_the_alerts_are_those_of_the_design() -> None:
    assert [rule["alert"] for rule in rules("alerts.yml")] == ALERTS


@pytest.mark.parametrize("alert", ALERTS)
def test_every_alert_has_a_case_that_fires_and_one_that_does_not(alert: str) -> None:
    assert set(expected(alert)) == {True, False}


def test_a_broken_rule_would_be_seen(tmp_path: Path) -> None:
    """The cases can fail: with an alert that never fires they do."""
    text = (RULES / "alerts.yml").read_text("utf8")
    (tmp_path / "alerts.yml").write_text(text.replace('service!="replay"} == 0', 'service!="replay"} == 7'))
    shutil.copy(RULES / "recording.yml", tmp_path)
    case = yaml.safe_load((CASES[-1]).read_text("utf8"))
    case["rule_files"] = ["alerts.yml", "recording.yml"]
    (tmp_path / "case.yml").write_text(yaml.safe_dump(case))
    with pytest.raises(AssertionError, match="WorkerDown"):
        promtool("test", "rules", tmp_path / "case.yml")


def test_recording_rules_are_named_level_metric_operation() -> None:
    metrics = {re.sub(r"_total$", "", name) for name, *_ in table.rows(Metrics(CollectorRegistry()))}
    for rule in rules("recording.yml"):
        level, metric, operation = rule["record"].split(":")
        labels = re.findall(r"\((?:job, le|[a-z, ]+)\)", rule["expr"])
        assert metric in metrics
        assert re.fullmatch(OPERATIONS, operation)
        assert any(set(re.findall(r"\w+", by)) - {"le"} == set(_labels(level)) for by in labels), rule["record"]


def _labels(level: str) -> list[str]:
    return level.split("_")


def test_rules_read_only_metrics_that_exist() -> None:
    known = {name for name, *_ in table.rows(Metrics(CollectorRegistry()))}
    known |= {f"{n}_{end}" for n, kind, *_ in table.rows(Metrics(CollectorRegistry())) if kind == "histogram"
              for end in ("bucket", "sum", "count")}  # fmt: skip
    recorded = {rule["record"] for rule in rules("recording.yml")}
    for rule in [*rules("recording.yml"), *rules("alerts.yml")]:
        for name in re.findall(r"\b(?:[a-z_]+:)?dateline_[a-z0-9_]+(?::[a-z0-9_]+)?", rule["expr"]):
            assert name in (recorded if ":" in name else known), f"{rule.get('alert', rule.get('record'))}: {name}"


def test_the_configuration_says_how_it_is_run() -> None:
    text = (ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text("utf8")
    assert "--web.listen-address=127.0.0.1" in text
    assert yaml.safe_load(text)["scrape_configs"][0]["file_sd_configs"][0]["files"] == ["targets/*.json"]
