"""What `dateline doctor` asks the broker and the processes: topics, groups, metrics, timestamps."""

import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterable

from aiokafka import TopicPartition
from aiokafka.errors import IncompatibleBrokerVersion

from schemas.deadletter import Stage
from services.cli.context import Running
from services.cli.doctor_check import Check, State, fail, ok, split, warn
from services.errors import BrokerUnavailable, DatelineError
from services.settings import Settings
from services.stream import topics
from services.stream.admin import Admin
from services.telemetry.server import announced

BACKLOG = 10_000  # records waiting for one group, from which on it is worth a look
AHEAD = 5.0  # seconds that a record may be ahead of this machine's clock


async def checks(settings: Settings, meant: bool) -> AsyncIterator[Check]:
    """Everything that needs the broker. meant: someone said which broker; else that nothing runs is no failure."""
    try:
        began = time.monotonic()
        async with Admin(settings, "dateline-doctor") as admin:
            found = f"{settings.bootstrap} answers after {(time.monotonic() - began) * 1000:.0f} ms"
            yield ok("broker", found)
            yield await _topics(settings)
            for stage in Stage:
                yield await _group(settings, admin, stage)
            yield await _timestamps(settings, admin)
    except BrokerUnavailable as error:
        yield split("broker", error, State.FAIL if meant else State.WARN)
    except DatelineError as error:
        yield split("broker", error)


async def _topics(settings: Settings) -> Check:
    try:
        counts = await topics.check(settings)
    except BrokerUnavailable:
        raise
    except DatelineError as error:
        return split("topics", error)
    return ok("topics", f"all {len(counts)} are right, with {min(counts.values())} partitions or more")


async def _group(settings: Settings, admin: Admin, stage: Stage) -> Check:
    """Whether somebody reads for a stage, and how much waits."""
    name, group = f"group {stage}", settings.group(stage)
    ends = await admin.end_offsets([settings.topic(topics.INPUT[stage])])
    committed = await admin.committed(group, ends)
    waits = sum(max(0, end - committed.get(partition, 0)) for partition, end in ends.items())
    try:
        members = await admin.members(group)
    except IncompatibleBrokerVersion:
        return ok(name, f"{waits:,} records wait")
    found = f"{members} workers, {waits:,} records wait"
    if not members:
        return warn(name, found, f"start one: `dateline up`, or `dateline worker {stage}`")
    if waits > BACKLOG:
        return warn(name, found, "see whether it falls: `dateline lag --watch`; if not, start more workers")
    return ok(name, found)


async def _timestamps(settings: Settings, admin: Admin) -> Check:
    """Records are not from the future: lag and latency are counted between two machines' clocks."""
    ends = await admin.end_offsets([settings.topic("articles.v1"), settings.topic("events.v1")])
    last: dict[TopicPartition, int] = {partition: end - 1 for partition, end in ends.items() if end > 0}
    newest = max((moment for _, moment in (await admin.timestamps(last)).values()), default=None)
    if newest is None:
        return ok("timestamps", "no records yet")
    ahead = newest - time.time()
    if ahead > AHEAD:
        found = f"the newest record is {ahead:,.0f} s ahead of this machine's clock"
        return warn(
            "timestamps", found, "set both machines' clocks by NTP: latency and lag in seconds are wrong until then"
        )
    return ok("timestamps", f"the newest record is {max(0, -ahead):,.0f} s old")


def metrics(settings: Settings) -> Check:
    """Every process of this machine that serves metrics answers and is ready."""
    where = {process.name: (process.host, process.port) for process in announced(settings.state)}
    running = Running.read(settings.state)
    for process in running.processes if running else ():
        if process.port and (process.name not in where):
            where[process.name] = ("127.0.0.1", process.port)
    if not where:
        return warn("metrics", "no process of this machine serves metrics", "start them: `dateline up`")
    silent = [name for name, address in sorted(where.items()) if not _answers(*address, "/metrics")]
    unready = [
        name
        for name, address in sorted(where.items())
        if name not in silent and not _answers(*address, "/health/ready")
    ]
    if silent:
        return fail(
            "metrics", f"{_listed(silent)} of {len(where)} do not answer", "see `dateline status` and their logs"
        )
    if unready:
        return warn("metrics", f"{_listed(unready)} of {len(where)} not ready", "see `dateline status` and their logs")
    return ok("metrics", f"{len(where)} processes answer and are ready")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _answers(host: str, port: int, path: str) -> bool:
    host = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - an address that was bound, not one to bind
    try:
        with urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
