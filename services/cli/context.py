"""What a command works on: the settings, completed by the `dateline up` that runs on this machine.

`up` notes its broker's address, topics and processes in `up.json` in the state folder. Later commands find them there,
so that `dateline replay` after `dateline up` needs no variable; what the environment or `.env` says goes first.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import psutil

from services.settings import Settings, load


@dataclass(frozen=True)
class Process:
    """One process under the supervisor. port: of its /metrics and /health, None for brokers."""

    name: str
    port: int | None
    log: str


@dataclass(frozen=True)
class Running:
    """A `dateline up` that runs. mark: the value of DATELINE_UP in the environment of its processes."""

    broker: str  # kafka or embedded
    bootstrap: str
    partitions: int
    topic_prefix: str
    supervisor: int  # process id
    supervisor_started: float  # when that process was made: numbers are given again
    socket: str
    mark: str
    processes: tuple[Process, ...]
    page: str = ""  # its address

    @classmethod
    def read(cls, state: Path) -> Self | None:
        """The running `up` of this state folder; None if there is none or its supervisor has ended."""
        running = cls.noted(state)
        return running if running is not None and running.alive() else None

    @classmethod
    def noted(cls, state: Path) -> Self | None:
        """What `up.json` says, whether it runs or not."""
        try:
            said = json.loads((state / "up.json").read_text(encoding="utf-8"))
            return cls(**said | {"processes": tuple(Process(**process) for process in said["processes"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, state: Path) -> None:
        """Note it for later commands."""
        fresh = state / "up.json.new"
        fresh.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        fresh.replace(state / "up.json")  # readers see the old or the new file, never half of one

    def alive(self) -> bool:
        """True while its supervisor runs."""
        try:
            return abs(psutil.Process(self.supervisor).create_time() - self.supervisor_started) < 1
        except psutil.NoSuchProcess:
            return False


def settings() -> Settings:
    """The settings of this command. Raises ConfigurationError."""
    said = load()
    if "bootstrap" in said.model_fields_set:
        return said
    running = Running.read(said.state)
    if running is None:
        return said
    found: dict[str, Any] = {"bootstrap": running.bootstrap, "partitions": running.partitions}
    if "topic_prefix" not in said.model_fields_set:
        found["topic_prefix"] = running.topic_prefix
    return said.model_copy(update=found)
