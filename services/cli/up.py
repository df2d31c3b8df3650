"""`dateline up`: broker, topics, workers, monitor and page on this machine, kept running by a supervisor."""

import signal
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from schemas.deadletter import Stage

HINT = "next     dateline replay seeds/ · dateline tail --all · dateline lag · dateline status · dateline down"


class Broker(StrEnum):
    KAFKA = "kafka"
    EMBEDDED = "embedded"
    AUTO = "auto"


def up(
    broker: Annotated[
        Broker, typer.Option(help="a real Kafka; the in-memory one; auto: the latter only without Java or Maven")
    ] = Broker.KAFKA,
    workers: Annotated[
        list[str] | None, typer.Option(help="processes of a stage, such as extract=2 (repeatable, or by commas)")
    ] = None,
    detach: Annotated[bool, typer.Option("--detach/--no-detach", help="return once all is ready, or stay")] = True,
) -> None:
    """Start broker, topics, workers, monitor and page; return once every worker is ready. Safe to call again."""
    from services.cli import launch
    from services.cli.status import show
    from services.settings import load

    settings, console = load(), Console(stderr=True)
    counts = parse_workers(workers or [])
    kind = _choose(broker, settings.cache_dir, console)
    running = launch.up(settings, kind, counts, lambda text: console.print(f"[dim]{text}[/]", highlight=False))
    show(running)
    Console().print(HINT, highlight=False, soft_wrap=True)
    if not detach:
        _stay()
        launch.down(settings, purge=False, say=lambda text: console.print(f"[dim]{text}[/]"))


def _choose(broker: Broker, cache_dir: Path, console: Console) -> str:
    """`auto`: Kafka, or in one clear line why it can't be and what comes instead."""
    if broker is not Broker.AUTO:
        return broker.value
    from services.errors import ConfigurationError
    from services.stream import jars

    try:
        jars.java()
        jars.fetch(cache_dir)
    except ConfigurationError as error:
        why = str(error).partition(":")[0]
        console.print(f"no Kafka on this machine ({why}): using the embedded in-memory broker", highlight=False)
        return Broker.EMBEDDED.value
    return Broker.KAFKA.value


def parse_workers(wanted: list[str]) -> dict[Stage, int]:
    """["extract=2,dedup=2"] -> counts by stage. Raises ConfigurationError."""
    from services.errors import ConfigurationError

    counts: dict[Stage, int] = {}
    for part in ",".join(wanted).split(","):
        if not part.strip():
            continue
        name, _, number = part.strip().partition("=")
        if name not in list(Stage) or not number.isdecimal() or int(number) > 64:
            raise ConfigurationError(
                f"--workers {part.strip()!r}: give STAGE=COUNT, such as extract=2; stages: {', '.join(Stage)}"
            )
        counts[Stage(name)] = int(number)
    return counts


def _stay() -> None:
    ended = False

    def note(*_: object) -> None:
        nonlocal ended
        ended = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    while not ended:
        time.sleep(0.2)
