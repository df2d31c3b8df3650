"""`dateline extract PATH…`: the whole pipeline in memory, no Kafka; a table, or one Event a line with --json."""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def extract(
    paths: Annotated[
        list[Path], typer.Argument(help=".txt, .jsonl, .html, folders, or - for standard input", show_default=False)
    ],
    json: Annotated[bool, typer.Option("--json", help="one Event a line, as on events.v1")] = False,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="publication date of articles that state none")
    ] = None,
) -> None:
    """Extract events from articles, without Kafka: clean, extract, deduplicate, enrich."""
    from services import pipeline
    from services.cli.context import settings
    from services.cli.render import events_table
    from services.replay.articles import read

    articles = list(read(paths, date.date() if date else None))
    stages = pipeline.from_limits(settings())
    console, log = Console(), Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as progress:
        task = progress.add_task("reading articles", total=len(articles))
        run = stages.run(articles, on_article=lambda outcome: progress.advance(task))
    for refused in run.refused:
        log.print(f"[red]refused[/] ({refused.reason.value}) {refused.origin}: {refused.message}", highlight=False)
    if json:
        for event in run.events:
            sys.stdout.write(event.model_dump_json() + "\n")
    else:
        if run.events:
            events = sorted(run.events, key=lambda e: (str(e.when and e.when.start), e.id))
            console.print(events_table(events, console.width))
        count = Counter(o.value for o in run.outcomes)
        console.print(
            f"{len(articles)} articles: {count['extracted']} with events, {count['no_events']} without, "
            f"{count['dead_lettered']} refused; {len(run.mentions)} mentions, {len(run.events)} events",
            highlight=False,
        )
    if articles and len(run.refused) == len(articles):
        raise typer.Exit(1)
