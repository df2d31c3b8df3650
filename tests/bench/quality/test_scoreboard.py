"""The scoreboard: rows of what scorers print, data that is missing, scorers that fail, the section in its file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.quality import scoreboard
from bench.quality.rows import SCORERS, Row, Scorer, classes
from bench.quality.scoreboard import BEGIN, END, Result, placed, rows, section

OF = {"commit": "abc", "date": "2022-12-20"}


def told(found: dict[str, Any]) -> Iterator[Row]:
    yield Row("task", "data | more", f"{found['right']} right", "–", "all")


def scorer(module: str, *needs: str) -> Scorer:
    return Scorer(module, told, lambda found: classes({"missed": 2, "invented": 3, "none": 0}), needs)


def test_every_scorer_is_a_module_and_its_data_has_a_source() -> None:
    for each in SCORERS:
        assert (Path(scoreboard.__file__).parent / f"{each.module}.py").is_file()
        assert set(each.needs) <= set(scoreboard.SOURCES)


def test_the_section_has_a_command_beside_every_figure_and_the_dearest_errors_first() -> None:
    written = section([Result(scorer("x"), {"right": 3})], OF)
    assert written.startswith(BEGIN)
    assert written.endswith(END + "\n")
    assert "commit abc, date 2022-12-20." in written
    assert "| task | data \\| more | 3 right | – | all | `python -m bench.quality.x` |" in written
    assert "- x: invented 3, missed 2\n" in written


def test_the_section_is_replaced_and_what_stands_around_it_stays() -> None:
    new = f"{BEGIN}\nnew\n{END}\n"
    assert placed("", new) == f"# Results\n\n{new}"
    old = f"# Results\n\nspeed\n\n{BEGIN}\nold\n{END}\n\nmore\n"
    assert placed(old, new) == f"# Results\n\nspeed\n\n{new}\nmore\n"
    assert placed(placed(old, new), new) == placed(old, new)
    assert placed("# Results\n\nspeed\n", new) == f"# Results\n\nspeed\n\n{new}"


def test_missing_data_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scoreboard, "DATA", tmp_path)
    result = scoreboard.run(scorer("plover", "plover_gsr"))
    assert result.found is None
    assert not scoreboard.failed(result)
    (row,) = rows(result)
    assert "openeventdata/PLOVER" in row.ours
    assert "../shared/data/plover_gsr/" in row.ours
    (tmp_path / "meantime").mkdir()
    partly = Result(scorer("time", "datetime_en", "meantime"), {"right": 1})
    assert [r.data for r in rows(partly)] == ["data | more", "datetime_en"]


def test_a_scorer_that_fails_is_told_with_its_last_words() -> None:
    result = scoreboard.run(scorer("no_such_scorer"))
    assert scoreboard.failed(result)
    assert "no_such_scorer" in rows(result)[0].ours
