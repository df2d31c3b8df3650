"""`dateline down`: stop what `up` started; the broker's data stays unless it is purged."""

from typing import Annotated

import typer
from rich.console import Console


def down(
    purge: Annotated[bool, typer.Option("--purge", help="also remove the broker's data and the logs")] = False,
) -> None:
    """Stop the workers, which finish what they have begun, then the broker."""
    from services.cli import launch
    from services.settings import load

    console = Console(stderr=True)
    ran = launch.down(load(), purge, lambda text: console.print(f"[dim]{text}[/]", highlight=False))
    console.print("down" if ran else "nothing was up")
