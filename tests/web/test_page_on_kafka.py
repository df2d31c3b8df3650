"""The page's reader and looker on a real Kafka of their own: what was there, what comes, an outage, the way back."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from services.cli.web import Looks
from services.settings import Settings, load
from services.stream import topics
from services.stream.broker import KafkaLauncher
from services.stream.headers import RECEIVED_AT
from services.telemetry.health import Health
from services.web import board as boards
from services.web.board import Board
from services.web.looker import Looker
from services.web.reader import Reader
from tests.stream.processes import publish_as_is, until
from tests.web.samples import event, raw

pytestmark = [pytest.mark.integration, pytest.mark.timeout(180)]


@pytest.fixture
def own_kafka(tmp_path: Path) -> Iterator[KafkaLauncher]:
    with KafkaLauncher(load().cache_dir, tmp_path / "kafka") as kafka:
        yield kafka


@pytest.fixture
async def settings(own_kafka: KafkaLauncher, tmp_path: Path) -> Settings:
    made = load(bootstrap=own_kafka.bootstrap, partitions=3, state_dir=tmp_path / "state", broker_timeout=4.0)
    await topics.create(made)
    return made


@pytest.fixture
async def board(settings: Settings) -> AsyncIterator[Board]:
    """A board that reader and looker write on, begun after the first records."""
    for number in range(20):
        send(settings, f"{number:032x}")
    made, health = Board(), Health()
    looker = Looker(made, health, lambda: Looks(settings), list)
    tasks = [asyncio.create_task(Reader(settings, made).run()), asyncio.create_task(looker.run())]
    yield made
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def send(settings: Settings, id: str) -> None:
    publish_as_is(settings, "events.v1", id.encode(), raw(event(id)), [(RECEIVED_AT, b"1700000000000")])


async def test_the_page_reads_what_is_there_follows_and_outlives_an_outage(
    own_kafka: KafkaLauncher, settings: Settings, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "STALE", 5.0)
    await until(lambda: board.filled and board.behind == 0)
    assert len(board.window.rows()) == 20
    assert not board.stale()
    assert {lag.topic for lag in board.lags} >= {"articles.v1", "mentions.v1"}
    assert board.pulse.quantile(0.5, board.clock()) is not None

    publish_as_is(settings, "events.v1", b"odd", b'{"id": "no event"}')
    headers = [("dateline.dlq.stage", b"intake"), ("dateline.dlq.reason", b"undecodable")]
    publish_as_is(settings, "dead-letters.v1", b"odd", b"\xff", headers)
    send(settings, "c" * 32)
    await until(lambda: board.window.event("c" * 32) is not None)
    await until(lambda: board.unreadable == 1 and board.dead == 1)
    assert board.letters.summary()["by_reason"] == [{"stage": "intake", "reason": "undecodable", "count": 1}]

    own_kafka.stop()
    await until(board.stale, told=lambda: board.trouble)
    assert len(board.window.rows()) == 21  # what was known is still shown
    own_kafka.start()
    own_kafka.wait()
    await until(lambda: not board.stale(), told=lambda: board.trouble)
    send(settings, "d" * 32)
    await until(lambda: board.window.event("d" * 32) is not None)
    assert len(board.window.rows()) == 22
