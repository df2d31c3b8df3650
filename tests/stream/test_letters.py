"""Dead letters read from any record, chosen, and made into what they were again."""

import dataclasses
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.deadletter import HANDLED, How, Reason, Stage
from services.errors import ConfigurationError
from services.stream.deadletters import dead_letter
from services.stream.letters import Letter, Refusal, Where, handled, letter, note, original, parse_id
from services.stream.record import Failed, Headers, Incoming, Outgoing
from services.telemetry.labels import Topic

NOW = datetime(2022, 12, 20, 12, tzinfo=UTC)
PREFIX = "dateline."


def record(value: bytes | None, headers: Headers = (), key: bytes | None = b"k", offset: int = 17) -> Any:
    """As aiokafka gives it."""
    return SimpleNamespace(
        partition=3, offset=offset, timestamp=1_671_537_600_000, key=key, value=value, headers=headers
    )


def dead(
    topic: Topic, stage: Stage, headers: Headers = (), value: bytes | None = b"{}", reason: str = "timeout"
) -> Letter:
    """The letter that a worker would write."""
    cause = Incoming(topic, 5, 42, 1_671_537_600_000, b"k", value, headers)
    made = dead_letter(cause, Failed(Reason(reason), "E", "m"), stage, "g", PREFIX + topic, NOW)
    return letter(record(made.value, made.headers), PREFIX)


def test_a_redriven_record_is_what_it_was_and_counts() -> None:
    own: Headers = (("h", b"\x00"), ("h", None), ("dateline-redriven", b"1"))
    found = dead(Topic.CLEAN, Stage.EXTRACT, own)
    again = original(found, b"value", PREFIX, 3)
    assert again == Outgoing(Topic.CLEAN, b"k", b"value", (*own[:2], ("dateline-redriven", b"2")), None)
    assert isinstance(original(found, b"value", PREFIX, 1), Refusal)


def test_a_cluster_goes_to_its_partition_and_a_mention_follows_its_key() -> None:
    cluster = original(dead(Topic.CLUSTERS, Stage.ENRICH), b"", PREFIX, 3)
    mention = original(dead(Topic.MENTIONS, Stage.DEDUP), b"", PREFIX, 3)
    assert isinstance(cluster, Outgoing)
    assert isinstance(mention, Outgoing)
    assert (cluster.partition, mention.partition) == (5, None)


@pytest.mark.parametrize("topic", ["", "dateline.events.v1", "dateline.dead-letters.v1", "articles.v2", "../etc"])
def test_nothing_is_sent_to_a_topic_that_no_worker_reads(topic: str) -> None:
    found = dead(Topic.ARTICLES, Stage.INTAKE)
    forged = dataclasses.replace(found, said={**found.said, "topic": topic})
    assert isinstance(original(forged, b"", PREFIX, 3), Refusal)


def test_a_letter_goes_by_the_id_of_its_article() -> None:
    inside = json.dumps({"id": "a1", "text": "x"}).encode()
    assert dead(Topic.ARTICLES, Stage.INTAKE, value=inside).about == ("a1", "k")
    assert dead(Topic.ARTICLES, Stage.INTAKE, value=b"[1]").about == ("k",)
    assert dead(Topic.CLEAN, Stage.EXTRACT, (("ce_subject", b"a2"),)).about == ("a2",)
    assert dead(Topic.CLUSTERS, Stage.ENRICH).about == ("k",)


def test_where_chooses() -> None:
    letters = [
        dead(Topic.ARTICLES, Stage.INTAKE, reason="too_large"),
        dead(Topic.CLEAN, Stage.EXTRACT, (("ce_subject", b"a2"),)),
        dead(Topic.CLEAN, Stage.EXTRACT, reason="failed"),
    ]

    def chosen(*conditions: str) -> list[int]:
        where = Where.parse(conditions)
        return [number for number, one in enumerate(letters) if where.matches(one)]

    assert chosen() == [0, 1, 2]
    assert (
        chosen("stage=extract")
        == chosen("topic=articles.clean.v1")
        == chosen("topic=dateline.articles.clean.v1")
        == [1, 2]
    )
    assert chosen("reason=too_large,reason=failed") == [0, 2]
    assert chosen("stage=extract", "reason=failed") == [2]
    assert chosen("article=a2") == [1]
    assert chosen("error=E,stage=dedup") == []


@pytest.mark.parametrize(
    "condition", ["", "reason", "reason=", "reason=nope", "stage=web", "size=3", "=x", "reason=timeout,"]
)
def test_a_wrong_condition_says_what_there_is(condition: str) -> None:
    with pytest.raises(ConfigurationError, match="--where"):
        Where.parse([condition])


def test_ids() -> None:
    assert parse_id("3@17") == (3, 17)
    for wrong in ("", "3", "@", "3@", "@17", "-3@17", "3@17@1", "3@1e9", "9" * 5000 + "@1"):
        with pytest.raises(ConfigurationError, match="PARTITION@OFFSET"):
            parse_id(wrong)


def test_a_note_says_which_letter_and_only_a_note_is_one() -> None:
    one = dead(Topic.CLEAN, Stage.EXTRACT)
    made = note(one, How.DROPPED, "me@here", NOW)
    assert (made.partition, made.value, made.key) == (3, None, b"3@17")
    said = handled(record(None, made.headers, made.key, offset=18))
    assert said
    assert (said.partition, said.offset, said.how, said.by) == (3, 17, How.DROPPED, "me@here")
    assert handled(record(b"", made.headers, offset=18)) is None, "it has a value"
    assert handled(record(None, made.headers, offset=17)) is None, "it stands before its letter"
    assert handled(record(None, ((HANDLED, b"{}"),), offset=18)) is None
    assert handled(record(None, offset=18)) is None


names = st.one_of(
    st.sampled_from(
        ["dateline-redriven", "ce_subject", HANDLED, *(f"dateline.dlq.{n}" for n in ("topic", "partition", "stage"))]
    ),
    st.text(max_size=5),
)
header_lists = st.lists(
    st.tuples(names, st.one_of(st.none(), st.binary(max_size=30), st.just(b"9" * 5000))), max_size=6
)


@settings(max_examples=100, deadline=None)
@given(
    header_lists,
    st.one_of(st.none(), st.binary(max_size=60), st.just(b"[" * 5000)),
    st.one_of(st.none(), st.binary(max_size=9)),
)
def test_any_record_is_a_letter_or_a_note(
    headers: list[tuple[str, bytes | None]], value: bytes | None, key: bytes | None
) -> None:
    found = record(value, tuple(headers), key)
    handled(found)
    one = letter(found, PREFIX)
    assert one.size == len(value or b"")
    assert one.redriven >= 0
    assert Where.parse(["reason=timeout"]).matches(one) is False
    assert isinstance(original(one, value, PREFIX, 3), Outgoing | Refusal)
