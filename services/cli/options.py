"""Arguments and options that several commands take: declared once, so that they read and work alike."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Paths = Annotated[
    list[Path], typer.Argument(help=".txt, .jsonl, .html, folders, or - for standard input", show_default=False)
]
PublicationDate = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="publication date of articles that state none")
]


def article_progress(log: Console) -> Progress:
    """A bar over articles, on a terminal alone; it is gone when done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=log, transient=True, disable=not log.is_terminal)
