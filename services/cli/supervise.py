"""The supervisor of `dateline up`: its configuration, and questions and orders over its Unix socket.

supervisord (the package `supervisor`) keeps the processes: it starts again what dies, waits longer after each failed
start, and rotates their logs. `config` writes what it is to run; `Supervisor` talks to the one that runs.
"""

import contextlib
import hashlib
import os
import shlex
import subprocess
import sys
import tempfile
import time
import xmlrpc.client
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from supervisor.xmlrpc import SupervisorTransport

from services.errors import ConfigurationError, DatelineError

SOCKET_PATH_LIMIT = 90  # bytes; the system takes 104 to 108, and supervisord first binds a name with its pid appended
LOG_BYTES, LOG_FILES = "10MB", 3
START_TIMEOUT = 15.0  # seconds supervisord may take to answer; 0.3 s is usual
BROKERS_FIRST, WORKERS_LAST = 100, 900  # supervisord stops in the reverse order of its priorities


@dataclass(frozen=True)
class Program:
    """A process to keep. restart: start it again when it dies. patience: seconds it may take to stop."""

    name: str
    command: list[str]
    priority: int
    patience: float
    restart: bool = True
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """What supervisord says of a process. state: RUNNING, STARTING, BACKOFF, FATAL, STOPPED, EXITED, …"""

    name: str
    state: str
    pid: int
    started: float  # seconds since the epoch
    why: str


def socket_path(state: Path) -> Path:
    """In the state folder, or under the system's folder for temporary files where that path would be too long."""
    path = state / "supervisor.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    digest = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"dateline-{os.getuid()}-{digest}.sock"


def log_path(state: Path, name: str) -> Path:
    return state / "logs" / f"{name}.log"


def config(state: Path, programs: Iterable[Program]) -> str:
    """The text of supervisord.conf. Raises ConfigurationError for a state folder that supervisord can't take."""
    if "%" in str(state):  # it expands the paths of logs twice
        raise ConfigurationError(f"DATELINE_STATE_DIR: {state} has a % in its path: choose another folder")
    socket = socket_path(state)
    head = f"""\
; written by `dateline up`
[unix_http_server]
file={_plain(socket)}
chmod=0700

[supervisord]
logfile={_plain(log_path(state, "supervisor"))}
logfile_maxbytes={LOG_BYTES}
logfile_backups={LOG_FILES}
pidfile={_plain(state / "supervisor.pid")}
directory={_plain(Path.cwd())}
identifier=dateline
nocleanup=true

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
    return "\n".join([head, *(_section(state, program) for program in programs)])


def _section(state: Path, program: Program) -> str:
    said = ",".join(f'{name}="{_plain(value)}"' for name, value in program.environment.items())
    return f"""\
[program:{program.name}]
command={_plain(shlex.join(program.command))}
priority={program.priority}
environment={said}
autostart=true
autorestart={"true" if program.restart else "false"}
startsecs=2
startretries={40 if program.restart else 0}
stopsignal=TERM
stopwaitsecs={round(program.patience)}
stdout_logfile={_plain(log_path(state, program.name))}
stdout_logfile_maxbytes={LOG_BYTES}
stdout_logfile_backups={LOG_FILES}
redirect_stderr=true
"""


def _plain(value: object) -> str:
    return str(value).replace("%", "%%")  # supervisord expands %(name)s


class Supervisor:
    """Talks to a running supervisord. Every method raises DatelineError if it does not answer."""

    def __init__(self, socket: Path | str) -> None:
        self._socket = str(socket)

    @classmethod
    def launch(cls, state: Path, environment: dict[str, str]) -> "Supervisor":
        """Start supervisord, in the background, on the configuration in the state folder."""
        socket = socket_path(state)
        socket.unlink(missing_ok=True)
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(state / "supervisord.conf")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
        if done.returncode:
            raise DatelineError(f"supervisord does not start: {(done.stderr or done.stdout).strip()[-300:]}")
        supervisor = cls(socket)
        deadline = time.monotonic() + START_TIMEOUT
        while not supervisor.answers():
            if time.monotonic() > deadline:
                raise DatelineError(f"supervisord does not answer: see {log_path(state, 'supervisor')}")
            time.sleep(0.05)
        return supervisor

    def answers(self) -> bool:
        try:
            return bool(self._call("getState")["statename"] == "RUNNING")
        except DatelineError:
            return False

    def pid(self) -> int:
        return int(self._call("getPID"))

    def states(self) -> dict[str, State]:
        """Every process by its name."""
        return {
            said["name"]: State(said["name"], said["statename"], said["pid"], said["start"], said["spawnerr"])
            for said in self._call("getAllProcessInfo")
        }

    def adopt(self) -> None:
        """Read the configuration again and start the programs that are new in it."""
        [[added, _, _]] = self._call("reloadConfig")
        for name in added:
            self._call("addProcessGroup", name)

    def start(self, name: str) -> None:
        """Start a process that has ended; one that runs stays."""
        with contextlib.suppress(xmlrpc.client.Fault):  # it has just started, or can't: `states` says which
            self._call("startProcess", name, False)

    def stop(self, names: Iterable[str], timeout: float) -> None:
        """Stop processes side by side and wait for their end (supervisord kills what is too slow)."""
        names = set(names)
        for name in names:
            with contextlib.suppress(xmlrpc.client.Fault):  # not running
                self._call("stopProcess", name, False)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            states = self.states()
            if not any(states[name].state in ("RUNNING", "STARTING", "STOPPING") for name in names & states.keys()):
                return
            time.sleep(0.1)

    def shutdown(self) -> None:
        """Tell supervisord to stop everything and end; returns at once."""
        self._call("shutdown")

    def _call(self, method: str, *arguments: Any) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        try:
            with xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport) as server:
                return getattr(server.supervisor, method)(*arguments)
        except (OSError, xmlrpc.client.ProtocolError) as error:
            raise DatelineError(f"the supervisor does not answer at {self._socket}: {error}") from None
        finally:
            transport.close()


def leftovers(mark: str) -> list[psutil.Process]:
    """Processes of an `up` by the DATELINE_UP in their environment: found even when their supervisor was killed."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):  # ended meanwhile, or not ours
            if process.environ().get("DATELINE_UP") == mark:
                found.append(process)
    return found


def end(processes: Iterable[psutil.Process], timeout: float) -> None:
    """SIGTERM, then SIGKILL for what is still there at the deadline."""
    processes = list(processes)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(processes, timeout=timeout)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=5)
