"""The rules of the house: arrows point down, stages stay pure, files stay small, nothing names a machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = {"intake", "extract", "dedup", "enrich"}
BASE = {"schemas", "errors"}
MAY_IMPORT = {  # room of services → rooms it may import, itself aside
    "errors": {"schemas"},
    "settings": BASE,
    "telemetry": BASE,
    **dict.fromkeys(STAGES, BASE),
    "export": BASE,
    "pipeline": BASE | STAGES,
    "stream": BASE | STAGES | {"pipeline", "telemetry", "settings"},
    "replay": BASE | {"stream", "telemetry", "settings"},
    "monitor": BASE | {"stream", "telemetry", "settings"},
    "web": BASE | {"stream", "telemetry", "settings"},
    "cli": BASE | STAGES | {"pipeline", "stream", "export", "replay", "monitor", "web", "telemetry", "settings"},
}
ACROSS = {("enrich", "services.extract.place.gazetteer")}  # one gazetteer serves both stages
OUTSIDE = {
    "faust",
    "mode",
    "aiokafka",
    "confluent_kafka",
    "prometheus_client",
    "opentelemetry",
    "structlog",
    "pydantic_settings",
    "typer",
}
CLOCK = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "environ", "getenv"}
CLOCK_OWNERS = {"datetime", "date", "time", "os"}
TIMERS = {
    "services/extract/nlp/engine.py",
    "services/extract/nlp/network.py",
}  # seconds inside ONNX Runtime, for the bench

MODULES = sorted(p for folder in ("services", "schemas") for p in (ROOT / folder).rglob("*.py"))
SOURCES = sorted(
    p for folder in ("services", "schemas", "models", "tests", "bench", "deploy") for p in (ROOT / folder).rglob("*.py")
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ([f"{node.module}.{a.name}" for a in node.names] if node.module == "services" else [node.module])


def imported(path: Path) -> set[str]:
    """Every module that an import of `path` may load: what it names, and each name taken from a package."""
    return {
        module
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        for module in (
            [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            if isinstance(node, ast.ImportFrom) and node.module
            else [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }


def room(module: str) -> str:
    parts = module.split(".")
    return parts[0] if parts[0] == "schemas" or len(parts) == 1 else parts[1]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_arrows_point_down(path: Path) -> None:
    own = room(name(path).removesuffix(".py").replace("/", "."))
    for module in imports(path):
        if module.split(".")[0] not in ("services", "schemas") or module in ("services", "services.__version__"):
            continue
        if room(module) == own or (own, module) in ACROSS:
            continue
        assert own != "schemas", f"the contract imports {module}"
        assert room(module) in MAY_IMPORT[own], f"{own} may not import {module}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    """A wall between two modules that import each other stands in the wrong place, under TYPE_CHECKING too."""
    modules = {name(p).removesuffix(".py").removesuffix("/__init__").replace("/", "."): p for p in MODULES}
    uses = {module: imported(path) & modules.keys() - {module} for module, path in modules.items()}
    while free := {module for module, used in uses.items() if not used & uses.keys()}:
        uses = {module: used for module, used in uses.items() if module not in free}
    while unused := uses.keys() - {module for used in uses.values() for module in used}:
        uses = {module: used for module, used in uses.items() if module not in unused}
    assert not uses, f"import each other: {', '.join(sorted(uses))}"


@pytest.mark.parametrize("path", [p for p in MODULES if p.relative_to(ROOT).parts[1] in STAGES | {"export"}], ids=name)
def test_stages_are_pure(path: Path) -> None:
    for module in imports(path):
        assert module.split(".")[0] not in OUTSIDE, f"a stage imports {module}"
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and name(path) not in TIMERS:
            assert not (node.value.id in CLOCK_OWNERS and node.attr in CLOCK), f"line {node.lineno} reads the clock"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text("utf8")
    assert len(text.splitlines()) <= 300, "no file over 300 lines: move the wall"
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module begins with what it is for"


def test_nothing_committed_names_a_registry_or_this_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    named = ("--" + "index-url", "--" + "extra-index-url", r"\bpypi" + r"\.org/simple", "/" + "work/")
    forbidden = re.compile("|".join(named))
    for file in listed:
        path = ROOT / file
        if (
            path.suffix in (".py", ".toml", ".txt", ".md", ".yaml", ".yml", ".xml", ".sh", ".json", ".cfg", "")
            and path.is_file()
        ) and path.stat().st_size < 2_000_000:
            assert not forbidden.search(path.read_text("utf8", "replace")), file
