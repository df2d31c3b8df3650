"""CloudEvents headers and what dead letters carry; hostile headers of producers do no harm."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.deadletter import PREFIX, DeadLetterHeaders, Reason, Stage
from services.stream.deadletters import LONGEST_MESSAGE, dead_letter
from services.stream.headers import cloud_event, is_replay, received_at
from services.stream.record import Failed, Incoming
from services.telemetry.labels import Topic

NOW = datetime(2022, 12, 20, 12, tzinfo=UTC)
values = st.none() | st.binary(max_size=30)
header_lists = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "a",
                "dateline-received-at",
                "dateline-replay",
                "traceparent",
                PREFIX + "attempts",
                PREFIX + "first_failed_at",
            ]
        )
        | st.text(max_size=5),
        values,
    ),
    max_size=6,
)


def record(*headers: tuple[str, bytes | None], timestamp: int = 1_671_537_600_000) -> Incoming:
    return Incoming(Topic.ARTICLES, 3, 42, timestamp, b"k", b"v", headers)


def test_a_cloud_event_in_binary_mode() -> None:
    cause = record(("traceparent", b"00-abc"), ("dateline-received-at", b"1671537600001"), ("x", b"not passed on"))
    headers = cloud_event(
        cause, record="EventMention", id="m1", subject="a1", stage=Stage.EXTRACT, time=NOW, replay=True
    )
    assert dict(headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"m1",
        "ce_type": b"dateline.event-mention.v1",
        "ce_source": b"/dateline/extract",
        "ce_subject": b"a1",
        "ce_time": b"2022-12-20T12:00:00Z",
        "ce_dataschema": b"urn:dateline:schema:EventMention:1.0.0",
        "content-type": b"application/json",
        "dateline-received-at": b"1671537600001",
        "dateline-replay": b"true",
        "traceparent": b"00-abc",
    }


def test_the_articles_own_timestamp_serves_where_no_stage_wrote_one() -> None:
    assert received_at(record()) == 1_671_537_600_000
    assert received_at(record(("dateline-received-at", b"-7"))) == 1_671_537_600_000
    assert not is_replay(record())
    assert is_replay(record(("dateline-replay", b"false"), ("dateline-replay", b"True")))


def test_a_dead_letter_is_the_record_and_what_happened() -> None:
    failed = Failed(Reason.TIMEOUT, "TimeLimit", "x" * 2000)
    cause = record(("h", b"\x00"), ("h", None))
    letter = dead_letter(cause, failed, Stage.EXTRACT, "dateline.extract", "dateline.articles.clean.v1", NOW)
    assert (letter.key, letter.value, letter.headers[:2]) == (b"k", b"v", (("h", b"\x00"), ("h", None)))
    said = {n.removeprefix(PREFIX): (v or b"").decode() for n, v in letter.headers[2:]}
    facts = DeadLetterHeaders.model_validate(said)
    assert (facts.topic, facts.partition, facts.offset) == ("dateline.articles.clean.v1", 3, 42)
    assert len(facts.error_message) == LONGEST_MESSAGE
    assert (facts.attempts, facts.first_failed_at, facts.reason) == (1, NOW, Reason.TIMEOUT)


def test_a_redriven_record_keeps_its_first_failure_and_counts_on() -> None:
    failed = Failed(Reason.FAILED, "E", "m")
    first = dead_letter(record(("h", b"1")), failed, Stage.EXTRACT, "g", "t", NOW)
    later = datetime(2022, 12, 21, tzinfo=UTC)
    again = dead_letter(record(*first.headers), failed, Stage.EXTRACT, "g", "t", later)
    said = dict(again.headers)
    assert said[PREFIX + "attempts"] == b"2"
    assert said[PREFIX + "first_failed_at"] == b"2022-12-20T12:00:00Z"
    assert [n for n, _ in again.headers].count(PREFIX + "attempts") == 1
    assert again.headers[0] == ("h", b"1")


@settings(max_examples=80, deadline=None)
@given(header_lists, st.integers(-(2**62), 2**62), st.text(max_size=700))
def test_any_headers_and_timestamp_make_a_dead_letter(
    headers: list[tuple[str, bytes | None]], timestamp: int, message: str
) -> None:
    cause = record(*headers, timestamp=timestamp)
    letter = dead_letter(cause, Failed(Reason.FAILED, "E", message), Stage.INTAKE, "g", "t", NOW)
    kept = tuple(h for h in headers if not h[0].startswith(PREFIX))
    assert letter.headers[: len(kept)] == kept
    assert isinstance(received_at(cause), int)
    assert isinstance(is_replay(cause), bool)
