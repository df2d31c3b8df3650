"""The page's HTTP server: the page, its files, the window, one event, and the live stream. GET only."""

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files

import orjson
from aiohttp import web

from services.web import live
from services.web.board import Board
from services.web.guard import add_headers, only
from services.web.row import whole

PAGES = 100  # open at once
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
HEADER_BYTES = 8 * 1024
SLOW = 30.0  # seconds that a page may leave what it is sent unread; a machine that was closed never says so


class Streams(set[asyncio.Task[None]]):
    """The open live streams."""


BOARD = web.AppKey("board", Board)
OPEN = web.AppKey("open", Streams)


@dataclass(frozen=True)
class File:
    """A file of the page, read once."""

    data: bytes
    kind: str
    tag: str


def load() -> dict[str, File]:
    """Every file of `static/`, by its name."""
    found = {}
    for path in files("services.web").joinpath("static").iterdir():
        suffix = "." + path.name.rpartition(".")[2]
        if path.is_file() and suffix in KINDS:
            data = path.read_bytes()
            found[path.name] = File(data, KINDS[suffix], f'"{hashlib.sha256(data).hexdigest()[:20]}"')
    return found


def application(board: Board, host: str = "127.0.0.1") -> web.Application:
    """The server's application; `host` is the address it will be bound to."""
    app = web.Application(middlewares=[only(host)])
    app[BOARD], app[OPEN] = board, Streams()
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_end_streams)
    static = load()

    async def file(request: web.Request) -> web.Response:
        found = static.get(request.match_info.get("name", "index.html"))
        if found is None:
            raise web.HTTPNotFound(text="no such file\n")
        headers = {"ETag": found.tag, "Cache-Control": "no-cache"}
        if request.headers.get("If-None-Match") == found.tag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=found.data, headers=headers | {"Content-Type": found.kind})

    app.router.add_get("/", file)
    app.router.add_get("/static/{name}", file)
    app.router.add_get("/api/window", window)
    app.router.add_get("/api/events/{id}", event)
    app.router.add_get("/live", stream)
    return app


async def window(request: web.Request) -> web.Response:
    """Every event in the window as rows, oldest first, with the number to go on from."""
    board = request.app[BOARD]
    head = orjson.dumps({"seen": f"{board.boot}.{board.window.number}", "status": board.status()})
    body = head[:-1] + b',"rows":[' + b",".join(board.window.rows()) + b"]}"
    response = web.Response(body=body, content_type="application/json", zlib_executor_size=64 * 1024)
    response.enable_compression()
    return response


async def event(request: web.Request) -> web.Response:
    """All of one event."""
    found = request.app[BOARD].window.event(request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound(text="this event has left the window\n")
    return web.Response(body=orjson.dumps(whole(found)), content_type="application/json")


async def stream(request: web.Request) -> web.StreamResponse:
    """The live stream: `Last-Event-ID`, or `?seen=` on the first connection, says where to go on."""
    opened = request.app[OPEN]
    if len(opened) >= PAGES:
        raise web.HTTPServiceUnavailable(text="too many open pages\n")
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    if request.method == "HEAD":
        return response
    seen = request.headers.get("Last-Event-ID") or request.query.get("seen")

    async def write(data: bytes) -> None:
        async with asyncio.timeout(SLOW):
            await response.write(data)

    task = asyncio.create_task(live.serve(request.app[BOARD], write, seen))
    opened.add(task)
    try:
        with suppress(ConnectionError, TimeoutError, asyncio.CancelledError):
            await task
    finally:
        task.cancel()
        opened.discard(task)
    return response


async def _end_streams(app: web.Application) -> None:
    opened = app[OPEN]
    for task in tuple(opened):
        task.cancel()
