"""/metrics, /health/live and /health/ready of a process, served from a thread of its own.

Its own thread, so that a blocked event loop can still be scraped and seen to be blocked. Bound to loopback unless
told otherwise. Port 0 takes a free port; `ports/NAME.json` in the state folder says which, for `dateline status`,
the page and the tests.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import psutil
from prometheus_client import CollectorRegistry, make_wsgi_app

from services.errors import ConfigurationError
from services.telemetry.health import Answer, Health

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True  # a slow scraper must not keep the process alive


class _Quiet(WSGIRequestHandler):
    timeout = 10  # seconds a client may take to ask; it is no public server

    def log_message(self, format: str, *args: Any) -> None:
        """A line a scrape would drown the log."""


class TelemetryServer:
    """`with TelemetryServer(...) as server: server.port`."""

    def __init__(self, registry: CollectorRegistry, health: Health, host: str = "127.0.0.1", port: int = 0) -> None:
        self._metrics = make_wsgi_app(registry)
        self._health, self.host, self.port = health, host, port
        self._server: WSGIServer | None = None
        self._file: Path | None = None

    def start(self) -> Self:
        """Bind and serve. Raises ConfigurationError when the port is taken."""
        try:
            self._server = make_server(self.host, self.port, self._answer, _Server, _Quiet)
        except OSError as error:
            raise ConfigurationError(
                f"can't serve metrics on {self.host}:{self.port} ({error.strerror}): "
                "set DATELINE_METRICS_PORT=0 for a free port"
            ) from None
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="telemetry", daemon=True).start()
        return self

    def announce(self, state: Path, name: str) -> Path:
        """Write `ports/NAME.json` ({"host", "port", "pid"}) in the state folder; `stop` takes it away."""
        folder = state / "ports"
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"{name}.json"
        partial = self._file.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps({"host": self.host, "port": self.port, "pid": os.getpid()}))
        partial.replace(self._file)  # readers see the old or the new file, never half of one
        return self._file

    def stop(self) -> None:
        """End the thread and take the port file away."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self._file = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return _plain(start_response, "405 Method Not Allowed", "GET only")
        if path == "/metrics":
            pages: Iterable[bytes] = self._metrics(environ, start_response)
            return pages
        if path == "/health/live":
            return _health(start_response, self._health.live)
        if path == "/health/ready":
            return _health(start_response, self._health.ready)
        return _plain(start_response, "404 Not Found", "try /metrics, /health/live or /health/ready")


@dataclass(frozen=True)
class Announced:
    """A process that serves its metrics now."""

    name: str
    host: str
    port: int
    pid: int


def announced(state: Path) -> list[Announced]:
    """Every process that has announced itself in the state folder and still lives, by name."""
    found = []
    for path in sorted((state / "ports").glob("*.json")):
        try:
            said = json.loads(path.read_text())
            process = Announced(path.stem, str(said["host"]), int(said["port"]), int(said["pid"]))
        except (OSError, ValueError, KeyError):
            continue  # taken away just now
        if psutil.pid_exists(process.pid):  # a killed process leaves its file
            found.append(process)
    return found


def _health(start_response: StartResponse, answer: Answer) -> Iterable[bytes]:
    return _plain(start_response, "200 OK" if answer.ok else "503 Service Unavailable", answer.reason)


def _plain(start_response: StartResponse, status: str, text: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")])
    return [f"{text}\n".encode()]
