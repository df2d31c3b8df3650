"""A replay's metrics are served and listed while it runs, and gone afterwards."""

import json
import urllib.request
from pathlib import Path

from services.replay.exported import Exported
from services.settings import load


def test_progress_is_served_and_listed_while_it_runs(tmp_path: Path) -> None:
    folder = tmp_path / "prometheus" / "targets"
    folder.mkdir(parents=True)
    with Exported(load(state_dir=tmp_path), total=8) as exported:
        exported.sent(2)
        exported.sent(2)
        exported.sent(6)
        [listed] = folder.iterdir()
        [group] = json.loads(listed.read_text())
        with urllib.request.urlopen(f"http://{group['targets'][0]}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
    assert "dateline_replay_records_total 6.0" in lines
    assert "dateline_replay_progress_ratio 0.75" in lines
    assert group["labels"]["service"] == "replay"
    assert not list(folder.iterdir())


def test_without_prometheus_nothing_is_written(tmp_path: Path) -> None:
    with Exported(load(state_dir=tmp_path), total=1):
        pass
    assert not list(tmp_path.iterdir())
