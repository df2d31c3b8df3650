"""Fetching Kafka: what is missing is named, a cut download is done again, two processes fetch once."""

import os
import threading
from pathlib import Path

import pytest

from services.errors import ConfigurationError
from services.stream import jars


class Tools:
    """A folder that is the whole PATH: fake java and mvn that note each call."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder, folder / "calls"
        folder.mkdir()
        self.put("java", """echo 'openjdk version "17.0.1" 2021-10-19' >&2""")

    def put(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def put_maven(self, after: str = "exit 0") -> None:
        """A Maven that puts one jar where -DoutputDirectory says."""
        self.put(
            "mvn",
            f"""echo call >> {self.calls}
for a in "$@"; do case "$a" in -DoutputDirectory=*) out="${{a#*=}}";; esac; done
/bin/mkdir -p "$out"; echo jar > "$out/kafka.jar"
{after}""",
        )

    def count(self) -> int:
        return len(self.calls.read_text().splitlines()) if self.calls.exists() else 0


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    made = Tools(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(made.folder))
    return made


def test_no_java(tools: Tools) -> None:
    (tools.folder / "java").unlink()
    with pytest.raises(ConfigurationError, match=r"no `java` on PATH: install Java 17.*--broker embedded"):
        jars.java()


@pytest.mark.parametrize(
    ("answer", "said"),
    [("""echo 'openjdk version "11.0.2"' >&2""", "is Java 11"), ("exit 1", "does not answer")],
)
def test_a_java_that_will_not_do(tools: Tools, answer: str, said: str) -> None:
    tools.put("java", answer)
    with pytest.raises(ConfigurationError, match=said):
        jars.java()


def test_no_maven_matters_only_while_the_jars_are_missing(tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no `mvn` on PATH.*install Maven"):
        jars.fetch(tmp_path / "cache")
    tools.put_maven()
    jars.fetch(tmp_path / "cache")
    (tools.folder / "mvn").unlink()
    jars.fetch(tmp_path / "cache")


def test_a_download_is_done_once_and_again_when_it_was_cut(tools: Tools, tmp_path: Path) -> None:
    tools.put_maven()
    folder = jars.fetch(tmp_path / "cache")
    assert (folder / "kafka.jar").exists()
    assert jars.fetch(tmp_path / "cache") == folder
    assert tools.count() == 1
    (folder / ".complete").unlink()  # as a process killed in the middle leaves it
    assert jars.fetch(tmp_path / "cache") == folder
    assert tools.count() == 2


def test_a_failed_download_shows_mavens_reason_and_leaves_nothing(tools: Tools, tmp_path: Path) -> None:
    tools.put_maven("echo '[ERROR] Unknown host repo.example'; exit 1")
    with pytest.raises(ConfigurationError, match=r"Unknown host repo\.example"):
        jars.fetch(tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [jars.folder(tmp_path).name + ".lock"]
    tools.put_maven()
    jars.fetch(tmp_path / "cache")


def test_another_pom_is_another_folder(tools: Tools, tmp_path: Path) -> None:
    pom = tmp_path / "pom.xml"
    pom.write_bytes(jars.POM.read_bytes() + b"<!-- -->")
    assert jars.folder(tmp_path, pom) != jars.folder(tmp_path)


def test_two_that_want_the_jars_fetch_them_once(tools: Tools, tmp_path: Path) -> None:
    tools.put_maven("/bin/sleep 0.3")
    threads = [threading.Thread(target=jars.fetch, args=(tmp_path / "cache",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert tools.count() == 1


def test_the_pom_names_no_repository() -> None:
    text = jars.POM.read_text()
    assert "<repositor" not in text
    assert "<url>" not in text
    assert os.path.basename(jars.POM) == "pom.xml"
