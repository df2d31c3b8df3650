"""`dateline topics create|check`: the topics of schemas/topics.yaml on the broker."""

import asyncio
import json as jsonlib
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer(help="Create or check the topics.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="as JSON")]


@app.command()
def create(json: Json = False) -> None:
    """Create what is missing and set what the contract says; harmless when all is there."""
    from services.cli.context import settings
    from services.stream import topics

    found = asyncio.run(topics.create(settings()))
    if json:
        print(jsonlib.dumps([{"topic": f.topic, "partitions": f.partitions, "outcome": f.outcome} for f in found]))
        return
    table = Table("topic", "partitions", "outcome", header_style="bold")
    for topic in found:
        table.add_row(topic.topic, str(topic.partitions), topic.outcome)
    Console().print(table)


@app.command()
def check(json: Json = False) -> None:
    """Exit code 4, and what to do, if a topic is missing, has too few partitions or is set up wrongly."""
    from services.cli.context import settings
    from services.stream import topics

    known = settings()
    counts = asyncio.run(topics.check(known))
    if json:
        print(jsonlib.dumps(counts))
    else:
        Console().print(f"all {len(counts)} topics are right on {known.bootstrap}", highlight=False)
