"""The monitor's gauges: set what is known, take away what is not."""

from collections.abc import Iterable, Mapping

from prometheus_client import Gauge

from schemas.deadletter import Stage
from services.monitor.lag import Lag
from services.telemetry.families import Family
from services.telemetry.labels import Topic
from services.telemetry.metrics import Metrics


class Gauges:
    """Writes into the families of `metrics`; an unknown value is an absent series, never 0 or −1."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._newest: dict[str, float] = {}
        self._shown: dict[int, set[tuple[Stage, Topic, int]]] = {}  # by identity of the family

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

    def unknown(self) -> None:
        """The broker did not answer: no lag is known now."""
        self._replace(self._metrics.consumer_lag_messages, {})
        self._replace(self._metrics.consumer_lag_seconds, {})

    def _replace(self, family: Family[Gauge], values: Mapping[tuple[Stage, Topic, int], float]) -> None:
        """Never empties a family in between: a scrape may come at any moment."""
        shown = self._shown.setdefault(id(family), set())
        for labels, value in values.items():
            family(*labels).set(value)
        for labels in shown - values.keys():
            family.remove(*labels)
        self._shown[id(family)] = set(values)

    def retention(self, seconds: Mapping[str, float]) -> None:
        """What each topic keeps, by its short name."""
        self._metrics.topic_retention_seconds.clear()
        for topic, kept in seconds.items():
            self._metrics.topic_retention_seconds(Topic(topic)).set(kept)

    def newest(self, moments: Mapping[tuple[str, int], tuple[int, float]]) -> None:
        """Timestamps of last records by topic and partition; a topic shows the newest seen."""
        for (topic, _), (_, moment) in moments.items():
            self._newest[topic] = max(moment, self._newest.get(topic, moment))
            self._metrics.last_message_timestamp_seconds(Topic(topic)).set(self._newest[topic])
