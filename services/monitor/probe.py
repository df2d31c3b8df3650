"""Looks at the broker for the monitor: ends, commits, retention and the newest record of each topic."""

import time
from collections.abc import Callable

from aiokafka import TopicPartition
from aiokafka.errors import IncompatibleBrokerVersion

from schemas.deadletter import Stage
from services.monitor.lag import Look
from services.settings import Settings
from services.stream import topics
from services.stream.admin import Admin


class Probe:
    """Asks over an open Admin. Every method raises BrokerUnavailable; names go out without the prefix."""

    def __init__(self, settings: Settings, admin: Admin, clock: Callable[[], float] = time.time) -> None:
        self._settings, self._admin, self._clock = settings, admin, clock
        self._short = {settings.topic(topic.name): topic.name for topic in topics.declared()}

    async def look(self) -> Look:
        """Where every topic ends and how far each group has committed, now."""
        at = self._clock()
        ends = await self._admin.end_offsets(self._short)
        committed: dict[tuple[Stage, int], int] = {}
        for stage, topic in topics.INPUT.items():
            name = self._settings.topic(topic)
            partitions = [partition for partition in ends if partition.topic == name]
            offsets = await self._admin.committed(self._settings.group(stage), partitions)
            committed |= {(stage, partition.partition): offset for partition, offset in offsets.items()}
        return Look(at, {(self._short[p.topic], p.partition): end for p, end in ends.items()}, committed)

    async def moments(self, positions: dict[tuple[str, int], int]) -> dict[tuple[str, int], tuple[int, float]]:
        """(offset, timestamp) of the record at each position, by topic and partition; absent if it can't be read."""
        wanted = {TopicPartition(self._settings.topic(t), p): offset for (t, p), offset in positions.items()}
        found = await self._admin.timestamps(wanted)
        return {(self._short[p.topic], p.partition): moment for p, moment in found.items()}

    async def retention(self) -> dict[str, float]:
        """Seconds each topic keeps its records; a topic that keeps them for ever, or does not say, is absent."""
        try:
            config = await self._admin.config(self._short)
        except IncompatibleBrokerVersion:  # the embedded broker
            return {}
        kept = {self._short[name]: float(values.get("retention.ms", "-1")) / 1000 for name, values in config.items()}
        return {topic: seconds for topic, seconds in kept.items() if seconds >= 0}
