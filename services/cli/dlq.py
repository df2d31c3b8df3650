"""`dateline dlq list|show|redrive|drop`: what could not be processed, looked at and sent again after the mend.

A dead letter's id is its partition and offset on the topic: `3@17`. How a letter is noted as handled, and why in that
way, stands in services/stream/letters.py.
"""

import asyncio
import getpass
import json as jsonlib
import os
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from services.settings import Settings
    from services.stream.letters import Letter
    from services.stream.redrive import Outcome
    from services.telemetry.metrics import Metrics

CAP = 1_000  # letters that one call handles without --limit
AGAIN = 3  # redrives of one record: what fails so often needs a person

app = typer.Typer(help="Dead letters: list, show, send again, drop.", no_args_is_help=True)


def _conditions(incomplete: str) -> list[str]:
    from schemas.deadletter import Reason, Stage

    known = [*(f"reason={r}" for r in Reason), *(f"stage={s}" for s in Stage), "topic=", "error=", "article="]
    return [condition for condition in known if condition.startswith(incomplete)]


Ids = Annotated[list[str] | None, typer.Argument(help="ids such as 3@17; none: all that --where chooses")]
Conditions = Annotated[
    list[str] | None,
    typer.Option(
        "--where", autocompletion=_conditions, help="reason=…, stage=…, topic=…, error=…, article=…; repeatable"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="as JSON")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do not ask")]
Dry = Annotated[bool, typer.Option("--dry-run", help="say what would be done, and do nothing")]
Limit = Annotated[int, typer.Option(min=1, help="at most so many, the oldest first")]


@app.command("list")
def list_(
    where: Conditions = None,
    limit: Annotated[int, typer.Option(min=1, help="rows shown; the counts are of all")] = 50,
    json: Json = False,
) -> None:
    """Show what is open, the newest first, and how many there are of each reason."""
    from services.cli.context import settings
    from services.cli.dlq_render import counts, facts, listing, newest_first

    letters = _chosen(settings(), None, where)
    if json:
        shown = [facts(letter) for letter in newest_first(letters)[:limit]]
        print(jsonlib.dumps({"open": len(letters), "by_reason": counts(letters), "letters": shown}))
        return
    console = Console()
    for line in listing(letters, limit, console.width):
        console.print(line)


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="such as 3@17, from `dateline dlq list`")],
    raw: Annotated[
        bool, typer.Option("--raw", help="write the value's bytes to standard output, as they came")
    ] = False,
    json: Json = False,
) -> None:
    """Show one dead letter: why it is one, where it came from, its headers and its value."""
    from services.cli.context import settings
    from services.cli.dlq_render import whole, whole_json
    from services.stream.letters import parse_id
    from services.stream.redrive import look_up

    letter, value, done = asyncio.run(look_up(settings(), *parse_id(id)))
    if raw:
        sys.stdout.buffer.write(value or b"")
        sys.stdout.buffer.flush()
    elif json:
        print(jsonlib.dumps(whole_json(letter, value, done)))
    else:
        for line in whole(letter, value, done):
            Console().print(line, soft_wrap=True)


