"""Every emitted label value is in its enumeration, and no process exports too much."""

import json
from enum import Enum
from itertools import product

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from schemas.topics import stated
from services.telemetry import table
from services.telemetry.families import PREFIX, Family
from services.telemetry.labels import Reason, Stage, Topic
from services.telemetry.metrics import WRITES, Metrics

MOST_SERIES = 400
ON_TOPIC = {
    Stage.INTAKE: Topic.ARTICLES,
    Stage.EXTRACT: Topic.CLEAN,
    Stage.DEDUP: Topic.MENTIONS,
    Stage.ENRICH: Topic.CLUSTERS,
}


def families(metrics: Metrics) -> dict[str, Family]:  # type: ignore[type-arg]
    return {name: f for name, f in vars(metrics).items() if isinstance(f, Family)}


def bind_everything(metrics: Metrics, stage: Stage | None = None) -> None:
    """Bind every value a process can have; `stage` narrows it to one worker's."""
    for family in families(metrics).values():
        choices = []
        for kind in family.labels.values():
            if kind is Stage and stage:
                choices.append([stage])
            elif issubclass(kind, Enum):
                choices.append(list(kind))
            else:
                choices.append([kind()])
        for values in product(*choices):
            family(*values)


def allowed(kind: type) -> set[str] | None:
    return {str(m.value) for m in kind} if issubclass(kind, Enum) else None


def test_topics_are_those_of_the_contract() -> None:
    assert [t.value for t in Topic] == list(stated())


def test_every_emitted_label_value_is_in_its_enum() -> None:
    metrics = Metrics(CollectorRegistry())
    bind_everything(metrics)
    seen = 0
    for collected in metrics.registry.collect():
        for sample in collected.samples:
            name = next(n for n in (sample.name, collected.name, collected.name + "_total") if n in metrics.families)
            labels = metrics.families[name]
            assert set(sample.labels) - {"le"} == set(labels)
            for label, kind in labels.items():
                values = allowed(kind)
                assert values is None or sample.labels[label] in values
                seen += 1
    assert seen > 300


def test_every_metric_has_the_prefix_and_a_help_text() -> None:
    described = list(table.rows(Metrics(CollectorRegistry())))
    assert len(described) > 30
    for name, _, _, meaning in described:
        assert name.startswith(PREFIX)
        assert meaning.endswith(".") or ":" in meaning


@pytest.mark.parametrize("stage", list(Stage))
def test_a_worker_has_fewer_than_400_series(stage: Stage) -> None:
    metrics = Metrics(CollectorRegistry())
    for outcome in families(metrics)["articles_total"].labels.values():
        for member in outcome:  # type: ignore[attr-defined]
            metrics.articles_total(member)
    for topic in (ON_TOPIC[stage], Topic.DEAD_LETTERS, Topic.EVENTS):
        metrics.publish_duration_seconds(topic)
        metrics.publish_errors_total(topic)
    metrics.start_at_zero(stage)
    metrics.stage_duration_seconds(stage)
    metrics.add_process()
    lines = [line for line in generate_latest(metrics.registry).decode().splitlines() if not line.startswith("#")]
    assert 50 < len(lines) < MOST_SERIES


@pytest.mark.parametrize("stage", list(Stage))
def test_counters_that_alerts_read_are_there_before_their_first_count(stage: Stage) -> None:
    metrics = Metrics(CollectorRegistry())
    metrics.start_at_zero(stage)
    for reason in Reason:
        labels = {"stage": stage.value, "reason": reason.value}
        assert metrics.registry.get_sample_value("dateline_dead_letters_total", labels) == 0
    for topic in WRITES[stage]:
        assert metrics.registry.get_sample_value("dateline_publish_errors_total", {"topic": topic.value}) == 0
    shown = [s.value for c in metrics.registry.collect() if c.type == "counter" for s in c.samples]
    assert len(shown) > 2 * len(Reason)


def test_a_value_of_another_type_is_refused() -> None:
    metrics = Metrics(CollectorRegistry())
    with pytest.raises(TypeError, match="takes Topic"):
        metrics.messages_consumed_total("articles.v1")
    with pytest.raises(TypeError, match="has the labels"):
        metrics.dead_letters_total(Stage.INTAKE)


def test_what_a_process_never_observes_it_does_not_export() -> None:
    metrics = Metrics(CollectorRegistry())
    assert [s for c in metrics.registry.collect() for s in c.samples] == []
    metrics.dedup_clusters.set(0)
    metrics.dedup_expired_total.show()
    metrics.article_bytes.observe(700)
    shown = {c.name for c in metrics.registry.collect() if c.samples}
    assert shown == {"dateline_dedup_clusters", "dateline_dedup_expired", "dateline_article_bytes"}


def test_an_unknown_lag_is_absent() -> None:
    metrics = Metrics(CollectorRegistry())
    series = (Stage.EXTRACT, Topic.CLEAN, 3)
    metrics.consumer_lag_messages(*series).set(7)
    labels = {"group": "extract", "topic": "articles.clean.v1", "partition": "3"}
    assert metrics.registry.get_sample_value("dateline_consumer_lag_messages", labels) == 7
    metrics.consumer_lag_messages.remove(*series)
    assert metrics.registry.get_sample_value("dateline_consumer_lag_messages", labels) is None
    assert json.dumps(labels)  # label values are plain strings
