"""How things stand, as the page is told."""

from collections import Counter

from schemas.deadletter import Stage
from services.monitor.lag import Lag
from services.web.board import STALE, Board
from services.web.workers import Workers


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_it_is_stale_when_kafka_has_not_answered_for_a_while() -> None:
    clock = Clock()
    board = Board(clock)
    assert board.stale()
    assert board.status()["trouble"] == "starting"
    board.answered([], {})
    assert not board.stale()
    clock.now += STALE + 1
    board.trouble = "no Kafka answers"
    said = board.status()
    assert (said["stale"], said["trouble"], said["looked"]) == (True, "no Kafka answers", 1_000_000)
    board.answered([], {})
    assert board.status()["trouble"] == ""


def test_stages_say_what_waits_and_what_they_have_in_hand() -> None:
    board = Board(Clock())
    board.workers = Workers(Counter(extract=2), Counter(extract=5), Counter(extract=10), {"extract": 2.0})
    lags = [
        Lag(Stage.EXTRACT, "articles.clean.v1", 0, 10, 4, 3.21),
        Lag(Stage.EXTRACT, "articles.clean.v1", 1, 7, None, None),
        Lag(Stage.DEDUP, "mentions.v1", 0, 9, 9, 0.0),
    ]
    board.answered(lags, {"articles.clean.v1": 17})
    said = board.status()
    assert said["lag"] == 3.2
    intake, extract, dedup, _ = said["stages"]
    assert (extract["workers"], extract["in_hand"], extract["waiting"], extract["mean"]) == (2, 5, 6, 0.2)
    assert extract["partitions"] == [[0, 10, 6, 3.2], [1, 7, None, None]]
    assert (dedup["workers"], dedup["in_hand"], dedup["waiting"]) == (0, None, 0)
    assert (intake["waiting"], intake["seconds"]) == (None, None)


def test_in_a_cluster_workers_are_unknown_and_not_none() -> None:
    board = Board(Clock())
    board.answered([Lag(Stage.INTAKE, "articles.v1", 0, 1, 1, 0.0)], {})
    assert board.status()["stages"][0]["workers"] is None
