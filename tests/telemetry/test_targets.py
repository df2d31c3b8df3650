"""What Prometheus is told to scrape."""

import json
from pathlib import Path

from services.telemetry import targets
from services.telemetry.targets import Target


def test_targets_are_written_in_the_format_of_file_sd_and_taken_away(tmp_path: Path) -> None:
    path = targets.write(tmp_path, "up", [Target("extract", "extract-1", "127.0.0.1:1")])
    assert json.loads(path.read_text()) == [
        {"targets": ["127.0.0.1:1"], "labels": {"service": "extract", "process": "extract-1"}}
    ]
    targets.write(tmp_path, "up", [])
    assert json.loads(path.read_text()) == []
    assert [p.name for p in path.parent.iterdir()] == ["up.json"]
    targets.remove(tmp_path, "up")
    targets.remove(tmp_path, "up")
    assert not path.exists()
