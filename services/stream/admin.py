"""Questions to the broker: does it answer, which partitions and offsets has it, what have the groups committed.

    async with Admin(settings) as admin: await admin.end_offsets([...])

Entering waits at most `settings.broker_timeout` and raises BrokerUnavailable with the address, the reason and what to
do. No method changes anything on the broker except `create` and `configure`.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import IncompatibleBrokerVersion, KafkaError, for_code

from services.errors import BrokerUnavailable, TopicError
from services.settings import Settings
from services.stream.security import client_options

READER = {"enable_auto_commit": False, "auto_offset_reset": "earliest", "max_partition_fetch_bytes": 64 * 1024}
READ_TIMEOUT = 3.0  # seconds for a handful of single records
RETRY = 0.2  # seconds between two attempts
SET_ON_TOPIC = 1  # the source of a config value that was set on the topic itself, in DescribeConfigs responses


class Admin:
    """Two connections, one of the admin client and one of a consumer without a group (it knows end offsets)."""

    def __init__(self, settings: Settings, client_id: str = "dateline-admin") -> None:
        self._settings = settings
        self._options = client_options(settings, client_id) | {
            # below the deadline: so that a broker that accepts and says nothing is noticed, too
            "request_timeout_ms": int(settings.broker_timeout * 1000 / 2),
        }
        self._client: Any = None
        self._consumer: Any = None

    async def __aenter__(self) -> Self:
        reason = _LastError()
        logger = logging.getLogger("aiokafka")
        logger.addHandler(reason)
        try:
            async with asyncio.timeout(self._settings.broker_timeout):
                self._client = await self._connected(AIOKafkaAdminClient)
                self._consumer = await self._connected(lambda **options: AIOKafkaConsumer(**options, **READER))
        except TimeoutError:
            await self.close()
            raise unavailable(self._settings, reason.message) from None
        except BaseException:
            await self.close()
            raise
        finally:
            logger.removeHandler(reason)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close both connections; harmless when they are not open."""
        client, self._client = self._client, None
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await consumer.stop()
        if client is not None:
            await client.close()

    async def _connected(self, kind: Callable[..., Any]) -> Any:
        """A started client; tried again until the caller's deadline."""
        while True:
            client = kind(**self._options)
            try:
                await client.start()
            except (KafkaError, OSError):
                await _close(client)
                await asyncio.sleep(RETRY)
            except BaseException:
                await _close(client)
                raise
            else:
                await asyncio.sleep(0)  # lets its tasks begin: aiokafka's close fails on one that never ran
                return client

    async def partitions(self, topics: Iterable[str]) -> dict[str, int]:
        """Partition count of each topic that exists. (An in-memory broker makes the missing ones on being asked.)"""
        found: dict[str, int] = {}
        for topic in await self._asked(lambda: self._client.describe_topics(list(topics))):
            if not topic["error_code"] and topic["partitions"]:
                found[topic["topic"]] = len(topic["partitions"])
        return found

    async def end_offsets(self, topics: Iterable[str]) -> dict[TopicPartition, int]:
        """The offset that the next record will get, for every partition of the topics that exist."""
        counts = await self.partitions(topics)
        wanted = [TopicPartition(topic, number) for topic, count in counts.items() for number in range(count)]
        if not wanted:
            return {}
        return dict(await self._asked(lambda: self._consumer.end_offsets(wanted)))

    async def committed(self, group: str, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        """The offsets a group has committed on these partitions; those without a commit are absent."""
        wanted = list(partitions)
        if not wanted:
            return {}
        offsets = await self._asked(lambda: self._client.list_consumer_group_offsets(group, partitions=wanted))
        return {partition: found.offset for partition, found in offsets.items() if found.offset >= 0}

    async def members(self, group: str) -> int:
        """How many consumers the group has now. Raises IncompatibleBrokerVersion where the broker can't say."""
        found = 0
        for response in await self._asked(lambda: self._client.describe_consumer_groups([group])):
            for code, _, _, _, _, members, *_ in response.groups:
                if code:
                    raise TopicError(f"the group {group} can't be described: {for_code(code).__name__}")
                found += len(members)
        return found

    async def timestamps(self, positions: Mapping[TopicPartition, int]) -> dict[TopicPartition, tuple[int, float]]:
        """(offset, seconds since the epoch) of the first record at or after each position; absent if none comes.

        Reads the records, at most one batch a partition: meant for a few positions at a time.
        """
        found: dict[TopicPartition, tuple[int, float]] = {}
        if not positions:
            return found
        consumer = self._consumer
        consumer.assign(list(positions))
        try:
            for partition, offset in positions.items():
                consumer.seek(partition, offset)
            with suppress(TimeoutError):
                async with asyncio.timeout(READ_TIMEOUT):
                    while len(found) < len(positions):
                        for partition, records in (await consumer.getmany(timeout_ms=500)).items():
                            if partition not in found and records and records[0].timestamp >= 0:
                                found[partition] = (records[0].offset, records[0].timestamp / 1000)
                            consumer.pause(partition)  # so that the next fetch is for those still missing
        except (KafkaError, OSError) as error:
            raise unavailable(self._settings, str(error)) from None
        finally:
            consumer.unsubscribe()
        return found

    async def create(self, topics: Iterable[NewTopic]) -> None:
        """Create topics; one that exists by now is as good. Raises TopicError, or IncompatibleBrokerVersion on a
        broker without CreateTopics (the embedded one)."""
        response = await self._asked(lambda: self._client.create_topics(list(topics)))
        for name, code, *message in response.topic_errors:
            error = for_code(code)
            if code and error.__name__ != "TopicAlreadyExistsError":
                raise TopicError(f"{name} could not be created: {message[0] if message and message[0] else error()}")

    async def config(self, topics: Iterable[str]) -> dict[str, dict[str, str]]:
        """Per topic the values set on the topic itself. Raises IncompatibleBrokerVersion on the embedded broker."""
        resources = [ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics]
        found: dict[str, dict[str, str]] = {}
        for response in await self._asked(lambda: self._client.describe_configs(resources)):
            for code, _, _, name, entries in response.resources:
                if code:
                    raise TopicError(f"the settings of {name} can't be read: {for_code(code).__name__}")
                found[name] = {entry[0]: entry[1] for entry in entries if entry[3] == SET_ON_TOPIC}
        return found

    async def configure(self, wanted: Mapping[str, Mapping[str, str]]) -> None:
        """Replace the values set on each topic by these, and wait until the broker shows them. Raises TopicError."""
        resources = [ConfigResource(ConfigResourceType.TOPIC, name, dict(values)) for name, values in wanted.items()]
        for response in await self._asked(lambda: self._client.alter_configs(resources)):
            for code, message, _, name in response.resources:
                if code:
                    raise TopicError(f"the settings of {name} can't be changed: {message or for_code(code).__name__}")
        # the controller has them now; the broker that is asked next hears of them a moment later
        shown = {name: dict(values) for name, values in wanted.items()}
        deadline = time.monotonic() + self._settings.broker_timeout
        while True:
            if await self.config(wanted) == shown or time.monotonic() > deadline:
                return
            await asyncio.sleep(RETRY / 2)

    async def _asked(self, question: Callable[[], Awaitable[Any]]) -> Any:
        """The answer, asked again while the broker is electing, loading or reconnecting. Raises BrokerUnavailable."""
        last: BaseException | None = None
        try:
            async with asyncio.timeout(self._settings.broker_timeout):
                while True:
                    try:
                        return await question()
                    except IncompatibleBrokerVersion:
                        raise
                    except (KafkaError, OSError) as error:
                        last = error
                        await asyncio.sleep(RETRY)
        except TimeoutError:
            raise unavailable(self._settings, str(last or "no answer")) from None


async def reach(settings: Settings) -> None:
    """Return if a broker answers. Raises BrokerUnavailable after `settings.broker_timeout` seconds."""
    async with Admin(settings):
        pass


def unavailable(settings: Settings, reason: str) -> BrokerUnavailable:
    """The one wording of this error: where nobody answers, why, and what to do."""
    return BrokerUnavailable(
        f"no Kafka answers at {settings.bootstrap} within {settings.broker_timeout:g} s ({reason or 'no answer'}): "
        "start one with `dateline up`, or set DATELINE_BOOTSTRAP"
    )


async def _close(client: Any) -> None:
    await (client.stop() if hasattr(client, "stop") else client.close())


class _LastError(logging.Handler):
    """Remembers why aiokafka could not connect: it logs the reason, and raises an error without it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.message = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.message = record.getMessage()
