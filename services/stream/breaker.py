"""The breaker: stops a worker whose records all fail, before it drains a topic into the dead letters.

A faulty deployment fails on everything; a bad record fails alone. So `run` failures in a row, or more than half of
the last `window` records, stop the worker: nothing of the slice that trips it is dead-lettered or committed.
Refusals that say nothing about the deployment (another language, too large) count as successes.
"""

from collections import deque
from dataclasses import dataclass

from services.errors import DatelineError


class BreakerOpen(DatelineError):
    """Too many records failed; someone has to look."""

    exit_code = 5


@dataclass(frozen=True)
class BreakerPolicy:
    """run: failures in a row; window: the last records, of which more than half may not fail."""

    run: int = 50
    window: int = 200


class Breaker:
    """Fed with every record's fate, in order."""

    def __init__(self, policy: BreakerPolicy) -> None:
        self._policy = policy
        self._recent: deque[bool] = deque(maxlen=policy.window)
        self._failed = 0
        self._in_a_row = 0

    def succeeded(self) -> None:
        """A record went well."""
        self._in_a_row = 0
        self._remember(False)

    def failed(self, what: str) -> None:
        """A record failed; `what` says which and why. Raises BreakerOpen when it is one too many."""
        self._in_a_row += 1
        self._remember(True)
        if self._in_a_row >= self._policy.run:
            raise self._open(f"{self._in_a_row} records in a row failed", what)
        # Only over a full window: at the start, one failure of one record would be all of them.
        if len(self._recent) == self._policy.window and self._failed * 2 > self._policy.window:
            raise self._open(f"{self._failed} of the last {self._policy.window} records failed", what)

    def _remember(self, failed: bool) -> None:
        if len(self._recent) == self._policy.window:
            self._failed -= self._recent[0]
        self._recent.append(failed)
        self._failed += failed

    @staticmethod
    def _open(count: str, what: str) -> BreakerOpen:
        return BreakerOpen(
            f"{count}, the last one {what}: nothing more is dead-lettered. Look at `dateline dlq list`, "
            "mend the cause, or raise DATELINE_BREAKER_RUN and DATELINE_BREAKER_WINDOW if records are that bad"
        )
