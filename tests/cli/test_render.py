"""Events on a terminal, wide and narrow; hostile text stays text."""

import io
from pathlib import Path

import pytest
from rich.console import Console

import schemas
from schemas.event import Event
from services.cli.render import claim, events_table, one_line

EVENTS = [
    Event.model_validate_json(line)
    for line in (Path(schemas.__file__).parent / "examples" / "events.v1.jsonl").read_bytes().splitlines()
]


def printed(thing: object, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(thing)
    return out.getvalue()


def test_a_narrow_terminal_gets_the_summary_and_a_wide_one_the_fields() -> None:
    narrow, wide = printed(events_table(EVENTS, 80), 80), printed(events_table(EVENTS, 140), 140)
    assert "what happened" in narrow
    assert "who → to whom" in wide
    assert "Maiduguri (NGA)" in wide
    assert all(len(line) <= 80 for line in narrow.splitlines())


@pytest.mark.parametrize("width", [60, 140])
def test_markup_in_an_article_is_printed_as_it_is(width: int) -> None:
    hostile = EVENTS[0].model_copy(
        update={
            "summary": "[red]boom[/red]",
            "actors": [EVENTS[0].actors[0].model_copy(update={"name": "[bold]x"})],
        }
    )
    shown = printed(events_table([hostile], width), width)
    assert "[red]boom" in shown or "[bold]x" in shown
    assert "[red]boom[/red]" in printed(one_line(hostile), 200)


def test_claims_say_what_is_open() -> None:
    (event,) = (e for e in EVENTS if e.casualties)
    assert [claim(c) for c in event.casualties] == ["12 injured", "15 injured", "3 killed", "4 killed", "≥ 4 killed"]
