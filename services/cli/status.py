"""`dateline status`: what `up` started, whether it runs and is ready, its ports and logs."""

import json as jsonlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from services.cli.context import Running


def status(json: Annotated[bool, typer.Option("--json", help="as JSON")] = False) -> None:
    """Show every process of the running `up`. Exit code 1 if nothing is up or a process is not ready."""
    from services.cli.context import Running
    from services.errors import DatelineError
    from services.settings import load

    running = Running.read(load().state)
    if running is None:
        raise DatelineError("nothing is up: run `dateline up`")
    rows = facts(running)
    if json:
        print(
            jsonlib.dumps(
                {"broker": running.broker, "bootstrap": running.bootstrap, "page": running.page, "processes": rows}
            )
        )
    else:
        show(running)
    if not all(row["ready"] for row in rows):
        raise typer.Exit(1)


def facts(running: "Running") -> list[dict[str, Any]]:
    """One row a process: name, state, ready, pid, uptime in seconds, port of its metrics, log."""
    from services.cli import launch

    states = launch.states(running)
    rows = []
    for process in running.processes:
        state = states.get(process.name)
        runs = state is not None and state.state == "RUNNING"
        rows.append(
            {
                "name": process.name,
                "state": state.state.lower() if state else "gone",
                "ready": runs and (process.port is None or launch.ready(process)),
                "pid": state.pid if state and runs else None,
                "uptime": round(time.time() - state.started) if state and runs else None,
                "port": process.port,
                "log": process.log,
            }
        )
    return rows


def show(running: "Running") -> None:
    """The same as a table, with where metrics and logs are below it."""
    table = Table("process", "state", "pid", "up", "port", header_style="bold")
    for row in facts(running):
        state = row["state"] if row["ready"] else f"[red]{row['state']}{', not ready' if row['pid'] else ''}[/]"
        up = "–" if row["uptime"] is None else f"{row['uptime']} s"
        table.add_row(row["name"], state, str(row["pid"] or "–"), up, str(row["port"] or "–"))
    console = Console()
    console.print(table)
    logs = Path(running.processes[0].log).parent
    for name, where in (
        ("page", running.page or "–"),
        ("Kafka", running.bootstrap),
        ("metrics", "http://127.0.0.1:PORT/metrics"),
        ("logs", f"{logs}/PROCESS.log"),
    ):
        console.print(f"{name:<8} {where}", highlight=False, soft_wrap=True)
