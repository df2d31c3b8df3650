"""The dashboard is fresh, well formed, in the order of operations, and asks only for what there is."""

import json
import re
from itertools import combinations
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from deploy.grafana import build
from services.telemetry import table
from services.telemetry.metrics import Metrics
from tests.deploy.programs import RULES

DASHBOARD: dict[str, Any] = json.loads(build.FILE.read_text("utf8"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
PROVISIONING = build.FOLDER / "provisioning"
ORDER = [
    "Service level",
    "Lag",
    "Offsets",
    "Outcomes",
    "Latency",
    "Stages",
    "Publishing",
    "Dead letters",
    "Processes",
    "Monitor",
]
UNITS = {"short", "s", "percentunit", "reqps", "bytes"}


def test_the_dashboard_is_fresh() -> None:
    assert build.FILE.read_text("utf8") == build.text(), "run `python -m deploy.grafana.build`"


def test_rows_are_in_the_order_of_the_design() -> None:
    assert [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"] == ORDER


def test_the_dashboard_has_what_grafana_needs() -> None:
    assert DASHBOARD["uid"] == "dateline"
    assert DASHBOARD["schemaVersion"] == 39
    assert DASHBOARD["time"].keys() == {"from", "to"}
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_every_panel_says_what_it_shows_and_asks_the_provisioned_source(panel: dict[str, Any]) -> None:
    source = yaml.safe_load((PROVISIONING / "datasources" / "prometheus.yml").read_text("utf8"))["datasources"][0]
    assert panel["type"] in ("stat", "timeseries", "heatmap")
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
    assert panel["targets"]
    assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])
    for asked in (panel, *panel["targets"]):
        assert asked["datasource"] == {"type": source["type"], "uid": source["uid"]}
    values = [step["value"] for step in panel["fieldConfig"]["defaults"]["thresholds"]["steps"]]
    assert values[0] is None
    assert values[1:] == sorted(values[1:])


def test_panels_lie_within_24_columns_and_on_no_other() -> None:
    places = [panel["gridPos"] for panel in DASHBOARD["panels"]]
    for place in places:
        assert 0 <= place["x"] < place["x"] + place["w"] <= 24
    for a, b in combinations(places, 2):
        apart = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        assert apart or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]


def test_queries_name_only_metrics_and_rules_that_exist() -> None:
    rows = list(table.rows(Metrics(CollectorRegistry())))
    known = {name for name, *_ in rows}
    known |= {f"{name}_bucket" for name, kind, *_ in rows if kind == "histogram"}
    groups = yaml.safe_load((RULES / "recording.yml").read_text("utf8"))["groups"]
    known |= {rule["record"] for group in groups for rule in group["rules"]}
    for panel in PANELS:
        for target in panel["targets"]:
            named = re.findall(r"\b(?:[a-z_]+:)?dateline_[a-z0-9_]+(?::[a-z0-9_]+)?", target["expr"])
            assert set(named) <= known, panel["title"]
            for label in re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]):
                assert re.search(rf"\b{label}\b", target["expr"]) or label in _labels(named, rows), panel["title"]


def _labels(named: list[str], rows: list[tuple[str, str, dict[str, Any], str]]) -> set[str]:
    """Labels that the named series carry: a recorded one's are in its name."""
    plain = {name: set(labels) for name, _, labels, _ in rows}
    found = {"process", "service"} if not named else set()
    for name in named:
        found |= set(name.partition(":")[0].split("_")) if ":" in name else plain.get(name, set())
    return found


def test_the_dashboard_is_provisioned_from_its_folder() -> None:
    said = yaml.safe_load((PROVISIONING / "dashboards" / "dateline.yml").read_text("utf8"))
    assert said["providers"][0]["options"]["path"] == "/var/lib/grafana/dashboards"
    assert [path.name for path in build.FILE.parent.iterdir()] == [build.FILE.name]
