"""The command line as a user meets it: quick help, every command there, one line for each error of our own."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli import main
from services.stream.ports import free_ports

runner = CliRunner()


def dateline(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own, in an empty environment."""
    command = [sys.executable, "-m", "services.cli.main", *arguments]
    variables = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"} | environment
    return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)


def test_help_names_every_command_and_imports_none() -> None:
    done = dateline("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in main.COMMANDS)
    listing = (
        "import sys, services.cli.main as m; m.typer.main.get_command(m.app).main(['--help'], standalone_mode=False)"
    )
    probe = subprocess.run(
        [sys.executable, "-c", f"{listing}; print(sorted(sys.modules))"], capture_output=True, text=True, check=True
    )
    for heavy in ("aiokafka", "faust", "pydantic", "numpy", "onnxruntime", "confluent_kafka"):
        assert f"'{heavy}'" not in probe.stdout


@pytest.mark.parametrize("name", list(main.COMMANDS))
def test_every_command_of_the_table_exists_and_explains_itself(name: str) -> None:
    done = runner.invoke(main.app, [name, "--help"])
    assert done.exit_code == 0, done.output
    assert "Usage" in done.output


def test_exit_codes_stand_in_the_help_and_in_the_readme() -> None:
    shown = " ".join(dateline("--help").stdout.split())
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text("utf8").split())
    for code, meaning in main.EXIT_CODES.items():
        assert f"{code} {meaning}" in shown
        assert f"{code} {meaning}" in readme


@pytest.mark.parametrize(
    ("words", "offered"),
    [("dateline d", "dlq"), ("dateline dlq ", "redrive"), ("dateline lag --w", "--watch"),
     ("dateline worker ", "dedup"), ("dateline dlq list --where reason=t", "reason=timeout")],
)  # fmt: skip
def test_the_shell_completes_commands_options_and_values(words: str, offered: str) -> None:
    place = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = dateline(_DATELINE_COMPLETE="complete_bash", **place)
    assert offered in done.stdout.splitlines(), done.stderr


def test_a_command_that_does_not_exist() -> None:
    done = dateline("topic")
    assert done.returncode == 2
    assert "topics" in done.stderr


def test_a_wrong_setting_is_one_line_and_exit_code_2() -> None:
    done = dateline("topics", "check", DATELINE_PARTITIONS="many")
    assert done.returncode == 2
    assert done.stderr.startswith("dateline: DATELINE_PARTITIONS")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [("topics", "check"), ("lag",), ("worker", "intake"), ("monitor",), ("dlq", "list"), ("event", "show", "abcd")],
)
def test_an_absent_broker_is_one_clear_line_and_exit_code_3_within_ten_seconds(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    address = f"127.0.0.1:{free_ports(1)[0]}"
    began = time.monotonic()
    done = dateline(
        *arguments, DATELINE_BOOTSTRAP=address, DATELINE_STATE_DIR=str(tmp_path), DATELINE_BROKER_TIMEOUT="1"
    )
    assert done.returncode == 3
    assert time.monotonic() - began < 10
    said = done.stderr.splitlines()[-1]
    assert said.startswith(f"dateline: no Kafka answers at {address}")
    assert "dateline up" in said
    assert "Traceback" not in done.stderr


def test_the_default_deadline_keeps_the_promise_of_ten_seconds(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_ports(1)[0]}"
    began = time.monotonic()
    done = dateline("topics", "check", DATELINE_BOOTSTRAP=address, DATELINE_STATE_DIR=str(tmp_path))
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert time.monotonic() - began < 10
