"""Topics as declared, and on the embedded broker, which makes them on first use."""

import socket
import time

import pytest

from services.errors import BrokerUnavailable, TopicError
from services.settings import Settings, load
from services.stream import topics
from services.stream.admin import Admin, reach


def test_the_contract_declares_six_topics_with_string_settings() -> None:
    declared = {topic.name: topic.config for topic in topics.declared()}
    assert list(declared) == [
        "articles.v1", "articles.clean.v1", "mentions.v1", "clusters.v1", "events.v1", "dead-letters.v1"
    ]  # fmt: skip
    assert declared["clusters.v1"]["cleanup.policy"] == "compact"
    assert all(isinstance(value, str) for config in declared.values() for value in config.values())


async def test_the_embedded_broker_has_four_partitions_and_no_more(embedded_settings: Settings) -> None:
    assert {found.partitions for found in await topics.create(embedded_settings)} == {4}
    assert set((await topics.check(embedded_settings)).values()) == {4}
    with pytest.raises(TopicError, match="DATELINE_PARTITIONS=4"):
        await topics.check(embedded_settings.model_copy(update={"partitions": 12}))


async def test_offsets_of_an_empty_topic_and_of_a_group_without_commits(embedded_settings: Settings) -> None:
    async with Admin(embedded_settings) as admin:
        ends = await admin.end_offsets([embedded_settings.topic("mentions.v1")])
        assert set(ends.values()) == {0}
        assert len(ends) == 4
        assert await admin.committed(embedded_settings.group("dedup"), ends) == {}


async def test_a_server_that_accepts_and_says_nothing_is_no_broker() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings = load(bootstrap=f"127.0.0.1:{mute.getsockname()[1]}", broker_timeout=1.0)
        began = time.monotonic()
        with pytest.raises(BrokerUnavailable, match="no Kafka answers"):
            await reach(settings)
        assert time.monotonic() - began < 3
