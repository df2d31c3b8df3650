"""The newest events, bounded, with what came since a number."""

import orjson

from services.web.window import Window
from tests.web.samples import AT, event, raw


def put(window: Window, id: str, **changes: object) -> None:
    found = event(id, **changes)
    window.put(found, raw(found), AT)


def ids(rows: list[bytes]) -> list[str]:
    return [orjson.loads(row)["id"] for row in rows]


def test_the_oldest_go() -> None:
    window = Window(events=3)
    for number in range(5):
        put(window, str(number))
    assert ids(window.rows()) == ["2", "3", "4"]
    assert window.event("1") is None
    kept = window.event("4")
    assert kept is not None
    assert kept.id == "4"


def test_bytes_are_bounded_too() -> None:
    size = len(raw(event("0")))
    window = Window(limit=3 * size)
    for number in range(6):
        put(window, str(number))
    assert ids(window.rows()) == ["3", "4", "5"]
    put(window, "huge", summary="s" * 5 * size)
    assert ids(window.rows()) == ["huge"]  # one stays, however large


def test_a_new_revision_takes_the_place_of_the_old() -> None:
    window = Window()
    put(window, "a")
    put(window, "b")
    put(window, "a", revision=2, change="updated")
    assert ids(window.rows()) == ["b", "a"]
    since = window.since(1, 10)
    assert ids(since.rows) == ["b", "a"]
    assert since.left_out == 0


def test_of_too_many_the_newest_are_told_and_the_rest_counted() -> None:
    window = Window()
    for number in range(100):
        put(window, str(number))
    since = window.since(40, 10)
    assert ids(since.rows) == [str(number) for number in range(90, 100)]
    assert since.left_out == 50
    assert since.number == 100
    assert window.since(100, 10).rows == []


def test_merged_and_retracted_events_are_told_as_gone() -> None:
    window = Window()
    put(window, "a")
    put(window, "a", revision=2, change="merged", merged_into="b")
    put(window, "c", change="retracted")
    assert [orjson.loads(row) for row in window.since(1, 10).rows] == [
        {"id": "a", "gone": "b"},
        {"id": "c", "gone": True},
    ]
