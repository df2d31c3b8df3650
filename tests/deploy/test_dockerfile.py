"""deploy/Dockerfile: pinned, two stages, no root. Its steps really run only where CHECK_DOCKERFILE=1 asks for it.

That test makes Debian roots with debootstrap and installs everything into them: minutes, too long for every run.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.settings import Settings, load

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "deploy" / "check-dockerfile.sh"


def steps() -> Iterator[tuple[str, str]]:
    """Instruction and the rest of its line, continued lines joined."""
    lines = (ROOT / "deploy" / "Dockerfile").read_text("utf8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.partition(" ")
            yield name, " ".join(rest.split())


STEPS = list(steps())
LAST = max(number for number, (name, _) in enumerate(STEPS) if name == "FROM")


def test_both_stages_are_of_one_pinned_slim_debian() -> None:
    images = [rest.split()[0] for name, rest in STEPS if name == "FROM"]
    assert len(images) == 2
    assert len(set(images)) == 1
    assert re.fullmatch(r"debian:\d+\.\d+-slim", images[0])


def test_it_ends_as_a_user_that_is_not_root() -> None:
    users = [rest for name, rest in STEPS[LAST:] if name == "USER"]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", users[-1])
    assert not [name for name, _ in STEPS[STEPS.index(("USER", users[-1])) :] if name in ("RUN", "COPY")]


def test_everything_from_a_registry_is_pinned_by_hash() -> None:
    installs = [part for name, rest in STEPS if name == "RUN" for part in rest.split("&&") if " pip install " in part]
    assert installs
    for install in installs:
        assert "--require-hashes" in install or "--no-deps /wheels/" in install
    for name in ("build.txt", "runtime.txt"):
        text = (ROOT / "requirements" / name).read_text("utf8")
        pinned = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)


def test_what_it_copies_exists_and_is_let_in() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf8").splitlines()
    for name, rest in STEPS:
        sources = rest.split()[:-1]
        if name == "COPY" and not rest.startswith("--from="):
            for source in sources:
                assert (ROOT / source).exists(), source
                assert f"!{source.split('/')[0]}" in ignored, source


def test_its_settings_are_settings() -> None:
    pairs = dict(pair.split("=", 1) for name, rest in STEPS if name == "ENV" for pair in rest.split())
    ours = {k.removeprefix("DATELINE_").lower(): v for k, v in pairs.items() if k.startswith("DATELINE_")}
    assert set(ours) <= set(Settings.model_fields)
    known = load(**ours)
    exposed = [int(port) for name, rest in STEPS if name == "EXPOSE" for port in rest.split()]
    assert sorted(exposed) == sorted([known.web_port, known.metrics_port])


def test_it_starts_the_command() -> None:
    assert [json.loads(rest) for name, rest in STEPS if name == "ENTRYPOINT"] == [["dateline"]]


def test_the_script_knows_every_instruction_used() -> None:
    text = SCRIPT.read_text("utf8")
    for name in {name for name, _ in STEPS}:
        assert re.search(rf"^ +([A-Z|]*\|)?{name}(\|[A-Z|]*)?\)", text, re.MULTILINE), name


@pytest.mark.skipif(os.environ.get("CHECK_DOCKERFILE") != "1", reason="minutes: CHECK_DOCKERFILE=1 runs it, as root")
@pytest.mark.timeout(1800)
def test_its_steps_run_in_a_clean_debian() -> None:
    done = subprocess.run([SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "all steps ran" in done.stdout
