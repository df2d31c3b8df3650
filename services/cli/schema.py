"""`dateline schema export|check`: the contract's files, written out or compared with the models."""

from json import dumps
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="The contract: JSON Schema and AsyncAPI.", no_args_is_help=True)


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="where to write json/ and asyncapi.yaml")] = Path()) -> None:
    """Write the JSON Schemas and the AsyncAPI document."""
    from schemas.export import generate, write

    changed = set(write(folder))
    for name in generate():
        Console().print(f"{'wrote' if name in changed else 'unchanged'}  {folder / name}", highlight=False)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="where json/ and asyncapi.yaml lie")] = Path("schemas"),
    json: Annotated[
        bool, typer.Option("--json", help="one object: the folder, its files, those that are stale")
    ] = False,
) -> None:
    """Compare files written earlier with what this version writes. Exit code 1 where they differ."""
    from schemas.export import generate, stale

    wrong = stale(folder)
    if json:
        typer.echo(dumps({"folder": str(folder), "files": list(generate()), "stale": wrong}))
        raise typer.Exit(int(bool(wrong)))
    for name in wrong:
        Console(stderr=True).print(f"stale: {folder / name}: run `dateline schema export {folder}`", highlight=False)
    if wrong:
        raise typer.Exit(1)
    Console().print("all fresh")
