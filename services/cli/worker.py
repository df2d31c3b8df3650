"""`dateline worker STAGE`: one worker process, in the foreground."""

from typing import Annotated

import typer

from schemas.deadletter import Stage


def worker(stage: Annotated[Stage, typer.Argument(help="which of the four stages")]) -> None:
    """Run one worker of a stage until SIGTERM; several of a stage share its partitions."""
    from services.cli.context import settings
    from services.stream.worker import run

    run(stage, settings())
