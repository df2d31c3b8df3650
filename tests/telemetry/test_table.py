"""deploy/metrics.md is fresh, and every metric that is declared is also observed."""

import re
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

import services
from services.telemetry import table
from services.telemetry.metrics import Metrics

SOURCES = Path(services.__file__).parent
HANDED_OVER = {"registry", "families"}
# Counted by `dateline dlq redrive`.
BY_ANOTHER_COMMAND = {"dead_letters_redriven_total"}


def test_the_table_is_fresh() -> None:
    assert table.FILE.read_text("utf8") == table.table(), "run `python -m services.telemetry.table`"


def test_the_table_has_every_metric_once() -> None:
    written = re.findall(r"^\| `(\w+)` \| (?:counter|gauge|histogram) \|", table.table(), re.MULTILINE)
    metrics = Metrics(CollectorRegistry())
    assert written == [name.removeprefix("dateline_") for name in metrics.families]
    assert set(written) == set(vars(metrics)) - HANDED_OVER


@pytest.mark.parametrize("name", sorted(set(vars(Metrics(CollectorRegistry()))) - HANDED_OVER - BY_ANOTHER_COMMAND))
def test_every_metric_is_observed_somewhere(name: str) -> None:
    rooms = [path for path in SOURCES.rglob("*.py") if path.parent.name != "telemetry"]
    assert any(re.search(rf"metrics\.{name}\b", path.read_text("utf8")) for path in rooms)
