"""Free ports on loopback that stay free: none from the range that the system lends to outgoing connections."""

import random
import socket
from collections.abc import Iterator

# Below the ephemeral ranges of Linux (32768 …) and macOS (49152 …): a port from those may become the source of some
# outgoing connection while its owner is being restarted.
FIRST, LAST = 20_000, 32_000


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True if a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: a closing connection is no owner
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(port: int, host: str = "127.0.0.1", timeout: float = 1.0) -> bool:
    """True if something accepts a connection there."""
    try:
        socket.create_connection((host, port), timeout=timeout).close()
    except OSError:
        return False
    return True


def free_ports(count: int) -> list[int]:
    """`count` different free ports, chosen at random so that processes that ask at once rarely meet."""
    draw = random.SystemRandom()

    def candidates() -> Iterator[int]:
        yield from draw.sample(range(FIRST, LAST), LAST - FIRST)

    found: list[int] = []
    for port in candidates():
        if len(found) == count:
            return found
        if is_free(port):
            found.append(port)
    raise OSError(f"no {count} free ports between {FIRST} and {LAST}")
