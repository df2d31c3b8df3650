"""One check of `dateline doctor`: what was looked at, what was found, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from services.errors import DatelineError


class State(StrEnum):
    OK = "ok"
    WARN = "warn"  # works, but not everything does, or not for long
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """`advice` is empty where nothing is to be done."""

    name: str
    state: State
    found: str
    advice: str = ""


def ok(name: str, found: str) -> Check:
    """All is well."""
    return Check(name, State.OK, found)


def warn(name: str, found: str, advice: str) -> Check:
    """It runs without."""
    return Check(name, State.WARN, found, advice)


def fail(name: str, found: str, advice: str) -> Check:
    """It does not run so."""
    return Check(name, State.FAIL, found, advice)


def split(name: str, error: DatelineError, state: State = State.FAIL) -> Check:
    """An error of our own as a check: its message says what is wrong and, after the last colon, what to do."""
    found, _, advice = str(error).rpartition(": ")
    return Check(name, state, found or advice, advice if found else "")


def tried(name: str, check: Callable[[], Check]) -> Check:
    """The check, or the failure that it met: one broken part must not hide the others."""
    try:
        return check()
    except DatelineError as error:
        return split(name, error)
    except Exception as error:  # noqa: BLE001 - whatever is broken on this machine is what we are asked for
        return fail(name, f"{type(error).__name__}: {error}", "install the package anew: make clean setup")
