"""`dateline replay PATH…`: articles to Kafka as a test stream; waits until settled, prints the verdict."""

import asyncio
import contextlib
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.cli.options import Paths, PublicationDate

MISCOUNT = 6  # exit code: settled, but the count does not add up


def replay(
    paths: Paths,
    rate: Annotated[float | None, typer.Option(min=0.001, help="articles a second; as fast as it goes without")] = None,
    amplify: Annotated[
        int, typer.Option(min=1, max=100_000, help="records an article: itself and seeded variants")
    ] = 1,
    seed: Annotated[int, typer.Option(help="of the variants")] = 0,
    patience: Annotated[float, typer.Option(min=1, help="seconds without progress before giving up")] = 60.0,
    date: PublicationDate = None,
    json: Annotated[bool, typer.Option("--json", help="the verdict as JSON")] = False,
) -> None:
    """Replay articles into the running pipeline and count what becomes of each. Exit code 0 only if it adds up."""
    from services.cli.context import settings
    from services.cli.render import verdict_json, verdict_lines
    from services.replay import run as running
    from services.replay.amplify import amplify as vary
    from services.replay.articles import read
    from services.replay.exported import Exported

    articles = list(read(paths, date.date() if date else None))
    total = len(articles) * amplify
    log = Console(stderr=True)
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    known = settings()
    with Exported(known, total) as exported, Progress(*columns, console=log, disable=not log.is_terminal) as progress:
        sending = progress.add_task("sent to articles.v1", total=total)
        reading = progress.add_task("decided by intake", total=total)
        waiting = progress.add_task("settling", total=None)

        def show(state: running.Progress) -> None:
            exported.sent(state.sent)
            progress.update(sending, completed=state.sent)
            progress.update(reading, completed=state.decided)
            if state.backlog:
                left = "" if state.backlog.records is None else f": {state.backlog.records:,} to read"
                progress.update(waiting, description=f"{state.backlog.stage.value}{left}")

        verdict = asyncio.run(
            running.replay(known, vary(articles, amplify, seed), rate=rate, patience=patience, show=show)
        )
        progress.update(waiting, description="settled", total=1, completed=1)
    with contextlib.suppress(BrokenPipeError):
        if json:
            print(verdict_json(verdict))
        else:
            Console().print("\n".join(verdict_lines(verdict)), highlight=False)
    if not verdict.adds_up:
        raise typer.Exit(MISCOUNT)
