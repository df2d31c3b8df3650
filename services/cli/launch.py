"""What `dateline up` and `dateline down` do: broker, topics, workers, monitor and page under one supervisor.

Order: supervisor with the broker → the broker answers → topics → workers, monitor and page → each says it is ready.
Down is the reverse: workers finish what they have, then the broker ends.
"""

import asyncio
import fcntl
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from schemas.deadletter import Stage
from services.cli import prometheus
from services.cli.context import Process, Running
from services.cli.supervise import (
    BROKERS_FIRST,
    WORKERS_LAST,
    Program,
    State,
    Supervisor,
    config,
    end,
    leftovers,
    log_path,
    socket_path,
)
from services.errors import BrokerUnavailable, ConfigurationError, DatelineError
from services.settings import Settings
from services.stream import embedded, topics
from services.stream.broker import START_TIMEOUT, STOP_TIMEOUT, KafkaLauncher, tail
from services.stream.ports import free_ports, is_free

READY_TIMEOUT = 90.0  # seconds from a worker's start to its readiness; 5 s is usual, a busy machine needs more
BACKOFF_PATIENCE = 15.0  # seconds in which a worker may fail and be started again; then it is said to fail
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what DATELINE_HOST may be set to
FAILED = ("FATAL", "EXITED", "STOPPED", "UNKNOWN")
OURS = (
    "kafka",
    "logs",
    "ports",
    "faust",
    "in-work",
    "prometheus",
    "up.json",
    "up.lock",
    "supervisord.conf",
    "supervisor.pid",
    "supervisor.sock",
    "embedded.address",
)

Say = Callable[[str], None]


def up(settings: Settings, broker: str, workers: Mapping[Stage, int], say: Say) -> Running:
    """Start everything and return once every worker is ready. What already runs is kept, what has ended is started.

    Raises ConfigurationError (no Java), BrokerUnavailable, TopicError or DatelineError with the log's last lines;
    what had been started is stopped again then.
    """
    if broker == "embedded" and any(count > 1 for count in workers.values()):
        # librdkafka's group coordinator refuses the second SyncGroup of a round now and then (InvalidRequestError)
        raise ConfigurationError("the embedded broker takes one worker a stage: use --broker kafka for more")
    state = settings.state
    state.mkdir(parents=True, exist_ok=True)
    with _locked(state / "up.lock"):
        running = Running.read(state)
        if running is not None:
            return _again(settings, running, broker, say)
        _clear(state)
        mark = uuid.uuid4().hex
        try:
            return _start(settings, broker, workers, mark, say)
        except BaseException:
            say("that failed: stopping what was started")
            _stop_all(state, mark, settings)
            raise


def _start(settings: Settings, broker: str, workers: Mapping[Stage, int], mark: str, say: Say) -> Running:
    state = settings.state
    (state / "logs").mkdir(exist_ok=True)
    launcher = KafkaLauncher(settings.cache_dir, state / "kafka")
    if broker == "kafka":
        say("Kafka: fetching its jars if this machine has none (54 MB, once), formatting")
        launcher.prepare()
        brokers = [
            Program(f"kafka-{n.number}", launcher.command(n), BROKERS_FIRST, STOP_TIMEOUT) for n in launcher.nodes
        ]
    else:
        command = [sys.executable, "-m", "services.stream.embedded", str(state / "embedded.address")]
        brokers = [Program("embedded", command, BROKERS_FIRST, 5.0, restart=False)]
    (state / "supervisord.conf").write_text(config(state, brokers), encoding="utf-8")
    supervisor = Supervisor.launch(state, os.environ | {"DATELINE_UP": mark})
    say("starting the broker")
    if broker == "kafka":
        _await(supervisor, state, [p.name for p in brokers], launcher.ready, START_TIMEOUT)
        settings = settings.model_copy(update={"bootstrap": launcher.bootstrap})
    else:
        address = state / "embedded.address"
        _await(supervisor, state, ["embedded"], address.exists, START_TIMEOUT)
        settings = settings.model_copy(
            update={"bootstrap": address.read_text(encoding="utf-8"), "partitions": embedded.PARTITIONS}
        )
    say(f"broker on {settings.bootstrap}; creating topics")
    asyncio.run(topics.create(settings))
    page = _page_port(settings, say)
    programs, ports = _services(settings, workers, page)
    (state / "supervisord.conf").write_text(config(state, [*brokers, *programs]), encoding="utf-8")
    processes = [Process(p.name, ports.get(p.name), str(log_path(state, p.name))) for p in (*brokers, *programs)]
    pid = supervisor.pid()
    running = Running(
        broker=broker,
        bootstrap=settings.bootstrap,
        partitions=settings.partitions,
        topic_prefix=settings.topic_prefix,
        supervisor=pid,
        supervisor_started=psutil.Process(pid).create_time(),
        socket=str(socket_path(state)),
        mark=mark,
        processes=tuple(processes),
        page=f"http://{'127.0.0.1' if settings.host == EVERYWHERE else settings.host}:{page}/",
    )
    running.write(state)
    prometheus.lay_out(state, running, "127.0.0.1")
    say(f"starting {', '.join(p.name for p in programs)}")
    supervisor.adopt()
    _await_ready(supervisor, state, running)
    return running


