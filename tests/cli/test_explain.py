"""The command `explain`: JSON and reasons, several processes, bad articles among good ones."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from services.cli import main
from services.cli.explain_article import ArticleExplainer
from services.cli.explain_render import article_lines
from services.replay.articles import RawArticle
from services.settings import load

runner = CliRunner()
GOOD = "Turkish jets bombed a village in Syria on Sunday, killing three civilians. [red]Nobody[/red] was arrested."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Eleven articles, two of them bad, one twice."""
    lines = [
        json.dumps({"id": f"a{n}", "text": f"{GOOD} Police arrested {n + 2} men.", "published_at": "2022-12-20"})
        for n in range(9)
    ]
    path = tmp_path / "articles.jsonl"
    bad = "{broken", json.dumps({"id": "b", "published_at": "2022-12-20"})
    path.write_text("\n".join([*lines[:4], bad[0], *lines[4:], lines[0], bad[1]]))
    return path


def test_json_is_one_object_an_article_and_bad_ones_are_told_on_standard_error(file: Path) -> None:
    done = runner.invoke(main.app, ["explain", str(file), "--json"])
    assert done.exit_code == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["article"]["id"] for f in found] == [*(f"a{n}" for n in range(9)), "a0"]
    assert all(f["mentions"] and f["times"] and f["frames"] for f in found)
    said = done.stderr.splitlines()
    assert len(said) == 2
    assert said[0].startswith("refused (undecodable)")
    assert "line 5" in said[0]
    assert said[1].startswith("refused (schema_invalid)")


def test_several_processes_give_the_same_bytes_in_the_same_order(file: Path) -> None:
    alone = runner.invoke(main.app, ["explain", str(file), "--json"])
    spread = runner.invoke(main.app, ["explain", str(file), "--json", "--workers", "2"])
    assert spread.exit_code == 0, spread.stderr
    assert spread.stdout_bytes == alone.stdout_bytes
    assert spread.stderr == alone.stderr


def test_people_see_sentences_and_reasons(file: Path) -> None:
    done = runner.invoke(main.app, ["explain", str(file)], env={"COLUMNS": "160"})
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("event 1: bombed") == 10
    assert "[red]Nobody[/red]" in done.stdout
    for said in ("fills A0", "“Sunday”", "no other number depends on the trigger", "killed"):
        assert said in done.stdout


def test_nothing_but_bad_articles_is_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b'\xff\xfe\n{"text": 5}\n')
    done = runner.invoke(main.app, ["explain", str(path), "--json"])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.count("refused") == 2


def test_colours_name_the_parts_of_a_sentence() -> None:
    value = json.dumps({"text": GOOD, "published_at": "2022-12-20"}).encode()
    explained = ArticleExplainer(load(), json=False).run(RawArticle(b"k", value, "here"))
    console = Console(record=True, width=120, force_terminal=True, color_system="standard", file=io.StringIO())
    for line in article_lines(explained):
        console.print(line)
    shown = console.export_text(styles=True)
    assert "\x1b[1;31mbombed" in shown
    assert "\x1b[1;36mTurkish jets" in shown


def test_an_article_beyond_the_limits_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    texts = [GOOD, "Turkish jets bombed a village in Syria on Sunday."]
    path.write_text("\n".join(json.dumps({"text": t, "published_at": "2022-12-20"}) for t in texts))
    done = runner.invoke(main.app, ["explain", str(path), "--json"], env={"DATELINE_MAX_SENTENCES": "1"})
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("refused (too_large)")
