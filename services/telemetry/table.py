"""deploy/metrics.md, made from the metrics themselves: `python -m services.telemetry.table [--check]`.

The file is committed, so that a change of a metric shows in a diff; a test and `--check` say when it is stale.
"""

import argparse
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from prometheus_client import CollectorRegistry

import services
from services.telemetry.families import PREFIX, Family, Kind
from services.telemetry.metrics import Metrics

FILE = Path(services.__file__).parent.parent / "deploy" / "metrics.md"
MOST_VALUES = 8  # of a label that the table spells out; of longer ones it gives the number
HEAD = """# Metrics

Written by `python -m services.telemetry.table` from services/telemetry/metrics.py; not edited by hand.

Every process serves its own at `/metrics`. Seconds and bytes throughout; a value that is not known is absent, never
0 or -1. `group` is the stage whose worker group it is; topics and groups are named without the deployment's prefix.
Python's own `process_…`, `python_…` are exported too. A histogram `x` is scraped as `x_bucket`, `x_sum` and `x_count`.

| name | type | labels | meaning |
|---|---|---|---|
"""


def rows(metrics: Metrics) -> Iterator[tuple[str, str, dict[str, Kind], str]]:
    """Name as scraped, type, labels and meaning of every metric, in the order of declaration."""
    for name, labels in metrics.families.items():
        declared = getattr(metrics, name.removeprefix(PREFIX))
        [described] = (declared.metric if isinstance(declared, Family) else declared).describe()
        yield name, described.type, labels, described.documentation


def _label(name: str, kind: Kind) -> str:
    if not issubclass(kind, Enum):
        return f"`{name}`"
    values = [str(member.value) for member in kind]
    said = ", ".join(values) if len(values) <= MOST_VALUES else f"{len(values)} values of {kind.__name__}"
    return f"`{name}`: {said}"


def table() -> str:
    """The whole file."""
    lines = []
    for name, kind, labels, meaning in rows(Metrics(CollectorRegistry())):
        said = "<br>".join(_label(*label) for label in labels.items()) or "–"
        lines.append(f"| `{name.removeprefix(PREFIX)}` | {kind} | {said} | {meaning} |\n")
    return HEAD.replace("| name |", f"| name (after `{PREFIX}`) |") + "".join(lines)


def main() -> None:
    """Write the file, or with `--check` exit 1 if it is stale."""
    parser = argparse.ArgumentParser(description="deploy/metrics.md from the declared metrics")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the file is stale")
    if not parser.parse_args().check:
        FILE.write_text(table(), encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != table():
        sys.exit("deploy/metrics.md is stale: run `python -m services.telemetry.table`")


if __name__ == "__main__":
    main()
