"""`dateline doctor`: is everything there that this machine and its broker need, and what to do where it is not."""

import asyncio
import json as jsonlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from services.cli.doctor_check import Check
    from services.settings import Settings

QUICK = 2.0  # seconds
STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def doctor(json: Annotated[bool, typer.Option("--json", help="as JSON")] = False) -> None:
    """Check this machine, the broker and the processes. Exit code 1 if something fails; warnings are none."""
    from services.cli import context
    from services.settings import load

    known = context.settings()
    meant = "bootstrap" in load().model_fields_set or context.Running.read(known.state) is not None
    if not meant:  # nobody said that there is a broker: look, but do not wait for one
        known = known.model_copy(update={"broker_timeout": min(QUICK, known.broker_timeout)})
    console = Console()
    with console.status("looking") if console.is_terminal and not json else Console(quiet=True).status(""):
        found = asyncio.run(_checks(known, meant))
    failed = [check for check in found if check.state == "fail"]
    if json:
        print(jsonlib.dumps({"ok": not failed, "checks": [asdict(check) for check in found]}))
    else:
        console.print(table(found))
        warned = sum(check.state == "warn" for check in found)
        console.print(f"{len(found)} checks: {len(failed)} failed, {warned} warnings", highlight=False)
    if failed:
        raise typer.Exit(1)


async def _checks(known: "Settings", meant: bool) -> "list[Check]":
    from services.cli import doctor_machine, doctor_stream
    from services.cli.doctor_check import tried

    found = list(doctor_machine.checks(known))
    found += [check async for check in doctor_stream.checks(known, meant)]
    found.append(tried("metrics", lambda: doctor_stream.metrics(known)))
    return found


def table(found: "list[Check]") -> Table:
    """A row a check, what to do below what was found."""
    shown = Table("check", "", "found", header_style="bold")
    shown.columns[0].no_wrap = shown.columns[1].no_wrap = True
    for check in found:
        text = Text(check.found)
        if check.advice:
            text.append(f"\n→ {check.advice}", style=STYLES[check.state])
        shown.add_row(check.name, Text(check.state, style=STYLES[check.state]), text)
    return shown
