"""`dateline worker STAGE`: one worker process, in the foreground."""

from typing import Annotated

import typer

from schemas.deadletter import Stage


def worker(stage: Annotated[Stage, typer.Argument(help="which of the four stages")]) -> None:
    """Run one worker of a stage until SIGTERM; several of a stage share its partitions.

    Exit codes: 0 stopped, 1 defect, 2 setting, 3 broker, 4 topics, 5 too many failures in a row, 70 no progress.
    """
    from services.cli.context import settings
    from services.stream.worker import run

    raise typer.Exit(run(stage, settings()))
