"""What tests of every room share: a real Kafka for the session, the in-memory broker, settings that point at them."""

import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from services.errors import ConfigurationError
from services.settings import Settings, load
from services.stream import jars, topics
from services.stream.broker import KafkaLauncher
from services.stream.embedded import PARTITIONS, EmbeddedBroker


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fetch Kafka before the first test: a slow download must not count as a test that hangs."""
    if any(item.get_closest_marker("integration") or item.get_closest_marker("chaos") for item in session.items):
        with suppress(ConfigurationError):  # the fixture says it, to each test that needs Kafka
            jars.fetch(load().cache_dir)


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """No DATELINE_ variable of the shell reaches a test; where downloads are cached may be said from outside."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("DATELINE_") and n != "DATELINE_CACHE_DIR"]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def kafka(own_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaLauncher]:
    """One real Apache Kafka for the whole session. Without Java or Maven it fails and says what to install."""
    with KafkaLauncher(load().cache_dir, tmp_path_factory.mktemp("kafka")) as launcher:
        yield launcher


@pytest.fixture
def kafka_settings(kafka: KafkaLauncher, tmp_path: Path) -> Settings:
    """Settings on the session's Kafka with topics and groups of this test's own (not created yet; 4 partitions)."""
    return load(
        bootstrap=kafka.bootstrap,
        topic_prefix=f"test-{uuid.uuid4().hex[:8]}.",
        partitions=4,
        state_dir=tmp_path / "state",
        session_timeout=6.0,
    )


@pytest.fixture
async def kafka_topics(kafka_settings: Settings) -> Settings:
    """`kafka_settings` with every topic created."""
    await topics.create(kafka_settings)
    return kafka_settings


@pytest.fixture
def embedded() -> Iterator[EmbeddedBroker]:
    """An in-memory broker of this test's own."""
    with EmbeddedBroker() as broker:
        yield broker


@pytest.fixture
def embedded_settings(embedded: EmbeddedBroker, tmp_path: Path) -> Settings:
    """Settings on this test's in-memory broker."""
    return load(bootstrap=embedded.bootstrap, partitions=PARTITIONS, state_dir=tmp_path / "state")