@app.command()
def redrive(
    ids: Ids = None,
    where: Conditions = None,
    limit: Limit = CAP,
    rate: Annotated[float | None, typer.Option(min=0.001, help="records a second; as fast as it goes without")] = None,
    max_redrives: Annotated[
        int, typer.Option(min=1, help="refuse a record that was sent again so often: it needs a person")
    ] = AGAIN,
    dry_run: Dry = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Send dead letters back to the topics they came from, after the cause is mended.

    Key, value and headers are as they were; the header `dateline-redriven` counts. Exit code 1 if one was refused.
    """
    from services.cli.context import settings
    from services.stream import redrive as running

    known = settings()

    async def act(chosen: "list[Letter]", progress: Callable[[int, int], object]) -> "Outcome":
        if dry_run:
            return await running.rehearse(known, chosen, max_redrives, progress)
        with _served(known) as metrics:
            return await running.redrive(known, chosen, operator(), max_redrives, metrics, rate, progress)

    _handle(known, ids, where, limit, ("would be sent again" if dry_run else "sent again"), yes or dry_run, json, act)


@app.command()
def drop(
    ids: Ids = None,
    where: Conditions = None,
    limit: Limit = CAP,
    dry_run: Dry = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Set dead letters aside for good. Their bytes stay on the topic until its retention ends."""
    from services.cli.context import settings
    from services.stream import redrive as running

    known = settings()

    async def act(chosen: "list[Letter]", progress: Callable[[int, int], object]) -> "Outcome":
        if dry_run:
            return running.Outcome.of(chosen)
        return await running.drop(known, chosen, operator(), progress)

    _handle(known, ids, where, limit, ("would be dropped" if dry_run else "dropped"), yes or dry_run, json, act)


def _handle(
    known: "Settings",
    ids: list[str] | None,
    where: list[str] | None,
    limit: int,
    word: str,
    sure: bool,
    json: bool,
    act: "Callable[[list[Letter], Callable[[int, int], object]], Coroutine[None, None, Outcome]]",
) -> None:
    """Choose, ask, act with a progress bar, say what came of it."""
    from services.cli.dlq_render import counts, outcome_json, outcome_lines

    meant = _chosen(known, ids, where)
    chosen = meant[:limit]
    if chosen and not sure:
        kinds = ", ".join(f"{c['count']:,} {c['stage'] or '?'} {c['reason'] or 'unknown'}" for c in counts(chosen))
        of = f" (the oldest of {len(meant):,}: --limit takes more)" if len(meant) > limit else ""
        _confirm(f"{len(chosen):,} dead letters{of} will be {word}: {kinds}. Go on?")
    with _bar(word) as progress:
        outcome = asyncio.run(act(chosen, progress))
    left = len(meant) - (0 if word.startswith("would") else outcome.total) - outcome.gone
    if json:
        print(jsonlib.dumps(outcome_json(outcome, word.replace(" ", "_"), left)))
    else:
        for line in outcome_lines(outcome, word, left):
            Console().print(line, soft_wrap=True)
    if outcome.refused:
        raise typer.Exit(1)


def _chosen(known: "Settings", ids: list[str] | None, where: list[str] | None) -> "list[Letter]":
    """The open letters that are meant, the oldest first. Raises DatelineError for an id that is not open."""
    from services.errors import DatelineError
    from services.stream.letters import Where, parse_id
    from services.stream.redrive import open_letters

    condition = Where.parse(where or ())
    named = {parse_id(id) for id in ids or ()}
    with _bar("reading dead letters") as progress:
        letters = asyncio.run(open_letters(known, progress))
    if unknown := named - {(letter.partition, letter.offset) for letter in letters}:
        listed = ", ".join(f"{partition}@{offset}" for partition, offset in sorted(unknown))
        raise DatelineError(
            f"not open: {listed}: `dateline dlq show ID` says what became of it, `dateline dlq list` what is"
        )
    return [one for one in letters if condition.matches(one) and (not named or (one.partition, one.offset) in named)]


def _confirm(question: str) -> None:
    from services.errors import ConfigurationError

    if not sys.stdin.isatty():
        raise ConfigurationError(f"{question.removesuffix(' Go on?')} Nobody is there to confirm: add --yes")
    typer.confirm(question, abort=True, err=True)


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], object]]:
    log = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def _served(known: "Settings") -> "Iterator[Metrics]":
    """Metrics of this process, served while it runs, and listed for Prometheus where `dateline up` laid it out."""
    from services.telemetry import targets
    from services.telemetry.health import Health
    from services.telemetry.metrics import Metrics
    from services.telemetry.server import TelemetryServer

    metrics, name = Metrics(), f"redrive-{os.getpid()}"
    with TelemetryServer(metrics.registry, Health(), known.host) as server:
        if targets.folder(known.state).is_dir():
            # "replay": the one service that may end without an alert
            targets.write(known.state, name, [targets.Target("replay", name, f"{server.host}:{server.port}")])
        try:
            yield metrics
        finally:
            targets.remove(known.state, name)


def operator() -> str:
    """Who does it, as notes name them: `user@host`."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user without a name
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}"
