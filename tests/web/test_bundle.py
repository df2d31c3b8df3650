"""The committed files of the page are what services/web/frontend builds, and load nothing from elsewhere."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "services" / "web"
STATIC, SOURCES = WEB / "static", WEB / "frontend"
BUILT = json.loads((STATIC / "build.json").read_text("utf8"))
MEND = "run: cd services/web/frontend && npm install && npm run build"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_was_built_from_these_sources() -> None:
    now = [path for path in (SOURCES / "src").rglob("*") if path.is_file()]
    now += [SOURCES / name for name in ("build.mjs", "package.json", "world.mjs")]
    assert {str(path.relative_to(SOURCES)): digest(path) for path in now} == BUILT["sources"], MEND


def test_nobody_has_changed_what_was_built() -> None:
    now = {path.name: digest(path) for path in STATIC.iterdir() if path.name != "build.json"}
    assert now == BUILT["outputs"], MEND


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if not shutil.which("node") or not (SOURCES / "node_modules").is_dir():
        pytest.skip("needs Node and `npm install` in services/web/frontend; the hashes above are checked without")
    done = subprocess.run(
        ["node", "build.mjs", str(tmp_path)], cwd=SOURCES, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {path.name: digest(path) for path in tmp_path.iterdir()} == {
        path.name: digest(path) for path in STATIC.iterdir()
    }, MEND


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for name in ("index.html", "page.js", "style.css", "theme.js", "icon.svg"):
        text = (STATIC / name).read_text("utf8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text, re.IGNORECASE), name
    page = (STATIC / "page.js").read_text("utf8")
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert sink not in page
    html = (STATIC / "index.html").read_text("utf8")
    assert " style=" not in html
    assert not re.search(r"\son[a-z]+=", html)


def test_licences_of_all_that_is_in_it_are_beside_it() -> None:
    text = (STATIC / "LICENCES.txt").read_text("utf8")
    for name in ("Inter", "Source Serif 4", "world-atlas", "d3-geo", "SIL OPEN FONT LICENSE", "Michael Bostock"):
        assert name in text
    wanted = json.loads((SOURCES / "package.json").read_text("utf8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert not list(SOURCES.glob("*lock*"))
