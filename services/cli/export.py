"""`dateline export --format F [PATH…]`: events as files of other tools: CSV, Parquet, GeoJSON, POLECAT, GDELT."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from schemas.plover import EventType
from services.errors import ConfigurationError
from services.export.formats import Format

if TYPE_CHECKING:
    from schemas.event import Event

DAY = ["%Y-%m-%d"]


def export(
    format: Annotated[Format, typer.Option(help="of the output")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="files of events, one JSON a line, or - for standard input; none: events.v1 as it is now"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="where to; standard output without it")] = None,
    type: Annotated[list[EventType] | None, typer.Option(help="only events of this type (repeatable)")] = None,
    country: Annotated[list[str] | None, typer.Option(help="only with a party or place there: alpha-3 code")] = None,
    since: Annotated[datetime | None, typer.Option(formats=DAY, help="only what happened on that day or later")] = None,
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="only what happened until that day")] = None,
) -> None:
    """Write events for other tools. The newest revision of each; merged and retracted ones are left out."""
    from services.export.choose import Choice, chosen, living
    from services.export.formats import writer
    from services.export.related import linked

    if format is Format.PARQUET and out is None and sys.stdout.isatty():
        raise ConfigurationError("Parquet is no text for a terminal: name a file with --out")
    choice = Choice(
        types=frozenset(type or ()),
        countries=frozenset(c.upper() for c in country or ()),
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    write = writer(format)
    log = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as progress:
        events = linked(living(_read(paths, progress) if paths else _newest(progress)))
        wanted = list(chosen(events, choice))
        try:
            with _opened(out) as file:
                count = write(progress.track(wanted, description="writing"), file)
        except BrokenPipeError:  # `| head` has seen enough
            sys.stderr.close()  # so that Python does not complain of it at its end
            raise typer.Exit from None
    of = f" of {len(events):,}" if len(events) != count else ""
    log.print(f"{count:,}{of} events{f' to {out}' if out else ''}", highlight=False)


def _newest(progress: Progress) -> "list[Event]":
    from services.cli.context import settings
    from services.stream.events import newest

    task = progress.add_task("reading events.v1", total=None)
    return asyncio.run(newest(settings(), lambda done, total: progress.update(task, completed=done, total=total)))


def _read(paths: Iterable[Path], progress: Progress) -> "Iterator[Event]":
    """The events of the files, line by line. Raises ConfigurationError on what is none, naming the line."""
    from pydantic import ValidationError

    from schemas.event import Event

    for path in paths:
        for number, line in progress.track(_lines(path), total=None, description=f"reading {path.name}"):
            try:
                yield Event.model_validate_json(line)
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(str(part) for part in first["loc"])
                said = f"{path}, line {number}: no event ({where + ': ' if where else ''}{first['msg']})"
                raise ConfigurationError(
                    f"{said} — expected one Event a line, as `dateline tail --json` shows"
                ) from None


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except OSError as error:
        raise ConfigurationError(f"{path}: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def _opened(out: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only once it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise ConfigurationError(f"{out}: {(error.strerror or str(error)).lower()}") from error
    finally:
        part.unlink(missing_ok=True)
