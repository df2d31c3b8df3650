"""The monitor's gauges: set what is known, take away what is not."""

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client import Gauge

from services.monitor.lag import Lag, Look
from services.stream.topics import INPUT
from services.telemetry.families import Family
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics


class Gauges:
    """Writes into the families of `metrics`; an unknown value is an absent series, never 0 or −1."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._newest: dict[str, float] = {}
        self._shown: dict[int, set[tuple[object, ...]]] = {}  # by identity of the family

    def lags(self, lags: Iterable[Lag], at: float) -> None:
        """Lag as of `at`; series that are not in `lags`, or unknown there, go."""
        messages, seconds = {}, {}
        for lag in lags:
            labels = (lag.stage, Topic(lag.topic), lag.partition)
            if lag.messages is not None:
                messages[labels] = float(lag.messages)
            if lag.seconds is not None:
                seconds[labels] = lag.seconds
        self._replace(self._metrics.consumer_lag_messages, messages)
        self._replace(self._metrics.consumer_lag_seconds, seconds)
        self._metrics.lag_last_success_timestamp_seconds.set(at)

    def offsets(self, look: Look) -> None:
        """Where each partition ends and how far each group has committed it."""
        ends = {(Topic(topic), partition): float(end) for (topic, partition), end in look.ends.items()}
        committed = {
            (stage, Topic(INPUT[stage]), partition): float(offset)
            for (stage, partition), offset in look.committed.items()
        }
        self._replace(self._metrics.topic_end_offset, ends)
        self._replace(self._metrics.consumer_committed_offset, committed)

    def unknown(self) -> None:
        """The broker did not answer: neither lag nor offsets are known now."""
        for family in (
            self._metrics.consumer_lag_messages,
            self._metrics.consumer_lag_seconds,
            self._metrics.topic_end_offset,
            self._metrics.consumer_committed_offset,
        ):
            self._replace(family, {})

    def _replace(self, family: Family[Gauge], values: Mapping[Any, float]) -> None:
        """Never empties a family in between: a scrape may come at any moment."""
        shown = self._shown.setdefault(id(family), set())
        for labels, value in values.items():
            family(*labels).set(value)
        for labels in shown - values.keys():
            family.remove(*labels)
        self._shown[id(family)] = set(values)

    def retention(self, seconds: Mapping[str, float]) -> None:
        """What each topic keeps, by its short name."""
        self._replace(self._metrics.topic_retention_seconds, {(Topic(topic),): kept for topic, kept in seconds.items()})

    def newest(self, moments: Mapping[tuple[str, int], tuple[int, float]]) -> None:
        """Timestamps of last records by topic and partition; a topic shows the newest seen."""
        for (topic, _), (_, moment) in moments.items():
            self._newest[topic] = max(moment, self._newest.get(topic, moment))
            self._metrics.last_message_timestamp_seconds(Topic(topic)).set(self._newest[topic])
