"""`dateline stop PROCESS…`: stop processes of the running `up` and leave them stopped, for instance to see lag rise."""

from typing import Annotated

import typer
from rich.console import Console


def stop(names: Annotated[list[str], typer.Argument(help="extract-1, or extract for all of a stage")]) -> None:
    """Stop processes of the running `up`; each finishes what it has begun. `dateline start` brings them back."""
    from services.cli.processes import chosen, running
    from services.cli.supervise import Supervisor
    from services.settings import load

    up = running()
    processes = chosen(up, names)
    Supervisor(up.socket).stop(processes, load().drain_timeout + 15)
    Console(stderr=True).print(f"stopped {', '.join(processes)}", highlight=False)
