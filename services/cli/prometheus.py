"""What `dateline up` leaves for Prometheus in the state folder: configuration, rules and a list of what to scrape.

    prometheus --config.file=.dateline/prometheus/prometheus.yml \
        --storage.tsdb.path=.dateline/prometheus/data --web.listen-address=127.0.0.1:9090
"""

import shutil
from pathlib import Path

import services
from services.cli.context import Running
from services.telemetry import targets

SOURCE = Path(services.__file__).parent.parent / "deploy" / "prometheus"
LISTED_BY_UP = "up"


def lay_out(state: Path, running: Running, host: str) -> Path:
    """Copy configuration and rules, list every process that serves metrics; the path of the configuration.

    A Prometheus that runs on it sees new targets at once, new rules when it is reloaded.
    """
    home = targets.folder(state)
    shutil.rmtree(home / "targets", ignore_errors=True)  # what a killed replay of an earlier run has left
    shutil.copytree(SOURCE / "rules", home / "rules", dirs_exist_ok=True)
    shutil.copyfile(SOURCE / "prometheus.yml", home / "prometheus.yml")
    listed = [
        targets.Target(_service(process.name), process.name, f"{host}:{process.port}")
        for process in running.processes
        if process.port is not None
    ]
    targets.write(state, LISTED_BY_UP, listed)
    return home / "prometheus.yml"


def take_away(state: Path) -> None:
    """List the processes no longer; what Prometheus has stored stays."""
    targets.remove(state, LISTED_BY_UP)


def _service(name: str) -> str:
    """`extract-2` -> `extract`, `monitor` -> `monitor`."""
    stem, dash, number = name.rpartition("-")
    return stem if dash and number.isdecimal() else name
