"""What was there before the page began."""

from dataclasses import dataclass

from services.web.early import Early


@dataclass
class Record:
    timestamp: int
    value: bytes | None = b"x" * 10
    topic: str = "events.v1"
    partition: int = 0
    offset: int = 0


def test_the_newest_of_each_key_in_the_order_of_time() -> None:
    early = Early()
    for timestamp, key in ((5, "a"), (1, "b"), (7, "b"), (6, "c")):
        early.put(Record(timestamp), key)
    assert [record.timestamp for record in early.oldest_first()] == [5, 6, 7]


def test_the_oldest_are_let_go_before_the_memory_is() -> None:
    early = Early(limit=100)
    for timestamp in range(1000):
        early.put(Record(timestamp), timestamp)
    kept = [record.timestamp for record in early.oldest_first()]
    assert kept == list(range(1000 - len(kept), 1000))
    assert 10 <= len(kept) <= 20


def test_a_key_that_comes_again_and_again_takes_the_room_of_one() -> None:
    early = Early(limit=100)
    for timestamp in range(1000):
        early.put(Record(timestamp), "a")
    early.put(Record(3, None), "b")
    assert [record.timestamp for record in early.oldest_first()] == [3, 999]
