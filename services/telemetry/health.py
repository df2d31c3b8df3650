"""Whether this process is alive and ready, as Kubernetes and `dateline status` ask.

Alive: it makes progress or has nothing to do; a process that is not should be restarted. Ready: it is taking part
in the work. Other threads read while the event loop writes, so each answer is one attribute of an immutable value.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """`ok` with the reason in plain English."""

    ok: bool
    reason: str


class Health:
    """Starts alive and not ready."""

    def __init__(self) -> None:
        self.live = Answer(True, "started")
        self.ready = Answer(False, "starting")

    def set_ready(self, reason: str) -> None:
        self.ready = Answer(True, reason)

    def set_unready(self, reason: str) -> None:
        self.ready = Answer(False, reason)

    def set_dead(self, reason: str) -> None:
        self.live = self.ready = Answer(False, reason)
