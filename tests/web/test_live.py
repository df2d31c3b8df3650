"""The live stream: what is new, what is left out, and when a page has to begin anew."""

import json
from typing import Any

import pytest

from services.web import live
from services.web.board import Board
from services.web.live import GAP, message, position, serve
from tests.web.samples import AT, event, raw


class Enough(Exception):
    """The page has gone."""


class Page:
    """Reads a stream until `most` events have come, then goes."""

    def __init__(self, most: int) -> None:
        self.most, self.said = most, b""

    async def __call__(self, data: bytes) -> None:
        self.said += data
        if self.said.count(b"\n\n") > self.most:
            raise Enough

    def events(self) -> list[tuple[str, str | None, Any]]:
        found = []
        for block in self.said.decode().split("\n\n"):
            fields = dict(line.partition(": ")[::2] for line in block.splitlines())
            if "event" in fields:
                found.append((fields["event"], fields.get("id"), json.loads(fields["data"])))
        return found


def put(board: Board, count: int) -> None:
    for _ in range(count):
        found = event(f"{board.window.number:032x}")
        board.window.put(found, raw(found), AT)


async def read(board: Board, seen: str | None, messages: int, **options: Any) -> list[tuple[str, str | None, Any]]:
    page = Page(messages)
    with pytest.raises(Enough):
        await serve(board, page, seen, tick=0.0, **options)
    return page.events()


async def test_a_page_gets_what_came_since_it_looked() -> None:
    board = Board()
    put(board, 5)
    [(kind, id, said), (status, _, _), (letters, _, _)] = await read(board, f"{board.boot}.3", 3)
    assert (kind, status, letters) == ("events", "status", "letters")
    assert id == f"{board.boot}.5"
    assert [row["id"] for row in said["rows"]] == [f"{3:032x}", f"{4:032x}"]
    assert said["left_out"] == 0


async def test_of_a_flood_the_newest_come_and_the_rest_is_counted() -> None:
    board = Board()
    put(board, 100)
    [(_, id, said), *_] = await read(board, f"{board.boot}.10", 1, most=7)
    assert [row["id"] for row in said["rows"]][-1] == f"{99:032x}"
    assert len(said["rows"]) == 7
    assert said["left_out"] == 83
    assert id == f"{board.boot}.100"


@pytest.mark.parametrize(
    "seen", [None, "", "other.3", "BOOT.", "BOOT.-1", "BOOT.9", "BOOT.1e3", "BOOT.٣", "BOOT." + "9" * 400]
)
async def test_a_page_of_another_server_begins_anew(seen: str | None) -> None:
    board = Board()
    put(board, 5)
    [(kind, id, _), *_] = await read(board, seen and seen.replace("BOOT", board.boot), 2)
    assert kind == "reset"
    assert id == f"{board.boot}.5"


def test_who_missed_too_much_begins_anew() -> None:
    board = Board()
    board.window.number = GAP + 10
    assert position(board, f"{board.boot}.10") == 10
    assert position(board, f"{board.boot}.9") is None


def test_a_message_is_one_event_whatever_the_text() -> None:
    import orjson

    hostile = orjson.dumps({"x": "a\n\ndata: b\r\nevent: reset\u2028\u0000"})
    assert message("events", hostile, "1.2").count(b"\n") == 4
    assert live.TICK > 0
