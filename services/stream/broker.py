"""A real Apache Kafka on this machine: fetched, formatted, started, awaited and stopped.

`dateline up`, the tests and the chaos tests use this one launcher. Each node is broker and controller of a KRaft
cluster and listens on loopback only. Everything is kept under `state_dir`: ports, cluster id, logs and data, so a
restart finds its records and its clients find it.
"""

import base64
import json
import os
import signal
import string
import subprocess
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import psutil
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from services.errors import BrokerUnavailable, ConfigurationError
from services.stream import jars
from services.stream.ports import answers, free_ports, is_free

TEMPLATE = jars.POM.with_name("server.properties")
START_TIMEOUT = 60.0  # seconds; 1.5 s is usual, a busy machine with three nodes needs some more
STOP_TIMEOUT = 20.0  # seconds after SIGTERM; 0.3 s is usual
# The quick compiler only: it answers in 1.5 s instead of 2.0 s and leaves the cores to the workers.
JVM_FLAGS = ("-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
LOG_FLAGS = (
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
)


@dataclass(frozen=True)
class Node:
    """One broker's number (from 1) and ports."""

    number: int
    port: int
    controller_port: int


@dataclass(frozen=True)
class Layout:
    """What a restart must find again."""

    cluster_id: str
    nodes: tuple[Node, ...]

    @classmethod
    def new(cls, brokers: int) -> Self:
        ports = free_ports(2 * brokers)
        nodes = tuple(Node(i + 1, ports[2 * i], ports[2 * i + 1]) for i in range(brokers))
        return cls(base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("="), nodes)

    @classmethod
    def read(cls, path: Path) -> Self:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(stored["cluster_id"], tuple(Node(**node) for node in stored["nodes"]))


class KafkaLauncher:
    """`with KafkaLauncher(cache, state) as kafka: kafka.bootstrap`; or step by step: prepare, start, wait, stop.

    cache_dir: where the jars are kept, shared by every launcher. state_dir: this cluster's own folder.
    brokers: nodes of the cluster; fixed once it is formatted. heap: each node's Java heap.
    """

    def __init__(self, cache_dir: Path, state_dir: Path, brokers: int = 1, heap: str = "512m") -> None:
        self.cache_dir, self.state_dir = cache_dir, state_dir.expanduser().absolute()
        self.brokers, self.heap = brokers, heap
        self._children: dict[int, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        self.prepare()
        try:
            self.start()
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def layout(self) -> Layout:
        """Ports and cluster id. Raises ConfigurationError before `format`."""
        path = self.state_dir / "cluster.json"
        if not path.exists():
            raise ConfigurationError(f"{self.state_dir} holds no formatted Kafka: run `dateline up`")
        return Layout.read(path)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return self.layout.nodes

    @property
    def bootstrap(self) -> str:
        """`127.0.0.1:port` of each node, separated by commas."""
        return ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)

    def fetch(self) -> Path:
        """The folder of Kafka's jars, downloaded when this machine has none. Raises ConfigurationError."""
        return jars.fetch(self.cache_dir)

    def prepare(self) -> None:
        """Fetch and format: afterwards `command` can be handed to a supervisor."""
        self.fetch()
        self.format()

    def format(self) -> None:
        """Make the nodes' folders, keeping data that is there; choose ports anew if others have taken them."""
        self.state_dir.mkdir(parents=True, exist_ok=True)
        path = self.state_dir / "cluster.json"
        layout = Layout.read(path) if path.exists() else Layout.new(self.brokers)
        if len(layout.nodes) != self.brokers:
            raise ConfigurationError(
                f"{self.state_dir} holds a cluster of {len(layout.nodes)} brokers, not {self.brokers}: "
                "run `dateline down --purge` first, or use another DATELINE_STATE_DIR"
            )
        if not self.running() and not all(is_free(p) for n in layout.nodes for p in (n.port, n.controller_port)):
            layout = Layout(layout.cluster_id, Layout.new(self.brokers).nodes)
        path.write_text(json.dumps(asdict(layout), indent=2) + "\n", encoding="utf-8")
        for node in layout.nodes:
            self._write_properties(layout, node)
            if not (self.folder(node) / "data" / "meta.properties").exists():
                self._format_node(layout, node)

    def _write_properties(self, layout: Layout, node: Node) -> None:
        self.folder(node).mkdir(exist_ok=True)
        filled = string.Template(TEMPLATE.read_text(encoding="utf-8")).safe_substitute(
            node=node.number,
            voters=",".join(f"{n.number}@127.0.0.1:{n.controller_port}" for n in layout.nodes),
            port=node.port,
            controller_port=node.controller_port,
            data=str(self.folder(node) / "data").replace("\\", "\\\\"),
            copies=min(3, len(layout.nodes)),
        )
        self.properties(node).write_text(filled, encoding="utf-8")

    def _format_node(self, layout: Layout, node: Node) -> None:
        # one id in 64 begins with a dash, and after a blank it would be taken for an option
        cluster = f"--cluster-id={layout.cluster_id}"
        tool = ["kafka.tools.StorageTool", "format", cluster, "-c", str(self.properties(node))]
        done = subprocess.run([*self._java("128m"), *tool], capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            raise BrokerUnavailable(f"Kafka could not format {self.folder(node)}: {tail(done.stdout + done.stderr)}")

    def folder(self, node: Node) -> Path:
        """Everything of one node: server.properties, data, broker.log, pid."""
        return self.state_dir / f"node-{node.number}"

    def properties(self, node: Node) -> Path:
        return self.folder(node) / "server.properties"

    def log(self, node: Node) -> Path:
        return self.folder(node) / "broker.log"

    def command(self, node: Node) -> list[str]:
        """What a supervisor has to run, in the foreground, to have this node."""
        return [*self._java(self.heap), "kafka.Kafka", str(self.properties(node))]

    def _java(self, heap: str) -> list[str]:
        classes = f"{jars.folder(self.cache_dir)}{os.sep}*"
        return [jars.java(), f"-Xmx{heap}", *JVM_FLAGS, *LOG_FLAGS, "-cp", classes]

    def start(self) -> None:
        """Start every node that does not run; returns at once, see `wait`."""
        for node in self.nodes:
            if self._process(node) is not None:
                continue
            with self.log(node).open("ab") as log:
                child = subprocess.Popen(
                    self.command(node), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
                )
            self._children[node.number] = child
            note = {"pid": child.pid, "created": psutil.Process(child.pid).create_time()}
            (self.folder(node) / "pid").write_text(json.dumps(note), encoding="utf-8")

    def wait(self, timeout: float = START_TIMEOUT) -> None:
        """Return once every broker answers. Raises BrokerUnavailable with the log's last lines."""
        deadline = time.monotonic() + timeout
        while not self.ready():
            for node in self.nodes:
                child = self._children.get(node.number)
                if child is not None and child.poll() is not None:
                    raise BrokerUnavailable(f"Kafka ended while starting (exit {child.returncode}): {self._why(node)}")
            if time.monotonic() > deadline:
                raise BrokerUnavailable(
                    f"Kafka at {self.bootstrap} does not answer after {timeout:.0f} s: {self._why(self.nodes[0])}"
                )
            time.sleep(0.05)

    def ready(self) -> bool:
        """True if every broker is in the cluster and answers."""
        if not all(answers(node.port) for node in self.nodes):
            return False
        client = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
        try:
            return len(client.list_topics(timeout=2.0).brokers) == self.brokers
        except KafkaException:
            return False

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """End every node: SIGTERM, and SIGKILL at the deadline. Data stays."""
        processes = [process for node in self.nodes if (process := self._process(node)) is not None]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs(processes, timeout=timeout)
        for process in alive:
            process.kill()
        psutil.wait_procs(alive, timeout=5)
        for child in self._children.values():
            child.wait(timeout=5)
        self._children.clear()
        for node in self.nodes:
            (self.folder(node) / "pid").unlink(missing_ok=True)

    def running(self) -> bool:
        """True if this launcher, or an earlier one on the same folder, has a node running."""
        return any(self._process(node) is not None for node in self.nodes) if self._formatted() else False

    def pid(self, node: Node) -> int | None:
        """Process id of a node that `start` started and that still runs: what a chaos test kills."""
        process = self._process(node)
        return process.pid if process else None

    def _formatted(self) -> bool:
        return (self.state_dir / "cluster.json").exists()

    def _process(self, node: Node) -> psutil.Process | None:
        """The node's process by its pid file; None if it has ended or the number now belongs to another program."""
        try:
            note = json.loads((self.folder(node) / "pid").read_text(encoding="utf-8"))
            process = psutil.Process(note["pid"])
            same = abs(process.create_time() - note["created"]) < 1 and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, KeyError, psutil.NoSuchProcess):
            return None
        return process if same else None

    def _why(self, node: Node) -> str:
        log = self.log(node)
        return f"{tail(log.read_text(errors='replace')) if log.exists() else 'no log'} (all of it: {log})"


def tail(text: str, lines: int = 5) -> str:
    """The last lines of a log as one, without stack traces."""
    said = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("\tat ")]  # no stacks
    return " | ".join(said[-lines:])[-800:] or "no output"
