"""Every line is one JSON object, whoever wrote it, with the record's position bound."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from services.telemetry import logging as ours


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()
    for name in ours.QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_facts_and_position_are_fields(capsys: pytest.CaptureFixture[str]) -> None:
    ours.configure("INFO", "json", stage="extract")
    log = ours.get("dateline.test")
    with structlog.contextvars.bound_contextvars(article="a1", partition=3, offset=42):
        log.info("extracted", events=2)
    log.debug("not shown")
    (line,) = lines(capsys)
    assert line["event"] == "extracted"
    assert (line["article"], line["partition"], line["offset"], line["events"]) == ("a1", 3, 42, 2)
    assert (line["stage"], line["level"], line["logger"]) == ("extract", "info", "dateline.test")
    assert str(line["timestamp"]).endswith("Z")


def test_the_standard_librarys_loggers_come_through(capsys: pytest.CaptureFixture[str]) -> None:
    ours.configure("INFO", "json", stage="dedup")
    logging.getLogger("faust.app").info("quiet: a line of every rebalance")
    logging.getLogger("faust.app").warning("odd %s", "thing")
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["stage"]) == ("odd thing", "warning", "dedup")


def test_an_exception_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    ours.configure()
    try:
        raise ValueError("no\nnewline")
    except ValueError:
        ours.get("dateline.test").exception("failed")
    (line,) = lines(capsys)
    assert "exception" in line


def test_a_console_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    ours.configure("INFO", "console")
    ours.get("dateline.test").info("ready", partitions=3)
    text = capsys.readouterr().err
    assert "ready" in text
    assert "partitions" in text
    assert not text.startswith("{")
