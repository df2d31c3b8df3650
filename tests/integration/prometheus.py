"""A real Prometheus over a real run: its life, and questions to it."""

import json
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.stream.ports import free_ports
from tests.deploy.programs import program


class Prometheus:
    """One that runs. `ask` evaluates PromQL now."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, **parameters: str) -> Any:
        """The `data` of an answer of its API; AssertionError with its words if it refuses."""
        address = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                said = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{parameters}: {error.read().decode()}") from None
        assert said["status"] == "success", said
        return said["data"]

    def ask(self, query: str) -> list[tuple[dict[str, str], float]]:
        """Labels and value of every series; a value that is no number (0/0) is left out."""
        samples = [(one["metric"], float(one["value"][1])) for one in self.get("query", query=query)["result"]]
        return [(labels, value) for labels, value in samples if value == value]

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@contextmanager
def prometheus(configuration: Path, folder: Path) -> Iterator[Prometheus]:
    """Run it on `configuration`, but looking every second; ended at the end."""
    quick = configuration.with_name("quick.yml")
    text = configuration.read_text("utf8")
    assert "scrape_interval: 5s" in text
    quick.write_text(
        text.replace("scrape_interval: 5s", "scrape_interval: 1s")
        .replace("scrape_timeout: 4s", "scrape_timeout: 1s")
        .replace("evaluation_interval: 5s", "evaluation_interval: 1s")
    )
    [port] = free_ports(1)
    command = [
        program("prometheus"),
        f"--config.file={quick}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "prometheus.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            made = Prometheus(port)
            until(
                lambda: process.poll() is not None or made.ready(), 30, lambda: (folder / "prometheus.log").read_text()
            )
            assert process.poll() is None, (folder / "prometheus.log").read_text()
            yield made
        finally:
            process.terminate()


def until(done: Callable[[], Any], seconds: float, told: Callable[[], object] = str) -> None:
    """Wait until `done`; AssertionError with `told` at the deadline."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"not within {seconds} s: {told()}"
        time.sleep(0.2)
