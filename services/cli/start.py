"""`dateline start PROCESS…`: start processes of the running `up` that were stopped."""

from typing import Annotated

import typer
from rich.console import Console


def start(names: Annotated[list[str], typer.Argument(help="extract-1, or extract for all of a stage")]) -> None:
    """Start processes that `dateline stop` stopped; one that runs stays as it is."""
    from services.cli.processes import chosen, running
    from services.cli.supervise import Supervisor

    up = running()
    processes = chosen(up, names)
    supervisor = Supervisor(up.socket)
    for name in processes:
        supervisor.start(name)
    Console(stderr=True).print(f"started {', '.join(processes)}: see `dateline status`", highlight=False)
