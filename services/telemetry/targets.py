"""What Prometheus is to scrape, as files that it watches (file_sd): `prometheus/targets/*.json` in the state folder.

`dateline up` lists its processes on the ports they keep over restarts, so one that has died stays listed and is seen
to be down. A replay lists itself while it runs.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """One /metrics. service: intake … enrich, monitor, web or replay. process: its name, such as extract-2."""

    service: str
    process: str
    address: str  # host:port


def folder(state: Path) -> Path:
    """Prometheus' home in the state folder; its configuration lies there, too."""
    return state / "prometheus"


def write(state: Path, name: str, targets: Iterable[Target]) -> Path:
    """List `targets` in `prometheus/targets/NAME.json`. Prometheus sees the old or the new file, never half of one."""
    path = folder(state) / "targets" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    groups = [{"targets": [t.address], "labels": {"service": t.service, "process": t.process}} for t in targets]
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(groups, indent=2) + "\n", encoding="utf-8")
    fresh.replace(path)
    return path


def remove(state: Path, name: str) -> None:
    """List them no longer."""
    (folder(state) / "targets" / f"{name}.json").unlink(missing_ok=True)
