"""What `dateline doctor` looks at on this machine: Python, packages, models, tables, Java, disk, clock."""

import gzip
import hashlib
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path

import psutil
from packaging.requirements import Requirement

from services.cli.doctor_check import Check, State, fail, ok, split, tried, warn
from services.errors import ConfigurationError
from services.settings import Settings
from services.stream import jars

OLDEST, NEWEST = (3, 11), (3, 13)
SETUP = "run `make setup`, or pip install -r requirements/runtime.txt"
SCARCE, SPENT = 5 * 1024**3, 1024**3  # bytes free below which is warned, and below which Kafka soon stops
LISTED = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)  # a file's checksum in MODEL_CARD.md


def checks(settings: Settings) -> Iterator[Check]:
    """Everything that can be told without a broker."""
    named: list[tuple[str, Callable[[], Check]]] = [
        ("python", python),
        ("packages", lambda: packages(metadata.requires("dateline") or ())),
        ("models", models),
        ("gazetteer", gazetteer),
        ("lexicon", lexicon),
        ("java", java),
        ("kafka jars", lambda: kafka_jars(settings.cache_dir)),
        ("disk", lambda: disk((settings.state, settings.cache_dir))),
        ("clock", lambda: clock(time.time())),
    ]
    return (tried(name, check) for name, check in named)


def python(version: tuple[int, int] = sys.version_info[:2]) -> Check:
    """A Python that the package supports."""
    found = f"{'.'.join(map(str, version))} at {sys.executable}"
    if OLDEST <= version <= NEWEST:
        return ok("python", found)
    return fail("python", found, "use Python 3.11, 3.12 or 3.13: make clean setup PYTHON=/path/to/python3.12")


def packages(required: Iterable[str]) -> Check:
    """Every package that ours needs, in a version that it takes."""
    wrong, count = [], 0
    for requirement in map(Requirement, required):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        count += 1
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} is {version}, not {requirement.specifier}")
    if wrong:
        return fail("packages", "; ".join(wrong), SETUP)
    return ok("packages", f"all {count} in versions that fit, dateline {metadata.version('dateline')}")


def models() -> Check:
    """The language model's files against the checksums in their card."""
    folder = resources.files("services.extract.nlp.models")
    listed = LISTED.findall(folder.joinpath("MODEL_CARD.md").read_text("utf-8"))
    wrong = []
    for digest, name in listed:
        file = folder.joinpath(name)
        if not file.is_file():
            wrong.append(f"{name} is missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            wrong.append(f"{name} is not the file that was released")
    if wrong or not listed:
        return fail(
            "models",
            "; ".join(wrong) or "the card lists no checksums",
            "restore them: git checkout services/extract/nlp/models",
        )
    return ok("models", f"{len(listed)} files have the checksums of their card")


def gazetteer() -> Check:
    """The tables of places against the digest in their version."""
    folder = resources.files("services.extract.place")
    version = folder.joinpath("GAZETTEER.txt").read_text("utf-8").strip()
    tables = [gzip.decompress(folder.joinpath(name).read_bytes()) for name in ("places.tsv.gz", "names.tsv.gz")]
    digest = hashlib.sha256(b"".join(tables)).hexdigest()
    if not digest.startswith(version.rpartition("-")[2]):
        return fail(
            "gazetteer", f"{version}, but its tables are others", "restore them: git checkout services/extract/place"
        )
    return ok("gazetteer", f"{version}, {tables[0].count(10):,} places")


def lexicon() -> Check:
    """The lexicon loads."""
    from services.extract.coder import lexicon as lexicons

    loaded = lexicons.load()
    return ok("lexicon", f"{loaded.version}, {len(set(loaded.triggers())):,} triggers")


def java() -> Check:
    """Java for a broker on this machine; a broker elsewhere needs none."""
    try:
        return ok("java", jars.java())
    except ConfigurationError as error:
        return split("java", error, State.WARN)


def kafka_jars(cache_dir: Path) -> Check:
    """Kafka's jars, or Maven to fetch them."""
    folder = jars.folder(cache_dir)
    if (folder / ".complete").exists():
        return ok("kafka jars", str(folder))
    maven = shutil.which("mvn")
    if maven:
        return ok("kafka jars", f"not fetched yet; the first `dateline up` does so with {maven}")
    return warn("kafka jars", "not fetched, and no `mvn` on PATH", f"install Maven, {jars.EMBEDDED_HINT}")


def disk(folders: Iterable[Path]) -> Check:
    """Space where the broker's data, the logs and the downloads go."""
    free: dict[str, int] = {}
    for folder in folders:
        there = next(p for p in (folder.expanduser().absolute(), *folder.expanduser().absolute().parents) if p.exists())
        free[str(folder)] = psutil.disk_usage(str(there)).free
    found = ", ".join(f"{count / 1024**3:.1f} GiB free for {folder}" for folder, count in free.items())
    least = min(free.values())
    if least >= SCARCE:
        return ok("disk", found)
    advice = "make room, or set DATELINE_STATE_DIR and DATELINE_CACHE_DIR to a larger disk"
    return warn("disk", found, advice) if least >= SPENT else fail("disk", found, advice)


def clock(now: float) -> Check:
    """This machine's clock is not before the package's own files: dates in articles are counted from it."""
    said = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now))
    newest = Path(resources.files("services").joinpath("errors.py").__fspath__()).stat().st_mtime  # type: ignore[attr-defined]
    if now < newest - 60:
        return fail("clock", f"{said}, before this package was installed", "set the clock, or let NTP do it")
    return ok("clock", said)
