"""`dateline event show ID`: from the event back to its cluster, its mentions, their sentences and their articles."""

import asyncio
import json as jsonlib
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

app = typer.Typer(help="Single events.", no_args_is_help=True)


@app.callback()
def event() -> None:
    """Single events."""


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="an event's id, or its first characters where they fit no other")],
    limit: Annotated[int, typer.Option(min=1, help="mentions shown")] = 10,
    json: Annotated[bool, typer.Option("--json", help="as JSON, with every mention")] = False,
) -> None:
    """Trace an event back: cluster, mentions, sentences with the evidence in colour, articles where still kept."""
    from services.cli.context import settings
    from services.cli.event_render import as_json, lines
    from services.stream.trace import trace

    log = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as progress:
        task = progress.add_task("reading", total=None)

        def heard(topic: str, done: int, total: int) -> None:
            progress.update(task, description=f"reading {topic}", completed=done, total=total)

        found = asyncio.run(trace(settings(), id, heard))
    if json:
        print(jsonlib.dumps(as_json(found)))
        return
    console = Console()
    for line in lines(found, limit):
        console.print(line)
