"""The examples for subscribers do what their page says, on real Kafka with the golden records."""

import asyncio
import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.subscribers import register
from schemas.topics import stated
from services.settings import Settings
from tests.stream.processes import publish

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "subscribers"
EXAMPLES = (ROOT / "schemas" / "examples" / "events.v1.jsonl").read_bytes().splitlines()
ASSAULTS = [event for event in map(json.loads, EXAMPLES) if event["type"] == "ASSAULT"]


def altered(line: bytes, **fields: object) -> bytes:
    return json.dumps(json.loads(line) | fields, separators=(",", ":")).encode()


def key(line: bytes) -> bytes:
    return str(json.loads(line)["id"]).encode()


@pytest.fixture
async def published(kafka_topics: Settings) -> Settings:
    """The golden events; again the first; then a merged one, a tombstone, and a last event to wait for."""
    first = next(line for line in EXAMPLES if json.loads(line)["type"] == "ASSAULT")
    merged = altered(first, id="m" * 32, change="merged")
    last = altered(first, id="z" * 32, summary="The last one")
    records = [*EXAMPLES, altered(first, revision=6), merged]
    await publish(kafka_topics, "events.v1", [(key(line), line) for line in records])
    await publish(kafka_topics, "events.v1", [(b"gone", None)])
    await publish(kafka_topics, "events.v1", [(key(last), last)])
    return kafka_topics


@pytest.mark.integration
async def test_the_python_subscriber_prints_each_new_assault_once(published: Settings) -> None:
    arguments = (published.bootstrap, published.topic("events.v1"), published.group("my-service"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(FOLDER / "subscriber.py"), *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        wanted = sorted([*(event["summary"] for event in ASSAULTS), "The last one"])
        async with asyncio.timeout(60):
            lines = [(await process.stdout.readline()).decode().rstrip("\n") for _ in wanted]
        assert sorted(lines) == wanted
        with pytest.raises(TimeoutError):  # the repeat, the later revision and the merged one say nothing
            await asyncio.wait_for(process.stdout.readline(), 1.0)
    finally:
        process.kill()
        await process.wait()


@pytest.mark.integration
async def test_kcat_prints_each_revision(published: Settings) -> None:
    command = [str(FOLDER / "kcat.sh"), published.bootstrap, published.topic("events.v1"), "-e"]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    (event,) = ASSAULTS
    lines = done.stdout.splitlines()
    assert f"{event['id']} r{event['revision']} updated: {event['summary']}" in lines
    assert f"{event['id']} r6 updated: {event['summary']}" in lines
    assert f"{'z' * 32} r{event['revision']} updated: The last one" in lines
    assert len(lines) == 4


def test_the_python_subscriber_has_thirty_lines_and_nothing_of_ours() -> None:
    text = (FOLDER / "subscriber.py").read_text("utf8")
    assert len(text.splitlines()) <= 32
    assert "services" not in text.replace("my-service", "")
    assert "schemas" not in text


class Registry(http.server.BaseHTTPRequestHandler):
    """Answers as a schema registry does, and keeps what it was asked."""

    asked: list[tuple[str, str, dict[str, str]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers["Content-Type"], body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"id": len(self.asked)}).encode())

    def log_message(self, *_: object) -> None:
        """No line a request."""


@pytest.fixture
def registry() -> Iterator[tuple[str, list[tuple[str, str, dict[str, str]]]]]:
    handler = type("Handler", (Registry,), {"asked": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
        server.shutdown()
        thread.join()


def test_every_topic_with_a_record_is_registered(
    registry: tuple[str, list[tuple[str, str, dict[str, str]]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, asked = registry
    monkeypatch.chdir(ROOT)
    register.main(address)
    records = {topic: fact["value"] for topic, fact in stated().items() if fact["value"]}
    assert records == register.TOPICS
    assert [path for path, _, _ in asked] == [f"/subjects/dateline.{topic}-value/versions" for topic in records]
    for (_, kind, body), record in zip(asked, records.values(), strict=True):
        assert kind == "application/vnd.schemaregistry.v1+json"
        assert body["schemaType"] == "JSON"
        assert json.loads(body["schema"])["$id"].startswith(f"urn:dateline:schema:{record}:")
    assert "dateline.events.v1-value: id 5" in capsys.readouterr().out


def test_the_page_links_to_files_that_are_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", (FOLDER / "README.md").read_text("utf8"))
    assert links
    for link in links:
        assert (FOLDER / link).is_file(), link
