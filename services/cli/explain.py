"""`dateline explain PATH…`: what was found in articles and why, for people in colour or as JSON, a line an article."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from services.cli.options import Paths, PublicationDate, article_progress

if TYPE_CHECKING:
    from services.cli.explain_article import Explained
    from services.replay.articles import RawArticle
    from services.settings import Settings

CHUNK = 4  # articles handed to a process at a time
AHEAD = 4  # chunks a process: what has been read but not yet printed stays small


def explain(
    paths: Paths,
    json: Annotated[bool, typer.Option("--json", help="one object an article, with every expression in it")] = False,
    date: PublicationDate = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="processes that read articles side by side")] = 1,
) -> None:
    """Show what was found in articles and why: the rule or reason behind every field, and behind every null."""
    from services.cli.context import settings
    from services.cli.explain_render import article_lines
    from services.replay.articles import read

    articles = list(read(paths, date.date() if date else None))
    console, log = Console(), Console(stderr=True)
    refused = 0
    with article_progress(log) as progress:
        task = progress.add_task("reading articles", total=len(articles))
        for done in _run(articles, settings(), json, min(workers, len(articles) or 1)):
            if done.refused is not None:
                refused += 1
                log.print(Text.assemble(("refused", "red"), f" {done.refused}"), highlight=False, soft_wrap=True)
            elif json:
                sys.stdout.buffer.write(done.json + b"\n")
            else:
                for line in article_lines(done):
                    console.print(line, highlight=False)
            progress.advance(task)
    sys.stdout.flush()
    if articles and refused == len(articles):
        raise typer.Exit(1)


def _run(articles: "Iterable[RawArticle]", said: "Settings", json: bool, workers: int) -> "Iterator[Explained]":
    """Every article explained, in the order given."""
    from services.cli.explain_article import ArticleExplainer

    if workers == 1:
        explainer = ArticleExplainer(said, json)
        yield from map(explainer.run, articles)
        return
    yield from _spread(articles, said, json, workers)


def _spread(articles: "Iterable[RawArticle]", said: "Settings", json: bool, workers: int) -> "Iterator[Explained]":
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from itertools import islice
    from multiprocessing import get_context

    from services.cli.explain_article import explain_chunk, prepare
    from services.errors import DatelineError

    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the processes inherit it
    left = iter(articles)
    waiting: deque[Future[list[Explained]]] = deque()
    # spawn, as a fork of a process with threads may hang
    with ProcessPoolExecutor(workers, get_context("spawn"), prepare, (said, json)) as pool:
        try:
            while True:
                while len(waiting) < workers * AHEAD and (chunk := list(islice(left, CHUNK))):
                    waiting.append(pool.submit(explain_chunk, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise DatelineError(
                "a process that reads articles was ended; is there memory for fewer --workers?"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)
