"""Lag from looks: zero, growing, unknown; the gauges say nothing about what is not known."""

import pytest
from prometheus_client import CollectorRegistry

from schemas.deadletter import Stage
from services.monitor.gauges import Gauges
from services.monitor.lag import LagWatch, Look, total
from services.telemetry.metrics import Metrics

EXTRACT = {"group": "extract", "topic": "articles.clean.v1", "partition": "0"}


def look(at: float, end: int, committed: int | None) -> Look:
    return Look(at, {("articles.clean.v1", 0): end}, {} if committed is None else {(Stage.EXTRACT, 0): committed})


def test_seconds_count_from_the_moment_the_end_passed_the_commit() -> None:
    watch = LagWatch()
    for at, end, committed in [(0.0, 5, 5), (5.0, 5, 5), (10.0, 9, 5), (15.0, 12, 5), (20.0, 12, 10)]:
        watch.observe(look(at, end, committed))
        [lag] = watch.lags(look(at, end, committed))
        expected = {0.0: (0, 0.0), 5.0: (0, 0.0), 10.0: (4, 0.0), 15.0: (7, 5.0), 20.0: (2, 5.0)}[at]
        assert (lag.messages, lag.seconds) == expected


def test_without_a_commit_nothing_is_known() -> None:
    watch = LagWatch()
    watch.observe(look(0.0, 9, None))
    [lag] = watch.lags(look(0.0, 9, None))
    assert (lag.messages, lag.seconds) == (None, None)
    assert watch.unknown(look(0.0, 9, None)) == {}
    assert total([lag], Stage.EXTRACT) is None


def test_lag_from_before_the_first_look_is_asked_for_and_then_known() -> None:
    watch, first = LagWatch(), look(100.0, 9, 4)
    watch.observe(first)
    assert watch.unknown(first) == {("articles.clean.v1", 0): 4}
    assert watch.lags(first)[0].seconds is None
    watch.seed({("articles.clean.v1", 0): (4, 30.0), ("events.v1", 7): (1, 1.0)})
    assert watch.lags(first)[0].seconds == 70.0
    later = look(110.0, 9, 4)
    watch.observe(later)
    assert watch.lags(later)[0].seconds == 80.0


def test_gauges_hold_what_is_known_and_drop_it_when_it_no_longer_is() -> None:
    registry = CollectorRegistry()
    gauges, watch = Gauges(Metrics(registry)), LagWatch()

    def value(name: str, labels: dict[str, str] | None = None) -> float | None:
        return registry.get_sample_value(f"dateline_{name}", labels or {})

    watch.observe(look(50.0, 7, None))
    gauges.lags(watch.lags(look(50.0, 7, None)), 50.0)
    assert value("consumer_lag_messages", EXTRACT) is None
    watch.observe(look(55.0, 7, 3))
    watch.seed({("articles.clean.v1", 0): (3, 45.0)})
    gauges.lags(watch.lags(look(55.0, 7, 3)), 55.0)
    assert value("consumer_lag_messages", EXTRACT) == 4
    assert value("consumer_lag_seconds", EXTRACT) == 10
    assert value("lag_last_success_timestamp_seconds") == 55
    gauges.offsets(look(55.0, 7, 3))
    end = {"topic": "articles.clean.v1", "partition": "0"}
    assert (value("topic_end_offset", end), value("consumer_committed_offset", EXTRACT)) == (7, 3)
    gauges.unknown()
    assert value("topic_end_offset", end) is value("consumer_committed_offset", EXTRACT) is None
    assert value("consumer_lag_messages", EXTRACT) is None
    assert value("consumer_lag_seconds", EXTRACT) is None


def test_the_newest_record_of_a_topic_over_its_partitions() -> None:
    registry = CollectorRegistry()
    gauges = Gauges(Metrics(registry))
    gauges.newest({("events.v1", 0): (9, 100.0), ("events.v1", 1): (4, 90.0)})
    gauges.newest({("events.v1", 1): (5, 95.0)})
    gauges.retention({"events.v1": 60.0})
    assert registry.get_sample_value("dateline_last_message_timestamp_seconds", {"topic": "events.v1"}) == 100.0
    assert registry.get_sample_value("dateline_topic_retention_seconds", {"topic": "events.v1"}) == 60.0


@pytest.mark.parametrize("end", [0, 3])
def test_a_group_at_the_end_has_no_lag_from_the_first_look_on(end: int) -> None:
    watch = LagWatch()
    watch.observe(look(0.0, end, end))
    assert watch.lags(look(0.0, end, end))[0].seconds == 0.0
