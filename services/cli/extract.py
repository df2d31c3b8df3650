"""`dateline extract PATH…`: the whole pipeline in memory, no Kafka; a table, or one Event a line with --json."""

import sys
from collections import Counter
from typing import Annotated

import typer
from rich.console import Console

from services.cli.options import Paths, PublicationDate, article_progress


def extract(
    paths: Paths,
    json: Annotated[bool, typer.Option("--json", help="one Event a line, as on events.v1")] = False,
    date: PublicationDate = None,
) -> None:
    """Extract events from articles, without Kafka: clean, extract, deduplicate, enrich."""
    from services import pipeline
    from services.cli.context import settings
    from services.cli.render import events_table
    from services.replay.articles import read

    articles = list(read(paths, date.date() if date else None))
    stages = pipeline.from_limits(settings())
    console, log = Console(), Console(stderr=True)
    with article_progress(log) as progress:
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
