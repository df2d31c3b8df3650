"""The one producer of a worker: idempotent, acknowledged by all replicas, batched and compressed.

`send` hands over and returns a future; the agent loop awaits the futures of a whole batch, never single ones. The
producer itself retries what can be retried, in order, until `publish_timeout`; then the future fails and the worker
stops without committing. We do not send a failed record again ourselves: records behind it may be through already,
and a revision of a cluster must not overtake the next one. Only connecting is retried here.
"""

import asyncio
import time
from functools import partial
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from mode import Service
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from services.settings import Settings
from services.stream.record import Outgoing
from services.stream.security import client_options
from services.telemetry.logging import get
from services.telemetry.metrics import Metrics

MAX_REQUEST = 16 * 1024 * 1024  # bytes; the largest topic takes no more (schemas/topics.yaml)
ENVELOPE = 4096  # bytes left for what the protocol adds to a record
BATCH = 256 * 1024  # bytes; one request carries a batch of each partition

log = get("dateline.publisher")


class Publisher(Service):  # type: ignore[misc]
    """Started inside the agent, before its loop: a service that Faust starts may be later than the first record."""

    abstract = False

    def __init__(self, settings: Settings, metrics: Metrics, **service: Any) -> None:
        super().__init__(**service)
        self._settings, self._metrics = settings, metrics
        self._producer: Any = None
        self._connected = asyncio.Event()

    async def on_start(self) -> None:
        """Connect, with jittered pauses between tries. Raises KafkaError after `publish_timeout`."""
        tries = AsyncRetrying(
            retry=retry_if_exception_type((KafkaError, OSError)),
            wait=wait_random_exponential(0.1, max=5),
            stop=stop_after_delay(self._settings.publish_timeout),
            reraise=True,
        )
        async for attempt in tries:
            with attempt:
                await self._connect()

    async def _connect(self) -> None:
        producer = AIOKafkaProducer(
            **client_options(self._settings, "dateline-publisher"),
            acks="all",
            enable_idempotence=True,
            linger_ms=self._settings.linger_ms,
            max_batch_size=BATCH,
            max_request_size=MAX_REQUEST,
            compression_type=None if self._settings.compression == "none" else self._settings.compression,
            request_timeout_ms=int(self._settings.publish_timeout * 1000),
        )
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        self._producer = producer
        self._connected.set()

    async def on_stop(self) -> None:
        """Flush and close; what is not acknowledged by then was not committed either."""
        if self._producer is not None:
            await self._producer.stop()

    @staticmethod
    def fits(record: Outgoing) -> bool:
        """Whether the broker can take a record of this size at all."""
        return record.size <= MAX_REQUEST - ENVELOPE

    async def send(self, record: Outgoing) -> "asyncio.Future[Any]":
        """Hand a record over; the future is done when it is acknowledged, or fails with a KafkaError."""
        if self._producer is None:  # someone else is starting it just now
            await self._connected.wait()
        topic = self._settings.topic(record.topic)
        if record.key is None and record.value is None:
            future = await self._send_nothing(topic, record)
        else:
            future = await self._producer.send(
                topic, record.value, key=record.key, partition=record.partition, headers=list(record.headers)
            )
        future.add_done_callback(partial(self._done, record, time.perf_counter()))
        return future  # type: ignore[no-any-return]

    async def _send_nothing(self, topic: str, record: Outgoing) -> Any:
        """A record with neither key nor value is legal in Kafka, and a dead letter must stay as it was; `send` refuses
        it, a batch does not."""
        batch = self._producer.create_batch()
        batch.append(key=None, value=None, timestamp=None, headers=list(record.headers))
        partitions = sorted(await self._producer.partitions_for(topic))
        partition = partitions[0] if record.partition is None else record.partition
        return await self._producer.send_batch(batch, topic, partition=partition)

    def _done(self, record: Outgoing, started: float, future: "asyncio.Future[Any]") -> None:
        if future.cancelled():
            return
        if future.exception() is None:
            self._metrics.publish_duration_seconds(record.topic).observe(time.perf_counter() - started)
        else:
            self._metrics.publish_errors_total(record.topic).inc()
