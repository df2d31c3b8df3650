"""The server as a browser, a curious neighbour and an attacker meet it."""

import json
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from services.web import server
from services.web.board import Board
from services.web.guard import HEADERS, is_loopback
from services.web.server import application
from tests.web.samples import AT, event, raw

HOSTILE = "</script><script>alert(1)</script>\u202e"
Client = TestClient[Request, Application]


@pytest.fixture
def board() -> Board:
    made = Board()
    made.window.put(found := event("a" * 32, summary=HOSTILE), raw(found), AT)
    made.answered([], {})
    return made


@pytest.fixture
async def client(board: Board) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(board))) as made:
        yield made


async def test_the_page_and_its_files(client: Client) -> None:
    page = await client.get("/")
    assert page.status == 200
    assert page.content_type == "text/html"
    assert '<script src="/static/page.js" defer>' in await page.text()
    for name, kind in (("page.js", "text/javascript"), ("style.css", "text/css"), ("inter-latin.woff2", "font/woff2")):
        answer = await client.get(f"/static/{name}")
        assert (answer.status, answer.content_type) == (200, kind)
        assert (await client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["ETag"]})).status == 304


@pytest.mark.parametrize(
    "path", ["/", "/static/page.js", "/static/nothing", "/nothing", "/api/window", "/api/events/x", "/live"]
)
async def test_every_answer_forbids_what_the_page_does_not_need(client: Client, path: str) -> None:
    answer = await client.head(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy  # nothing from elsewhere
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/api/window", "/nothing"])
async def test_get_only(client: Client, method: str, path: str) -> None:
    answer = await client.request(method, path, data=b"x")
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET,HEAD"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8800", 200),
        ("127.0.0.1", 200),
        ("[::1]:8800", 200),
        ("LOCALHOST", 200),
        ("evil.example:8800", 403),  # a name that was let point to loopback
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("[::1", 403),
        ("", 403),
    ],
)
async def test_bound_to_loopback_it_answers_to_loopback_only(client: Client, host: str, status: int) -> None:
    assert (await client.get("/api/window", headers={"Host": host})).status == status


async def test_bound_to_all_it_answers_to_any_name(board: Board) -> None:
    async with TestClient(TestServer(application(board, "0.0.0.0"))) as client:
        assert (await client.get("/api/window", headers={"Host": "dateline.example"})).status == 200


def test_what_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "")))


@pytest.mark.parametrize(
    "path", ["/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/__init__.py", "/static/build.mjs"]
)
async def test_no_other_file_is_served(client: Client, path: str) -> None:
    assert (await client.get(path)).status in (403, 404)


async def test_the_window_is_json_that_no_browser_takes_for_a_page(client: Client, board: Board) -> None:
    answer = await client.get("/api/window")
    assert answer.content_type == "application/json"
    said = await answer.json()
    assert said["rows"][0]["summary"] == HOSTILE
    assert said["seen"] == f"{board.boot}.1"
    assert said["status"]["stale"] is False


async def test_one_event(client: Client) -> None:
    answer = await client.get("/api/events/" + "a" * 32)
    said = await answer.json()
    assert said["mention_count"] == 5
    assert (await client.get("/api/events/other")).status == 404


async def test_the_live_stream(client: Client, board: Board) -> None:
    async with client.get("/live", headers={"Last-Event-ID": f"{board.boot}.0"}) as answer:
        assert answer.content_type == "text/event-stream"
        assert answer.headers["Cache-Control"] == "no-store"
        said = b""
        while b"event: status" not in said:
            said += await answer.content.readany()
        [row] = json.loads(said.split(b"data: ")[1].split(b"\n")[0])["rows"]
        assert row["summary"] == HOSTILE
        board.window.put(found := event("b" * 32), raw(found), AT)
        while b"b" * 32 not in said:
            said += await answer.content.readany()


async def test_too_many_open_pages_are_told_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PAGES", 1)
    async with client.get("/live") as first:
        await first.content.readany()
        assert (await client.get("/live")).status == 503
    assert (await client.get("/api/window")).status == 200


async def test_open_streams_do_not_keep_the_server_from_ending(board: Board) -> None:
    made = TestServer(application(board))
    await made.start_server()
    async with ClientSession() as session, session.get(made.make_url("/live")) as answer:
        await answer.content.readany()
        await made.close()
        while await answer.content.readany():
            pass


async def test_noise_is_no_request(client: Client) -> None:
    for noise in (
        b"\x16\x03\x01\x00garbage\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ):
        with socket.create_connection((client.host, client.port or 0), timeout=5) as raw_socket:
            raw_socket.settimeout(0.2)
            raw_socket.sendall(noise)
    assert (await client.get("/api/window")).status == 200
