"""Prometheus' programs, as tests call them."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "prometheus" / "rules"


def program(name: str) -> str:
    """Path of `promtool` or `prometheus`. Without it the test fails: alerts that nobody checked are no alerts."""
    found = shutil.which(name)
    assert found, (
        f"no {name} on PATH: `make setup` installs Debian's package prometheus as root (apt-get install prometheus); "
        "elsewhere take it from prometheus.io"
    )
    return found


def promtool(*arguments: str | Path) -> str:
    """What `promtool ARGUMENTS` says; AssertionError with it unless it succeeds."""
    done = subprocess.run(
        [program("promtool"), *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
