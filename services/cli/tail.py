"""`dateline tail`: events as they are published, one line each."""

import asyncio
import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from schemas.plover import EventType


def tail(
    type: Annotated[list[EventType] | None, typer.Option(help="only events of this type (repeatable)")] = None,
    country: Annotated[list[str] | None, typer.Option(help="only with a party or place there: alpha-3 code")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="start with what was published since that day")
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="start with the oldest event kept")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="stop after so many")] = None,
    json: Annotated[bool, typer.Option("--json", help="one Event a line")] = False,
) -> None:
    """Print events live. Ctrl-C ends it."""
    from services.cli.context import settings
    from services.cli.render import one_line
    from services.stream.events import follow

    types, countries = set(type or []), {c.upper() for c in country or []}
    console = Console()

    async def run() -> None:
        shown = 0
        async for event in follow(settings(), from_start=all, since=since):
            if types and event.type not in types:
                continue
            places = {a.country for a in (*event.actors, *event.recipients)} | {event.where and event.where.country}
            if countries and not countries & places:
                continue
            if json:
                sys.stdout.write(event.model_dump_json() + "\n")
                sys.stdout.flush()
            else:
                console.print(one_line(event), soft_wrap=True)
            shown += 1
            if limit and shown >= limit:
                return

    asyncio.run(run())
