"""What `dateline stop` and `dateline start` share: the processes of the running `up`, by name or by stage."""

from collections.abc import Sequence

from services.cli.context import Running
from services.errors import ConfigurationError, DatelineError
from services.settings import load


def running() -> Running:
    """The running `up`. Raises DatelineError where there is none."""
    found = Running.read(load().state)
    if found is None:
        raise DatelineError("nothing is up: run `dateline up`")
    return found


def chosen(up: Running, names: Sequence[str]) -> list[str]:
    """Full names: `extract` means every `extract-N`. Raises ConfigurationError naming those that there are."""
    known = [p.name for p in up.processes]
    out: list[str] = []
    for name in names:
        found = [k for k in known if k == name or k.rpartition("-")[0] == name]
        if not found:
            raise ConfigurationError(f"no process {name!r}: there are {', '.join(known)}")
        out += found
    return list(dict.fromkeys(out))
