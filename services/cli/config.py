"""`dateline config show`: every setting, its value, where it comes from and what it is for; secrets as stars."""

import json as jsonlib
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

app = typer.Typer(help="Settings of this process.", no_args_is_help=True)


@app.command()
def show(json: Annotated[bool, typer.Option("--json", help="as JSON")] = False) -> None:
    """Print every setting with its value; those that differ from the default are marked."""
    from services.cli.context import settings

    values = settings()
    rows: list[dict[str, Any]] = []
    for name, field in type(values).model_fields.items():
        value = getattr(values, name)
        rows.append(
            {
                "variable": f"DATELINE_{name.upper()}",
                "value": None if value is None else str(value),
                "default": None if field.default is None else str(field.default),
                "set": value != field.default,
                "meaning": field.description or "",
            }
        )
    if json:
        print(jsonlib.dumps(rows))
        return
    table = Table("variable", "value", "meaning", header_style="bold")
    for row in rows:
        value = escape(row["value"] or "–")
        table.add_row(row["variable"], f"[bold]{value}[/]" if row["set"] else value, escape(row["meaning"]))
    Console().print(table)
    Console().print("bold: set by the environment, .env or a running `dateline up`", style="dim")
