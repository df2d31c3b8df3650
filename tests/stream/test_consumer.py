"""Committed is what our agent finished, in order, and nothing that Faust acknowledges on its own."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from faust.types import TP, ConsumerMessage

from schemas.deadletter import Stage
from services.settings import Settings
from services.stream import app as faust_app
from services.stream.consumer import OrderedConsumer

A, B = TP("t", 0), TP("t", 1)


@pytest.fixture
async def consumer(tmp_path: Path) -> AsyncIterator[Any]:
    app = faust_app.create(Settings(state_dir=tmp_path), Stage.EXTRACT)
    made = app.consumer
    assert isinstance(made, OrderedConsumer)
    app.consumer_generation_id = 1
    committed: list[dict[TP, int]] = []
    made.tries = committed

    async def commit(offsets: dict[TP, int]) -> bool:
        committed.append(dict(offsets))
        return made.works

    made.works = True
    made._commit = commit
    made.assignment = lambda: {A, B}
    yield made
    made._thread.thread_loop.close()  # never started


def message(tp: TP, offset: int, generation: int = 1) -> Any:
    return ConsumerMessage(
        tp.topic, tp.partition, offset, 0.0, 0, None, b"", b"", None, tp=tp, generation_id=generation
    )


async def test_finished_messages_are_committed_up_to_the_last(consumer: Any) -> None:
    for offset in (5, 6, 9):  # 7 and 8 were compacted away
        assert consumer.finish(message(A, offset))
    consumer.finish(message(B, 0))
    assert await consumer.force_commit()
    assert consumer.tries == [{A: 10, B: 1}]
    assert not await consumer.force_commit()
    assert len(consumer.tries) == 1


async def test_what_faust_acknowledges_is_not_committed(consumer: Any) -> None:
    skipped = message(A, 5)
    consumer.track_message(skipped)
    consumer.ack(skipped)
    assert skipped not in consumer.unacked
    assert not await consumer.force_commit()
    assert consumer.tries == []


async def test_a_message_of_an_older_assignment_is_not_committed(consumer: Any) -> None:
    late = message(A, 5, generation=0)
    consumer.track_message(late)
    assert not consumer.finish(late)
    assert late not in consumer.unacked
    assert not await consumer.force_commit()


async def test_a_commit_that_failed_is_tried_again(consumer: Any) -> None:
    consumer.finish(message(A, 5))
    consumer.works = False
    assert not await consumer.force_commit()
    consumer.works = True
    assert await consumer.force_commit()
    assert consumer.tries == [{A: 6}, {A: 6}]


async def test_revoked_partitions_are_not_committed(consumer: Any) -> None:
    consumer.finish(message(A, 5))
    consumer.assignment = lambda: {B}
    assert not await consumer.force_commit()
    assert consumer.tries == []


async def test_abandoned_messages_hold_nobody_up(consumer: Any) -> None:
    left = message(A, 5)
    consumer.track_message(left)
    consumer.abandon(left)
    assert len(consumer.unacked) == 0
