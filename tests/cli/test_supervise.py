"""The supervisor's configuration: read back by supervisord itself, whatever the paths are called."""

import shlex
from pathlib import Path

import pytest
from supervisor.options import ServerOptions

from schemas.deadletter import Stage
from services.cli.supervise import SOCKET_PATH_LIMIT, Program, config, socket_path
from services.cli.up import parse_workers
from services.errors import ConfigurationError


@pytest.mark.parametrize("folder", ["plain", "with space", "comma, quote'", "ümlaut"])
def test_supervisord_reads_back_what_was_written(tmp_path: Path, folder: str) -> None:
    state = tmp_path / folder
    (state / "logs").mkdir(parents=True)
    command = ["/usr/bin/java", "-cp", f"{state}/*", "kafka.Kafka"]
    programs = [
        Program("kafka-1", command, 100, 20.0),
        Program(
            "intake-1", ["python", "-m", "x"], 900, 30.4, restart=False, environment={"DATELINE_BOOTSTRAP": "h:1,i:2"}
        ),
    ]
    path = state / "supervisord.conf"
    path.write_text(config(state, programs))
    options = ServerOptions()
    options.realize(["-c", str(path), "-n"])
    options.process_config(do_usage=False)
    read = {group.name: group.process_configs[0] for group in options.process_group_configs}
    assert shlex.split(read["kafka-1"].command) == command
    assert read["kafka-1"].stdout_logfile == str(state / "logs" / "kafka-1.log")
    assert read["intake-1"].environment == {"DATELINE_BOOTSTRAP": "h:1,i:2"}
    assert (read["intake-1"].stopwaitsecs, read["intake-1"].startretries) == (30, 0)


def test_a_folder_that_supervisord_can_not_take_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="DATELINE_STATE_DIR"):
        config(Path("/tmp/100%sure"), [])


def test_a_long_path_has_its_socket_elsewhere(tmp_path: Path) -> None:
    short, long = Path("/tmp/s"), tmp_path / ("x" * 120)
    assert socket_path(short) == short / "supervisor.sock"
    assert len(str(socket_path(long))) <= SOCKET_PATH_LIMIT
    assert socket_path(long) == socket_path(long) != socket_path(long / "y")


def test_worker_counts() -> None:
    assert parse_workers([]) == {}
    assert parse_workers(["extract=2", "dedup=3,intake=0"]) == {Stage.EXTRACT: 2, Stage.DEDUP: 3, Stage.INTAKE: 0}
    for wrong in ("extract", "extract=", "extract=-1", "web=1", "extract=1000"):
        with pytest.raises(ConfigurationError, match="STAGE=COUNT"):
            parse_workers([wrong])
