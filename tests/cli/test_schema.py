"""The command `schema`: files written by this version are fresh, a changed one is named and fails the check."""

import json
from pathlib import Path

from typer.testing import CliRunner

from services.cli import main

runner = CliRunner()


def test_check_as_json_names_the_files_and_those_that_are_stale(tmp_path: Path) -> None:
    assert runner.invoke(main.app, ["schema", "export", str(tmp_path)]).exit_code == 0
    done = runner.invoke(main.app, ["schema", "check", str(tmp_path), "--json"])
    said = json.loads(done.stdout)
    assert (done.exit_code, said["folder"], said["stale"]) == (0, str(tmp_path), [])
    assert {"asyncapi.yaml", "json/Event.schema.json"} <= set(said["files"])
    assert all((tmp_path / name).is_file() for name in said["files"])
    (tmp_path / "asyncapi.yaml").write_text("asyncapi: 2.0.0\n")
    done = runner.invoke(main.app, ["schema", "check", str(tmp_path), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["stale"]) == (1, ["asyncapi.yaml"])
