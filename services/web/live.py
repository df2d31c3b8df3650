"""Server-sent events of one page: what is new, twice a second at most, and how things stand, once a second.

A page that comes back says the last number it saw (Last-Event-ID) and gets what came since. If that is too much, or the
server has been started anew meanwhile, it is told to fetch the whole window.
"""

import asyncio
from collections.abc import Awaitable, Callable

import orjson

from services.web.board import Board

TICK = 0.5  # seconds
MOST = 20  # rows of one tick: 40 a second is more than anybody reads, and the page says what it left out
GAP = 400  # arrivals after which the whole window is the shorter answer

Write = Callable[[bytes], Awaitable[None]]


async def serve(board: Board, write: Write, seen: str | None, most: int = MOST, tick: float = TICK) -> None:
    """Write until the connection ends (then `write` raises). seen: `BOOT.NUMBER`, or None for a page without any."""
    number = position(board, seen)
    await write(b"retry: 1000\n\n")
    if number is None:
        await write(message("reset", orjson.dumps({"boot": board.boot}), f"{board.boot}.{board.window.number}"))
        number = board.window.number
    beat, letters = 0, -1
    while True:
        if board.window.number > number:
            since = board.window.since(number, most)
            number = since.number
            data = b'{"left_out":%d,"rows":[%s]}' % (since.left_out, b",".join(since.rows))
            await write(message("events", data, f"{board.boot}.{number}"))
        if beat % 2 == 0:
            await write(message("status", orjson.dumps(board.status())))
            if board.letters.number != letters:
                letters = board.letters.number
                await write(message("letters", orjson.dumps(board.letters.summary())))
        beat += 1
        await asyncio.sleep(tick)


def position(board: Board, seen: str | None) -> int | None:
    """The number to go on from; None if the page has to begin anew."""
    boot, _, number = (seen or "").partition(".")
    if boot != board.boot or not (number.isascii() and number.isdigit()) or len(number) > 15:
        return None
    return int(number) if board.window.number - GAP <= int(number) <= board.window.number else None


def message(kind: str, data: bytes, id: str | None = None) -> bytes:
    """One server-sent event. JSON has no line break in it, so one `data` line holds it."""
    head = f"event: {kind}\n" + (f"id: {id}\n" if id else "")
    return head.encode() + b"data: " + data + b"\n\n"