def _page_port(settings: Settings, say: Say) -> int:
    """The port that was asked for; without a wish another one where 8800 is taken. Raises ConfigurationError."""
    if settings.web_port and is_free(settings.web_port):
        return settings.web_port
    if settings.web_port and "web_port" in settings.model_fields_set:
        raise ConfigurationError(f"port {settings.web_port} is taken: set DATELINE_WEB_PORT to another, or to 0")
    [port] = free_ports(1)
    if settings.web_port:
        say(f"port {settings.web_port} is taken: the page is on {port}")
    return port


def _services(settings: Settings, workers: Mapping[Stage, int], page: int) -> tuple[list[Program], dict[str, int]]:
    """The workers, the monitor and the page, each with a metrics port of its own."""
    wanted = [(f"{stage}-{i + 1}", ["worker", stage.value]) for stage in Stage for i in range(workers.get(stage, 1))]
    wanted += [("monitor", ["monitor"]), ("web", ["web"])]
    ports = dict(zip((name for name, _ in wanted), free_ports(len(wanted)), strict=True))
    common = {
        "DATELINE_BOOTSTRAP": settings.bootstrap,
        "DATELINE_PARTITIONS": str(settings.partitions),
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_STATE_DIR": str(settings.state),
        "DATELINE_WEB_PORT": str(page),
    }
    programs = [
        Program(
            name,
            [sys.executable, "-m", "services.cli.main", *command],
            WORKERS_LAST,
            settings.drain_timeout + 10,
            environment=common | {"DATELINE_METRICS_PORT": str(ports[name]), "DATELINE_NAME": name},
        )
        for name, command in wanted
    ]
    return programs, ports


def _again(settings: Settings, running: Running, broker: str, say: Say) -> Running:
    """A second `up`: start what has ended meanwhile."""
    if broker != running.broker:
        raise DatelineError(f"already up with the broker {running.broker}: run `dateline down` first")
    supervisor = Supervisor(running.socket)
    ended = [name for name, state in supervisor.states().items() if state.state in FAILED]
    for name in ended:
        supervisor.start(name)
    say(f"already up; started again: {', '.join(ended)}" if ended else "already up")
    _await_ready(supervisor, settings.state, running)
    return running


def _await(supervisor: Supervisor, state: Path, names: list[str], done: Callable[[], bool], timeout: float) -> None:
    """Return once `done`. Raises BrokerUnavailable if one of the processes fails before, or at the deadline."""
    deadline = time.monotonic() + timeout
    while not done():
        states = supervisor.states()
        failed = next((name for name in names if states[name].state in (*FAILED, "BACKOFF")), None)
        if failed or time.monotonic() > deadline:
            raise BrokerUnavailable(_why(state, failed or names[0], "does not start" if failed else "does not answer"))
        time.sleep(0.1)


def _await_ready(supervisor: Supervisor, state: Path, running: Running) -> None:
    """Return once every worker says it is ready. Raises DatelineError naming the first that fails."""
    deadline, patience = time.monotonic() + READY_TIMEOUT, time.monotonic() + BACKOFF_PATIENCE
    waiting = [process for process in running.processes if process.port is not None]
    while waiting:
        states = supervisor.states()
        for process in list(waiting):
            if ready(process):
                waiting.remove(process)
            elif states[process.name].state in FAILED or (
                states[process.name].state == "BACKOFF" and time.monotonic() > patience
            ):
                raise DatelineError(_why(state, process.name, "does not start"))
        if waiting and time.monotonic() > deadline:
            raise DatelineError(_why(state, waiting[0].name, f"is not ready after {READY_TIMEOUT:.0f} s"))
        time.sleep(0.1)


def ready(process: Process) -> bool:
    """What the process's own /health/ready says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{process.port}/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def states(running: Running) -> dict[str, State]:
    """What the supervisor says of each process."""
    return Supervisor(running.socket).states()


def _why(state: Path, name: str, what: str) -> str:
    log = log_path(state, name)
    said = tail(log.read_text(encoding="utf-8", errors="replace")) if log.exists() else "no log"
    return f"{name} {what}: {said} (all of it: {log})"


def down(settings: Settings, purge: bool, say: Say) -> bool:
    """Stop everything; False if nothing ran. `purge`: also remove the broker's data and the logs."""
    state = settings.state
    noted = Running.noted(state)
    running = Running.read(state)
    if noted is not None:
        _stop_all(state, noted.mark, settings, say)
    if purge:
        for name in OURS:
            path = state / name
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return running is not None


def _stop_all(state: Path, mark: str, settings: Settings, say: Say = lambda text: None) -> None:
    """Workers first, then the rest by the supervisor, then whatever is left by process id."""
    patience = settings.drain_timeout + 15
    supervisor = Supervisor(socket_path(state))
    if supervisor.answers():
        names = supervisor.states()
        say("stopping the workers")
        supervisor.stop([name for name in names if not name.startswith(("kafka-", "embedded"))], patience)
        say("stopping the broker")
        pid = supervisor.pid()
        supervisor.shutdown()
        with suppress(psutil.NoSuchProcess):
            psutil.wait_procs([psutil.Process(pid)], timeout=STOP_TIMEOUT + 10)
    end(leftovers(mark), STOP_TIMEOUT)
    _clear(state)


def _clear(state: Path) -> None:
    """Take away what points at a run that has ended, after ending what is left of it."""
    noted = Running.noted(state)
    if noted is not None:
        end(leftovers(noted.mark), STOP_TIMEOUT)
    for name in ("up.json", "embedded.address", "supervisor.pid"):
        (state / name).unlink(missing_ok=True)
    socket_path(state).unlink(missing_ok=True)
    prometheus.take_away(state)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
