"""Dead letters sent again on the in-memory broker: counted, paced, and honest about what is there no more."""

import dataclasses
import itertools

import pytest

from schemas.deadletter import Reason, Stage
from services.errors import DatelineError
from services.settings import Settings
from services.stream.redrive import drop, look_up, open_letters, redrive, rehearse
from services.telemetry.metrics import Metrics
from tests.stream.processes import publish_as_is, read_all


def said(settings: Settings, topic: str, stage: str, offset: int = 0) -> list[tuple[str, bytes | None]]:
    facts = {"topic": settings.topic(topic), "partition": 2, "offset": offset, "stage": stage, "reason": "failed"}
    return [(f"dateline.dlq.{name}", str(value).encode()) for name, value in facts.items()]


async def test_what_is_sent_again_is_counted_by_stage_and_reason_and_noted(embedded_settings: Settings) -> None:
    known = embedded_settings
    publish_as_is(known, "clusters.v1", b"e", b"cluster", partition=2)
    publish_as_is(known, "dead-letters.v1", b"e", b"cluster", said(known, "clusters.v1", "enrich"))
    for name in (b"a", b"b"):
        publish_as_is(known, "dead-letters.v1", name, b"{}", said(known, "articles.v1", "intake"), partition=1)
    publish_as_is(known, "dead-letters.v1", b"odd", b"not ours", partition=3)
    letters = await open_letters(known)
    assert [letter.id for letter in letters] == ["0@0", "1@0", "1@1", "3@0"]
    rehearsed = await rehearse(known, letters, 3)
    metrics, heard = Metrics(), []
    outcome = await redrive(known, letters, "me", 3, metrics, on_progress=lambda *at: heard.append(at))
    assert rehearsed.handled == outcome.handled
    assert outcome.handled == {(Stage.ENRICH, Reason.FAILED): 1, (Stage.INTAKE, Reason.FAILED): 2}
    assert [refusal.letter.id for refusal in outcome.refused] == ["3@0"]
    assert metrics.dead_letters_redriven_total(Stage.INTAKE, Reason.FAILED)._value.get() == 2
    assert sorted(heard) == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [letter.id for letter in await open_letters(known)] == ["3@0"]
    clusters = await read_all(known, "clusters.v1")
    assert [(r.partition, r.value) for r in clusters] == [(2, b"cluster")] * 2
    *_, done = await look_up(known, 1, 0)
    assert done
    assert (done.how, done.by) == ("redriven", "me")


async def test_what_is_gone_is_counted_as_gone(embedded_settings: Settings) -> None:
    publish_as_is(embedded_settings, "dead-letters.v1", b"a", b"{}", said(embedded_settings, "articles.v1", "intake"))
    [letter] = await open_letters(embedded_settings)
    gone = dataclasses.replace(letter, offset=7)
    outcome = await redrive(embedded_settings, [letter, gone], "me", 3, Metrics())
    assert (outcome.total, outcome.gone) == (1, 1)


async def test_a_rate_is_kept(embedded_settings: Settings) -> None:
    for _ in range(3):
        publish_as_is(
            embedded_settings, "dead-letters.v1", b"a", b"{}", said(embedded_settings, "articles.v1", "intake")
        )
    letters = await open_letters(embedded_settings)
    ticks = itertools.count(0.0, 0.001)
    outcome = await redrive(embedded_settings, letters, "me", 3, Metrics(), rate=20.0, clock=lambda: next(ticks))
    assert outcome.total == 3
    times = [r.timestamp for r in await read_all(embedded_settings, "articles.v1")]
    assert times[-1] - times[0] >= 90, "milliseconds between the first and the third at 20 a second"


async def test_a_note_is_no_letter_and_neither_is_what_never_was(embedded_settings: Settings) -> None:
    publish_as_is(embedded_settings, "dead-letters.v1", b"a", b"{}", said(embedded_settings, "articles.v1", "intake"))
    await drop(embedded_settings, await open_letters(embedded_settings), "me")
    assert await open_letters(embedded_settings) == []
    for offset in (1, 2):
        with pytest.raises(DatelineError, match=f"no dead letter 0@{offset}"):
            await look_up(embedded_settings, 0, offset)
    with pytest.raises(DatelineError, match="no dead letter 99@0"):
        await look_up(embedded_settings, 99, 0)
