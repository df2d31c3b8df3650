"""Read `events.v1` as a subscriber does: without a group, from the end, the beginning or a moment on."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiokafka import AIOKafkaConsumer
from pydantic import ValidationError

from schemas.event import Event
from services.settings import Settings
from services.stream.admin import Admin
from services.stream.security import client_options

TOPIC = "events.v1"


async def _consumer(settings: Settings) -> Any:
    consumer = AIOKafkaConsumer(**client_options(settings, "dateline-events"), enable_auto_commit=False)
    await consumer.start()
    return consumer


async def follow(
    settings: Settings, from_start: bool = False, since: dt.datetime | None = None
) -> AsyncIterator[Event]:
    """Events as they are published, for ever; begins at the end, or `from_start`, or with those published `since`.

    A record that is no event (another producer's) is passed over. Raises BrokerUnavailable.
    """
    async with Admin(settings) as admin:
        ends = await admin.end_offsets([settings.topic(TOPIC)])
    consumer = await _consumer(settings)
    try:
        consumer.assign(list(ends))
        starts: dict[Any, int] = dict.fromkeys(ends, 0) if from_start else dict(ends)
        if since:
            moment = since if since.tzinfo else since.replace(tzinfo=dt.UTC)
            found = await consumer.offsets_for_times(dict.fromkeys(ends, int(moment.timestamp() * 1000)))
            starts |= {partition: at.offset for partition, at in found.items() if at is not None}
        for partition, offset in starts.items():
            consumer.seek(partition, offset)
        async for record in consumer:
            if (event := _event(record.value)) is not None:
                yield event
    finally:
        await consumer.stop()


async def newest(
    settings: Settings, on_progress: Callable[[int, int], object] = lambda done, total: None
) -> list[Event]:
    """The newest revision of every event on the topic now, merged and retracted ones left out, in order of id.

    `on_progress` hears how many offsets of how many have been read.
    """
    async with Admin(settings) as admin:
        ends = await admin.end_offsets([settings.topic(TOPIC)])
    latest: dict[str, Event] = {}
    consumer = await _consumer(settings)
    try:
        consumer.assign(list(ends))
        await consumer.seek_to_beginning()
        begins = await consumer.beginning_offsets(list(ends))
        total = sum(max(0, end - begins[partition]) for partition, end in ends.items())
        while True:
            left = [max(0, end - await consumer.position(partition)) for partition, end in ends.items()]
            on_progress(total - sum(left), total)
            if not any(left):
                break
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    if (event := _event(record.value)) is not None:
                        latest[event.id] = event
    finally:
        await consumer.stop()
    return [e for _, e in sorted(latest.items()) if e.change not in ("merged", "retracted")]


def _event(value: bytes | None) -> Event | None:
    try:
        return Event.model_validate_json(value or b"")
    except ValidationError:
        return None
