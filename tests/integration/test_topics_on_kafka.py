"""Topics on a real Kafka: created with their settings, created again, missing, too small, wrongly set up."""

import time

import pytest
from aiokafka.admin import NewTopic

from services.errors import BrokerUnavailable, TopicError
from services.settings import Settings, load
from services.stream import topics
from services.stream.admin import Admin, reach
from services.stream.ports import free_ports

pytestmark = pytest.mark.integration


async def test_create_makes_every_topic_as_declared_and_then_changes_nothing(kafka_settings: Settings) -> None:
    first = await topics.create(kafka_settings)
    assert {found.topic for found in first} == set(topics.names(kafka_settings))
    assert {(found.partitions, found.outcome) for found in first} == {(4, "created")}
    assert {found.outcome for found in await topics.create(kafka_settings)} == {"unchanged"}
    assert set((await topics.check(kafka_settings)).values()) == {4}
    async with Admin(kafka_settings) as admin:
        config = await admin.config(topics.names(kafka_settings))
    assert {topic.name: config[kafka_settings.topic(topic.name)] for topic in topics.declared()} == {
        topic.name: topic.config for topic in topics.declared()
    }


async def test_check_names_what_is_missing_and_the_command(kafka_topics: Settings) -> None:
    elsewhere = kafka_topics.model_copy(update={"topic_prefix": "nobody."})
    with pytest.raises(TopicError, match=r"nobody\.events\.v1.*run `dateline topics create`"):
        await topics.check(elsewhere)


async def test_too_few_partitions_are_refused_by_check_and_by_create(kafka_topics: Settings) -> None:
    wider = kafka_topics.model_copy(update={"partitions": 6})
    for call in (topics.check, topics.create):
        with pytest.raises(TopicError, match=r"mentions\.v1 has 4.*DATELINE_PARTITIONS=4.*dateline topics create"):
            await call(wider)


async def test_fewer_partitions_of_clusters_than_of_mentions_are_refused(kafka_settings: Settings) -> None:
    async with Admin(kafka_settings) as admin:
        await admin.create([NewTopic(kafka_settings.topic("mentions.v1"), 8, 1)])
    with pytest.raises(TopicError, match="DATELINE_PARTITIONS=8"):
        await topics.create(kafka_settings)


async def test_create_mends_settings_and_keeps_what_an_operator_added(kafka_topics: Settings) -> None:
    clusters = kafka_topics.topic("clusters.v1")
    async with Admin(kafka_topics) as admin:
        await admin.configure({clusters: {"cleanup.policy": "delete", "segment.ms": "3600000"}})
        with pytest.raises(TopicError, match=r"cleanup\.policy=delete, not compact"):
            await topics.check(kafka_topics)
        outcomes = {found.topic: found.outcome for found in await topics.create(kafka_topics)}
        assert [topic for topic, outcome in outcomes.items() if outcome == "changed"] == [clusters]
        config = (await admin.config([clusters]))[clusters]
    assert config["cleanup.policy"] == "compact"
    assert config["segment.ms"] == "3600000"
    await topics.check(kafka_topics)


async def test_too_many_copies_are_refused_with_the_brokers_reason(kafka_settings: Settings) -> None:
    with pytest.raises(TopicError, match=r"(?i)replication factor"):
        await topics.create(kafka_settings.model_copy(update={"replication": 3}))


async def test_an_absent_broker_is_said_within_the_deadline() -> None:
    settings = load(bootstrap=f"127.0.0.1:{free_ports(1)[0]}", broker_timeout=1.0)
    began = time.monotonic()
    with pytest.raises(BrokerUnavailable, match=rf"{settings.bootstrap}.*dateline up.*DATELINE_BOOTSTRAP"):
        await reach(settings)
    assert time.monotonic() - began < 3


async def test_a_broker_that_answers_is_reached_at_once_and_again(kafka_settings: Settings) -> None:
    for _ in range(3):
        await reach(kafka_settings)
