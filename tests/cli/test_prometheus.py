"""What `dateline up` leaves for Prometheus."""

import json
from pathlib import Path

from services.cli import prometheus
from services.cli.context import Process, Running


def running(*processes: Process) -> Running:
    return Running("kafka", "h:1", 4, "dateline.", 1, 0.0, "s", "m", processes)


def test_every_process_with_metrics_is_listed_by_service_and_name(tmp_path: Path) -> None:
    names = [("kafka-1", None), ("extract-1", 101), ("extract-12", 102), ("monitor", 103)]
    path = prometheus.lay_out(tmp_path, running(*(Process(n, p, "log") for n, p in names)), "127.0.0.1")
    assert path.is_file()
    assert (path.parent / "rules" / "alerts.yml").is_file()
    groups = json.loads((path.parent / "targets" / "up.json").read_text())
    assert [(g["labels"]["service"], g["labels"]["process"], g["targets"]) for g in groups] == [
        ("extract", "extract-1", ["127.0.0.1:101"]),
        ("extract", "extract-12", ["127.0.0.1:102"]),
        ("monitor", "monitor", ["127.0.0.1:103"]),
    ]
    (path.parent / "targets" / "replay-7.json").write_text("[]")
    prometheus.lay_out(tmp_path, running(), "127.0.0.1")  # a second `up` writes over it
    assert [left.name for left in (path.parent / "targets").iterdir()] == ["up.json"]
    prometheus.take_away(tmp_path)
    assert not list((path.parent / "targets").iterdir())
