"""Worker processes of a test, and what it puts on and reads from Kafka."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from confluent_kafka import Producer

from services.settings import Settings
from services.telemetry.server import announced

ROOT = Path(__file__).parents[2]
DOUBLES = ("-m", "tests.stream.doubles")
REAL = ("-c", "import sys; from services.settings import load; from services.stream.worker import run; "
        "sys.exit(run(sys.argv[1], load()))")  # fmt: skip


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The variables that make a child process load these settings."""
    said = settings.model_dump(mode="json", exclude_defaults=True)
    ours = {f"DATELINE_{name.upper()}": str(value) for name, value in said.items()}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **ours, **more}


class Workers:
    """Starts workers, restarts those that die while `supervise` is on, ends all of them at the end."""

    def __init__(self, settings: Settings, how: tuple[str, ...] = DOUBLES, **more: str) -> None:
        self.settings, self.how, self.more = settings, how, more
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.exits: list[tuple[str, int]] = []
        self.logs = settings.state / "test-logs"
        self.logs.mkdir(parents=True, exist_ok=True)

    def start(self, *names: str, **more: str) -> None:
        """`extract` or, for several of a stage, `extract:1`, `extract:2`."""
        for name in names:
            stage = name.partition(":")[0]
            with (self.logs / f"{name}.log").open("ab") as output:
                self.running[name] = subprocess.Popen(
                    [sys.executable, *self.how, stage],
                    cwd=ROOT,
                    env=environment(self.settings, **self.more, **more),
                    stdout=output,
                    stderr=output,
                )

    def tend(self) -> None:
        """Restart what has died: a supervisor's one turn."""
        for name, process in list(self.running.items()):
            if process.poll() is not None:
                self.exits.append((name, process.returncode))
                self.start(name)

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        self.running[name].send_signal(number)

    async def ends(self, name: str, within: float = 60.0) -> int:
        """Exit code of a worker that ends by itself or was told to."""
        await until(lambda: self.running[name].poll() is not None, within, lambda: self.log(name))
        return int(self.running[name].returncode)

    def log(self, name: str) -> str:
        return (self.logs / f"{name}.log").read_text(errors="replace")[-6000:]

    async def ready(self, *names: str, within: float = 60.0) -> None:
        """Wait until each named worker says it is ready."""

        def all_ready() -> bool:
            ports = {a.pid: a.port for a in announced(self.settings.state)}
            return all(
                self.running[n].pid in ports and http_status(ports[self.running[n].pid], "/health/ready") == 200
                for n in names
            )

        await until(all_ready, within, lambda: "\n".join(map(self.log, names)))

    def metric(self, name: str, pattern: str) -> float:
        """Sum of a worker's series that match the regular expression; 0 while it starts."""
        port = next((a.port for a in announced(self.settings.state) if a.pid == self.running[name].pid), None)
        if port is None:
            return 0.0
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            text = answer.read().decode()
        return sum(float(value) for value in re.findall(rf"^{pattern} (\S+)$", text, re.MULTILINE))

    async def stop(self) -> dict[str, int]:
        """SIGTERM to all; their exit codes. What does not end within 30 s is killed."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        try:
            await until(lambda: all(p.poll() is not None for p in self.running.values()), 30)
        except AssertionError:
            for process in self.running.values():
                process.kill()
                process.wait()
        return {name: int(process.returncode) for name, process in self.running.items()}


def http_status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code)
    except OSError:
        return 0


@asynccontextmanager
async def workers(
    settings: Settings, *names: str, how: tuple[str, ...] = DOUBLES, **more: str
) -> AsyncIterator[Workers]:
    """Workers that are ready, ended at the end whatever happens."""
    made = Workers(settings, how, **more)
    try:
        made.start(*names)
        await made.ready(*names)
        yield made
    finally:
        await made.stop()


async def until(true: Callable[[], Any], within: float = 60.0, told: Callable[[], str] = str) -> None:
    """Wait until `true` (a function or coroutine function) says so; AssertionError with `told` after `within` s."""
    deadline = time.monotonic() + within
    while True:
        answer = true()
        if asyncio.iscoroutine(answer):
            answer = await answer
        if answer:
            return
        assert time.monotonic() < deadline, f"not within {within} s\n{told()}"
        await asyncio.sleep(0.1)


async def publish(settings: Settings, topic: str, records: Iterable[tuple[bytes | None, bytes | None]]) -> None:
    """Key and value of each record, in order."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, max_request_size=16 << 20) as producer:
        sent = [await producer.send(settings.topic(topic), value, key=key) for key, value in records]
        await asyncio.gather(*sent)


def publish_as_is(
    settings: Settings,
    topic: str,
    key: bytes | None,
    value: bytes | None,
    headers: list[tuple[str, bytes | None]] | None = None,
    partition: int = 0,
) -> None:
    """By another client, which also sends what aiokafka refuses to (no key and no value)."""
    failed: list[object] = []
    producer = Producer({"bootstrap.servers": settings.bootstrap, "message.max.bytes": 16 << 20})
    producer.produce(
        settings.topic(topic), value, key, partition, headers=headers or [], on_delivery=lambda e, _: failed.append(e)
    )
    producer.flush(30)
    assert failed == [None]


async def read_all(settings: Settings, topic: str) -> list[Any]:
    """Every record of a topic, in the order of each partition."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap,
        enable_auto_commit=False,
        max_partition_fetch_bytes=16 << 20,
        fetch_max_bytes=64 << 20,
    )
    await consumer.start()
    try:
        tps = [TopicPartition(settings.topic(topic), p) for p in range(settings.partitions)]
        ends = await consumer.end_offsets(tps)
        consumer.assign(tps)
        await consumer.seek_to_beginning(*tps)
        found: list[Any] = []
        while not all([await consumer.position(tp) >= ends[tp] for tp in tps]):
            for messages in (await consumer.getmany(timeout_ms=500)).values():
                found += messages
        return found
    finally:
        await consumer.stop()


async def newest(settings: Settings, topic: str, id_name: str) -> dict[str, dict[str, Any]]:
    """The newest revision of each id: by revision, as a reader of the log must choose."""
    found: dict[str, dict[str, Any]] = {}
    for record in await read_all(settings, topic):
        value = json.loads(record.value)
        old = found.get(value[id_name])
        if old is None or old["revision"] <= value["revision"]:
            found[value[id_name]] = value
    return found
