"""`dateline export` on files: what it writes, what it leaves out, what it says of a wrong input."""

import asyncio
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest
from aiokafka import AIOKafkaProducer
from typer.testing import CliRunner

from schemas.cluster import Change
from schemas.plover import EventType
from services.cli import main
from services.errors import ConfigurationError
from services.settings import Settings
from tests.export.builders import event

runner = CliRunner()


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A file of three events, one of them superseded and one merged away."""
    told = [
        event("a", summary="old"),
        event("a", revision=2, summary="new"),
        event("b", type=EventType.AID, mode=None, where=None),
        event("c", change=Change.MERGED, merged_into="a"),
    ]
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(e.to_json() for e in told) + b"\n\n")
    return file


def test_writes_living_events_to_standard_output_and_the_count_to_standard_error(events: Path) -> None:
    done = runner.invoke(main.app, ["export", "--format", "jsonl", str(events)])
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["summary"] == "new"
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert "2 events" in done.stderr


def test_chooses(events: Path) -> None:
    done = runner.invoke(main.app, ["export", "--format", "jsonl", "--type", "AID", str(events)])
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b"]
    assert "1 of 2 events" in done.stderr
    done = runner.invoke(
        main.app, ["export", "--format", "csv", "--country", "ukr", "--since", "2022-12-19", str(events)]
    )
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "polecat", "gdelt", "geojson"])
def test_every_format_goes_to_a_file(format: str, events: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = runner.invoke(main.app, ["export", "--format", format, "--out", str(out), str(events)])
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert out.stat().st_size > 100
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []
    if format == "parquet":
        assert pyarrow.parquet.read_table(io.BytesIO(out.read_bytes())).num_rows == 2


def test_a_line_that_is_no_event_is_named_and_leaves_no_file(events: Path, tmp_path: Path) -> None:
    events.write_bytes(events.read_bytes() + b'{"id": 3}\n')
    out = tmp_path / "out.csv"
    done = runner.invoke(main.app, ["export", "--format", "csv", "--out", str(out), str(events)])
    assert isinstance(done.exception, ConfigurationError)
    assert "events.jsonl, line 6: no event (id: " in str(done.exception)
    assert not out.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = runner.invoke(main.app, ["export", "--format", "csv", str(tmp_path / "none.jsonl")])
    assert isinstance(done.exception, ConfigurationError)
    assert "none.jsonl: no such file" in str(done.exception)


def test_a_folder_that_cannot_be_written(events: Path, tmp_path: Path) -> None:
    done = runner.invoke(main.app, ["export", "--format", "csv", "--out", str(tmp_path / "x" / "y.csv"), str(events)])
    assert isinstance(done.exception, ConfigurationError)


def test_reads_the_topic_to_its_present_end(
    embedded_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def publish() -> None:
        topic = embedded_settings.topic("events.v1")
        async with AIOKafkaProducer(bootstrap_servers=embedded_settings.bootstrap, acks="all") as producer:
            for told in (event("a"), event("a", revision=2, summary="new"), event("b", change=Change.RETRACTED)):
                await producer.send_and_wait(topic, told.to_json(), key=told.id.encode(), partition=3)
            await producer.send_and_wait(topic, b"no event", partition=1)

    asyncio.run(publish())
    monkeypatch.setenv("DATELINE_BOOTSTRAP", embedded_settings.bootstrap)
    monkeypatch.setenv("DATELINE_STATE_DIR", str(tmp_path))
    done = runner.invoke(main.app, ["export", "--format", "jsonl"])
    assert done.exit_code == 0, done.exception
    assert [json.loads(line)["summary"] for line in done.stdout.splitlines()] == ["new"]
