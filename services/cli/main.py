"""The command `dateline`: one file per command in this room, imported only when it is called.

A module offers either `app`, a Typer with commands of its own, or a function with the command's name. An error of our
own is one line on standard error and its exit code (services/errors.py); anything else is a defect and shows its trace.
"""

import importlib
import logging
import os
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

# Command -> what it does, in the order of the help. The help is here, so that showing it imports no command.
COMMANDS = {
    "extract": "The whole pipeline in memory, without Kafka: events of articles in files.",
    "explain": "Every sentence of articles with what was found in it and why; --json: every expression.",
    "up": "Start broker, topics, workers, monitor and page on this machine.",
    "down": "Stop what `up` started.",
    "status": "What runs, where it listens, where it logs.",
    "stop": "Stop single processes of the running `up`.",
    "start": "Start them again.",
    "replay": "Send articles through the running pipeline and count what became of them.",
    "tail": "Show events as they are published.",
    "event": "One event traced back to its articles, with the evidence in colour.",
    "export": "Write events for other tools: JSON Lines, CSV, Parquet, GeoJSON, POLECAT, GDELT.",
    "lag": "How far behind each worker group is.",
    "dlq": "Dead letters: list, show, send again, drop.",
    "topics": "Create or check the topics.",
    "worker": "Run one worker of a stage (for compose and Kubernetes).",
    "monitor": "Run the monitor, which measures lag from outside the workers.",
    "web": "Serve the page: live events, map, lag and dead letters.",
    "doctor": "Check this machine, the broker and the processes, and say what to do.",
    "config": "Every setting, its value and its meaning.",
    "schema": "Export or check the JSON Schemas and the AsyncAPI document.",
}
EXIT_CODES = {
    0: "done",
    1: "failed, or refused in part",
    2: "wrong setting, option or path",
    3: "no broker",
    4: "topic missing or wrongly set up",
    5: "stopped: no progress, or too many failures in a row",
    6: "a replay whose count does not add up",
    70: "a worker's watchdog saw no progress",
}


class Commands(TyperGroup):
    """Imports a command when it is called; shows the table above when help is asked for."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name, help=text) for name, text in COMMANDS.items()}

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command itself, or only its line of help while the help is written."""
        if cmd_name not in COMMANDS or ctx.meta.get("listing"):
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f"services.cli.{cmd_name}")
        if hasattr(module, "app"):
            return typer.main.get_group(module.app)
        single = typer.Typer(add_completion=False)
        single.command(cmd_name)(getattr(module, cmd_name))
        return typer.main.get_command(single)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        ctx.meta["listing"] = True
        super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        ctx.meta["listing"] = True
        return super().shell_complete(ctx, incomplete)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A stream of news articles in, a stream of structured, deduplicated event records out.",
    epilog="Exit codes: " + " · ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()),
)


@app.callback()
def dateline() -> None:
    """A stream of news articles in, a stream of structured, deduplicated event records out."""


def run() -> None:
    """The console script."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # read when numpy loads; its products here are too small
        os.environ.setdefault(name, "1")
    for name in ("aiokafka", "asyncio"):  # a command says itself what went wrong; services set up their own logging
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    try:
        typer.main.get_command(app).main(prog_name="dateline")
    except Exception as error:
        from services.errors import DatelineError  # pydantic comes with it, and --help does without

        if not isinstance(error, DatelineError):
            raise
        sys.stderr.write(f"dateline: {error}\n")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    run()
