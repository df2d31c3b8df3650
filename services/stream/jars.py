"""Apache Kafka's jars, fetched once by Maven into the cache folder.

`deploy/kafka/pom.xml` names them; the folder is keyed by that file's hash, so another version is another folder. A
download that was cut off leaves no marker and is done again; two processes that want the jars wait for each other.
"""

import fcntl
import hashlib
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import services
from services.errors import ConfigurationError

POM = Path(services.__file__).parent.parent / "deploy" / "kafka" / "pom.xml"
DOWNLOAD_TIMEOUT = 480.0  # seconds; 54 MB take 6 s on a quick line
JAVA_AT_LEAST = 17  # brokers of Kafka 4 need it
EMBEDDED_HINT = "or use `--broker embedded` for a first look without Java"


def java() -> str:
    """Path of a Java that can run Kafka. Raises ConfigurationError saying what to install."""
    found = shutil.which("java")
    if found is None:
        raise ConfigurationError(f"no `java` on PATH: install Java {JAVA_AT_LEAST} or later, {EMBEDDED_HINT}")
    shown = subprocess.run([found, "-version"], capture_output=True, text=True, timeout=30, check=False)
    version = re.search(r'version "(\d+)', shown.stderr + shown.stdout)
    if shown.returncode or version is None:
        raise ConfigurationError(
            f"`{found} -version` does not answer: install Java {JAVA_AT_LEAST} or later, {EMBEDDED_HINT}"
        )
    if int(version[1]) < JAVA_AT_LEAST:
        raise ConfigurationError(
            f"{found} is Java {version[1]}: Kafka needs {JAVA_AT_LEAST} or later on PATH, {EMBEDDED_HINT}"
        )
    return found


def folder(cache_dir: Path, pom: Path = POM) -> Path:
    """Where the jars of `pom` are, or will be."""
    return cache_dir.expanduser().absolute() / f"kafka-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"


def fetch(cache_dir: Path, pom: Path = POM) -> Path:
    """The folder with every jar, downloaded if it is not there yet. Raises ConfigurationError saying what to do."""
    jars = folder(cache_dir, pom)
    if _complete(jars).exists():
        return jars
    cache_dir.expanduser().mkdir(parents=True, exist_ok=True)
    with _locked(jars.with_suffix(".lock")):
        if not _complete(jars).exists():  # else another process has just fetched them
            _download(jars, pom)
    return jars


def _complete(jars: Path) -> Path:
    return jars / ".complete"


def _download(jars: Path, pom: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise ConfigurationError(f"no `mvn` on PATH to fetch Kafka with: install Maven, {EMBEDDED_HINT}")
    java()
    shutil.rmtree(jars, ignore_errors=True)  # what a cut download left
    fresh = jars.with_name(f"{jars.name}.{uuid.uuid4().hex[:8]}")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
    command = [maven, "-q", "-B", "-Dstyle.color=never", "-f", str(pom), *goal]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_TIMEOUT, check=False)
        if done.returncode:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line] or ["no output"]
            raise ConfigurationError(
                f"Maven could not fetch Kafka: {_plain(lines[0])[:400]} — "
                f"check that Maven reaches a repository, {EMBEDDED_HINT}"
            )
        (fresh / ".complete").write_text("every jar of pom.xml is here\n", encoding="utf-8")
        fresh.rename(jars)
    except subprocess.TimeoutExpired:
        raise ConfigurationError(
            f"Maven did not fetch Kafka within {DOWNLOAD_TIMEOUT:.0f} s: try again, {EMBEDDED_HINT}"
        ) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _plain(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line).strip()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)
