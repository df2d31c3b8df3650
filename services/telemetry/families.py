"""Metric families whose labels can only be bound to members of their enumerations.

`family(Stage.EXTRACT)` gives the bound child, made once; callers keep it and observe per batch. Number labels
(partition) and free text (versions) are declared as such by their type. A metric without labels exports nothing before
its first value, just as a family exports nothing before its first child: a worker does not claim that its lag was last
measured in 1970. `show` exports it from then on, at 0.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import Metric

PREFIX = "dateline_"
Kind = type[Enum] | type[int] | type[str]
Child = TypeVar("Child", Counter, Gauge, Histogram)


class Family(Generic[Child]):
    """One metric with labels. `labels` maps each label's name to the type of its values."""

    def __init__(self, metric: Child, labels: dict[str, Kind]) -> None:
        self.metric: Child = metric
        self.labels = labels
        self._children: dict[tuple[object, ...], Child] = {}

    def __call__(self, *values: object) -> Child:
        """The child for `values`, in the order of the labels. Raises TypeError for a value of another type."""
        child = self._children.get(values)
        if child is None:
            if len(values) != len(self.labels):
                raise TypeError(f"{self.metric._name} has the labels {tuple(self.labels)}, got {values!r}")
            for (name, kind), value in zip(self.labels.items(), values, strict=True):
                if not isinstance(value, kind):
                    raise TypeError(f"{self.metric._name}: label {name} takes {kind.__name__}, got {value!r}")
            child = self.metric.labels(*(str(v.value if isinstance(v, Enum) else v) for v in values))
            self._children[values] = child
        return child

    def remove(self, *values: object) -> None:
        """Take a series away: an unknown value is absent, never an old one."""
        if self._children.pop(values, None) is not None:
            self.metric.remove(*(str(v.value if isinstance(v, Enum) else v) for v in values))

    def clear(self) -> None:
        """Take all series of this family away."""
        self._children.clear()
        self.metric.clear()


class QuietCounter(Counter):
    """Exports nothing before its first `inc`."""

    _used = False

    def show(self) -> None:
        self._used = True

    def inc(self, amount: float = 1, exemplar: dict[str, str] | None = None) -> None:
        super().inc(amount, exemplar)
        self._used = True

    def collect(self) -> Iterable[Metric]:
        return super().collect() if self._used else []


class QuietGauge(Gauge):
    """Exports nothing before its first `set`."""

    _used = False

    def set(self, value: float) -> None:
        super().set(value)
        self._used = True

    def collect(self) -> Iterable[Metric]:
        return super().collect() if self._used else []


class QuietHistogram(Histogram):
    """Exports nothing before its first `observe`."""

    _used = False

    def show(self) -> None:
        self._used = True

    def observe(self, amount: float, exemplar: dict[str, str] | None = None) -> None:
        super().observe(amount, exemplar)
        self._used = True

    def collect(self) -> Iterable[Metric]:
        return super().collect() if self._used else []


class Declare:
    """Declares metrics in one registry and remembers what it declared (`families`)."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self.families: dict[str, dict[str, Kind]] = {}

    def _name(self, name: str, labels: dict[str, Kind]) -> str:
        self.families[PREFIX + name] = labels
        return PREFIX + name

    def counter(self, name: str, help_text: str) -> QuietCounter:
        return QuietCounter(self._name(name, {}), help_text, registry=self._registry)

    def gauge(self, name: str, help_text: str) -> Gauge:
        return QuietGauge(self._name(name, {}), help_text, registry=self._registry)

    def histogram(self, name: str, help_text: str, buckets: Sequence[float]) -> QuietHistogram:
        return QuietHistogram(self._name(name, {}), help_text, registry=self._registry, buckets=buckets)

    def counters(self, name: str, help_text: str, **labels: Kind) -> Family[Counter]:
        return Family(Counter(self._name(name, labels), help_text, [*labels], registry=self._registry), labels)

    def gauges(self, name: str, help_text: str, **labels: Kind) -> Family[Gauge]:
        return Family(Gauge(self._name(name, labels), help_text, [*labels], registry=self._registry), labels)

    def histograms(self, name: str, help_text: str, buckets: Sequence[float], **labels: Kind) -> Family[Histogram]:
        made = Histogram(self._name(name, labels), help_text, [*labels], registry=self._registry, buckets=buckets)
        return Family(made, labels)
