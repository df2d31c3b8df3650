"""Every topic as `schemas/topics.yaml` declares it: created, and checked before a worker starts.

The embedded broker makes topics on first use, always with four partitions, and keeps no settings: there `create` only
asks for them and `check` compares the count (so `dateline up --broker embedded` sets DATELINE_PARTITIONS=4).
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from aiokafka.admin import NewTopic
from aiokafka.errors import IncompatibleBrokerVersion

from schemas.deadletter import Stage
from schemas.topics import stated
from services.errors import TopicError
from services.settings import Settings
from services.stream.admin import Admin

INPUT = {  # what each stage reads, in the order of the stream
    Stage.INTAKE: "articles.v1",
    Stage.EXTRACT: "articles.clean.v1",
    Stage.DEDUP: "mentions.v1",
    Stage.ENRICH: "clusters.v1",
}


@dataclass(frozen=True)
class Topic:
    """name: without prefix (`mentions.v1`). config: Kafka's topic settings, as strings."""

    name: str
    config: dict[str, str]


@dataclass(frozen=True)
class Found:
    """What became of a topic: created, changed (its settings were), or unchanged."""

    topic: str
    partitions: int
    outcome: str


@cache
def declared() -> tuple[Topic, ...]:
    """The topics of the contract, in the order of the stream."""
    return tuple(
        Topic(name, {key: str(value) for key, value in (facts.get("config") or {}).items()})
        for name, facts in stated().items()
    )


def names(settings: Settings) -> list[str]:
    """Full names, with the prefix."""
    return [settings.topic(topic.name) for topic in declared()]


async def create(settings: Settings) -> list[Found]:
    """Create what is missing and set what the contract says; a second call changes nothing.

    Raises TopicError (also for a topic with too few partitions: adding some would part keys from their history) and
    BrokerUnavailable.
    """
    async with Admin(settings) as admin:
        before = await admin.partitions(names(settings))
        missing = [topic for topic in declared() if settings.topic(topic.name) not in before]
        changed: set[str] = set()
        if missing:
            await admin.create(_new(settings, topic) for topic in missing)
        counts = await _known(admin, settings)
        _refuse(settings, counts)
        with suppress(IncompatibleBrokerVersion):  # the embedded broker, which keeps no settings
            changed = await _configure(admin, settings)
    new = {settings.topic(topic.name) for topic in missing}
    return [
        Found(name, counts[name], "created" if name in new else "changed" if name in changed else "unchanged")
        for name in names(settings)
    ]


async def check(settings: Settings) -> dict[str, int]:
    """Partition count of each topic. Raises TopicError naming every topic that is missing, too small or wrongly set
    up, and the command that mends it; BrokerUnavailable."""
    async with Admin(settings) as admin:
        counts = await admin.partitions(names(settings))
        _refuse(settings, counts)
        try:
            config = await admin.config(names(settings))
        except IncompatibleBrokerVersion:
            return counts
    for topic in declared():
        name, policy = settings.topic(topic.name), "cleanup.policy"
        kept = config[name].get(policy, "delete")
        if _parts(kept) != _parts(topic.config[policy]):  # a compacted topic that deletes loses the state of dedup
            raise TopicError(
                f"{name} has {policy}={kept}, not {topic.config[policy]}: run `dateline topics create` to set it"
            )
    return counts


def _new(settings: Settings, topic: Topic) -> NewTopic:
    name = settings.topic(topic.name)
    return NewTopic(name, settings.partitions, settings.replication, topic_configs=topic.config)


async def _known(admin: Admin, settings: Settings) -> dict[str, int]:
    """Partition counts, once the broker that is asked has heard of new topics (or the time for it is over)."""
    deadline = time.monotonic() + settings.broker_timeout
    while True:
        counts = await admin.partitions(names(settings))
        if len(counts) == len(declared()) or time.monotonic() > deadline:
            return counts
        await asyncio.sleep(0.1)


async def _configure(admin: Admin, settings: Settings) -> set[str]:
    """Set declared values that differ, keeping whatever else was set on the topic; the names of what changed."""
    now = await admin.config(names(settings))
    wanted = {
        settings.topic(topic.name): now[settings.topic(topic.name)] | topic.config
        for topic in declared()
        if now[settings.topic(topic.name)] | topic.config != now[settings.topic(topic.name)]
    }
    if wanted:
        await admin.configure(wanted)
    return set(wanted)


def _refuse(settings: Settings, counts: dict[str, int]) -> None:
    missing = [name for name in names(settings) if name not in counts]
    if missing:
        raise TopicError(f"missing on {settings.bootstrap}: {', '.join(missing)}: run `dateline topics create`")
    small = {name: count for name, count in counts.items() if count < settings.partitions}
    if small:
        listed = ", ".join(f"{name} has {count}" for name, count in small.items())
        raise TopicError(
            f"too few partitions (DATELINE_PARTITIONS is {settings.partitions}): {listed}: set "
            f"DATELINE_PARTITIONS={min(small.values())}, or delete the topics and run `dateline topics create`"
        )
    mentions, clusters = (settings.topic(name) for name in ("mentions.v1", "clusters.v1"))
    if counts[clusters] < counts[mentions]:  # a cluster is written to the partition of its mention
        raise TopicError(
            f"{clusters} has {counts[clusters]} partitions, {mentions} {counts[mentions]}: "
            f"delete {clusters} and run `dateline topics create` with DATELINE_PARTITIONS={counts[mentions]}"
        )


def _parts(policy: str) -> set[str]:
    return {part.strip() for part in policy.split(",")}
