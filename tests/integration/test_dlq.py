"""Dead letters handled by their commands on a real Kafka: found, sent again after the mend, never shown twice."""

import asyncio
import json
import subprocess
import sys
from typing import Any

import pytest

from schemas.deadletter import HANDLED
from services.settings import Settings
from services.web.board import Board
from services.web.reader import Reader
from tests.stream.processes import ROOT, environment, publish, publish_as_is, read_all, until, workers

pytestmark = pytest.mark.integration

ENGLISH = "The ministry said on Monday that the talks would go on in the capital for another week or so."
ITALIAN = "Il ministero ha detto lunedì che i colloqui sarebbero continuati nella capitale per un'altra settimana."
SHORT = 2_000  # characters, the limit before the mend


def article(id: str, *lines: str) -> tuple[bytes, bytes]:
    return id.encode(), json.dumps({"id": id, "text": "\n".join(lines), "published_at": "2022-12-20"}).encode()


def dateline(settings: Settings, *arguments: str, code: int = 0) -> Any:
    """The command in a process of its own; what it prints as JSON, or its text."""
    command = [sys.executable, "-m", "services.cli.main", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(settings), capture_output=True, timeout=90, check=False)
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout) if "--json" in arguments else done.stdout.decode() or done.stderr.decode()


def poisoned() -> list[tuple[bytes, bytes]]:
    """1,000 articles, of which 14 are too long, 12 Italian and 4 too slow."""
    kinds = ["long"] * 14 + ["italian"] * 12 + ["slow"] * 4
    bad = {33 * n + 7: kind for n, kind in enumerate(kinds)}
    records = []
    for number in range(1_000):
        kind = bad.get(number)
        lines = [ITALIAN * 3 if kind == "italian" else ENGLISH, f"EVENT ITA AID delivery {number}"]
        if kind == "long":
            lines += [ENGLISH] * 30
        if kind == "slow":
            lines.append("SLOW 1.1")
        records.append(article(f"a{number}", *lines))
    return records


async def test_thirty_of_a_thousand_are_dead_lettered_and_redriven_to_none_after_the_mend(
    kafka_topics: Settings,
) -> None:
    strict = kafka_topics.model_copy(update={"max_article_chars": SHORT, "max_article_seconds": 1.0})
    extracted = r'dateline_articles_total\{outcome="extracted"\}'
    async with workers(strict, "intake", "extract") as running:
        await publish(strict, "articles.v1", poisoned())
        await until(lambda: running.metric("extract", extracted) == 970, 90, lambda: running.log("extract"))
        await until(lambda: running.metric("intake", r"dateline_dead_letters_total\{.*\}") == 26)
        await until(lambda: running.metric("extract", r"dateline_dead_letters_total\{.*\}") == 4)
    found = dateline(strict, "dlq", "list", "--json", "--limit", "100")
    assert found["open"] == len(found["letters"]) == 30
    assert {(kind["stage"], kind["reason"]): kind["count"] for kind in found["by_reason"]} == {
        ("intake", "too_large"): 14,
        ("intake", "unsupported_language"): 12,
        ("extract", "timeout"): 4,
    }
    assert {letter["about"] for letter in found["letters"]} == {f"a{33 * n + 7}" for n in range(30)}
    board = Board()
    page = asyncio.create_task(Reader(strict, board).run())
    await until(lambda: board.dead == board.letters.summary()["kept"] == 30)
    before = {r.key: r.value for r in await read_all(strict, "articles.v1")}

    rehearsed = dateline(strict, "dlq", "redrive", "--where", "reason=timeout", "--dry-run", "--json")
    assert (rehearsed["would_be_sent_again"], rehearsed["left"]) == (4, 4)
    assert "add --yes" in dateline(strict, "dlq", "redrive", code=2)
    assert dateline(strict, "dlq", "list", "--json")["open"] == 30

    first = dateline(kafka_topics, "dlq", "redrive", "--where", "stage=intake", "--limit", "20", "--yes", "--json")
    assert (first["sent_again"], first["left"], first["refused"]) == (20, 6, [])
    rest = dateline(kafka_topics, "dlq", "redrive", "--yes", "--json")
    assert (rest["sent_again"], rest["left"], rest["refused"]) == (10, 0, [])
    assert dateline(kafka_topics, "dlq", "list", "--json") == {"open": 0, "by_reason": [], "letters": []}
    await until(lambda: board.dead == board.letters.summary()["kept"] == 0)  # the page, which was open meanwhile
    page.cancel()
    await asyncio.wait([page])
    async with workers(kafka_topics, "intake", "extract", DATELINE_LANGUAGES='["en", "it"]') as running:
        await until(lambda: running.metric("extract", extracted) == 30, 90, lambda: running.log("extract"))
    mentions = {json.loads(r.value)["trigger_lemma"] for r in await read_all(kafka_topics, "mentions.v1")}
    assert mentions == {f"delivery {n}" for n in range(1_000)}
    again = [r for r in await read_all(kafka_topics, "articles.v1") if dict(r.headers).get("dateline-redriven") == b"1"]
    assert len(again) == 26
    assert all(
        before[r.key] == r.value and not [n for n, _ in r.headers if n.startswith("dateline.dlq.")] for r in again
    )
    assert dateline(kafka_topics, "dlq", "list", "--json")["open"] == 0


async def test_what_fails_again_and_again_is_refused_and_what_is_dropped_is_gone(kafka_topics: Settings) -> None:
    headers: list[tuple[str, bytes | None]] = [("x", b"\x00\xff"), ("x", None), ("dateline.dlq.handled", b"{}")]
    bad = r'dateline_dead_letters_total\{reason="undecodable",stage="intake"\}'
    async with workers(kafka_topics, "intake") as running:
        publish_as_is(kafka_topics, "articles.v1", b"broken", b"no \x1b[31mJSON", headers)
        publish_as_is(kafka_topics, "articles.v1", None, None, headers)
        for times in (1, 2):
            await until(lambda t=times: running.metric("intake", bad) == 2 * t)  # type: ignore[misc]
            assert dateline(kafka_topics, "dlq", "redrive", "--yes", "--max-redrives", "2", "--json")["sent_again"] == 2
        await until(lambda: running.metric("intake", bad) == 6)
    refused = dateline(kafka_topics, "dlq", "redrive", "--yes", "--max-redrives", "2", "--json", code=1)
    assert (refused["sent_again"], refused["left"], len(refused["refused"])) == (0, 2, 2)
    assert "2 times already" in refused["refused"][0]["why"]
    sent = [r for r in await read_all(kafka_topics, "articles.v1") if r.key == b"broken"]
    assert [(r.value, r.headers[:2]) for r in sent] == [(b"no \x1b[31mJSON", (("x", b"\x00\xff"), ("x", None)))] * 3
    [letter, *_] = dateline(kafka_topics, "dlq", "list", "--json", "--where", "article=broken")["letters"]
    assert letter["redriven"] == 2
    shown = dateline(kafka_topics, "dlq", "show", letter["id"])
    assert "6e 6f 20 1b" in shown
    assert "\x1b" not in shown
    assert dateline(kafka_topics, "dlq", "show", letter["id"], "--raw") == "no \x1b[31mJSON"
    assert dateline(kafka_topics, "dlq", "drop", letter["id"], "--yes", "--json")["dropped"] == 1
    assert dateline(kafka_topics, "dlq", "show", letter["id"], "--json")["handled"]["how"] == "dropped"
    assert dateline(kafka_topics, "dlq", "list", "--json")["open"] == 1
    assert "not open" in dateline(kafka_topics, "dlq", "drop", letter["id"], "--yes", code=1)
    notes = [r for r in await read_all(kafka_topics, "dead-letters.v1") if HANDLED in dict(r.headers)]
    assert len(notes) == 5
    assert all(r.value is None and json.loads(dict(r.headers)[HANDLED])["partition"] == r.partition for r in notes)


async def test_a_cluster_goes_back_to_its_partition_unless_a_newer_one_stands_there(kafka_topics: Settings) -> None:
    def said(offset: int) -> list[tuple[str, bytes | None]]:
        facts = {"topic": kafka_topics.topic("clusters.v1"), "partition": 3, "offset": offset, "stage": "enrich"}
        pairs = {**facts, "reason": "failed", "error_message": "told to fail"}.items()
        return [(f"dateline.dlq.{name}", str(value).encode()) for name, value in pairs]

    for value in (b"old of A", b"new of A", b"only of B"):
        publish_as_is(kafka_topics, "clusters.v1", value[-1:], value, partition=3)
    for offset, value in enumerate((b"old of A", b"new of A", b"only of B")):
        publish_as_is(kafka_topics, "dead-letters.v1", value[-1:], value, said(offset))
    async with workers(kafka_topics, "dedup"):
        busy = dateline(kafka_topics, "dlq", "redrive", "--yes", "--json", code=1)
    assert busy["sent_again"] == 0
    assert sum("stop it" in refusal["why"] for refusal in busy["refused"]) == 2
    done = dateline(kafka_topics, "dlq", "redrive", "--yes", "--json", code=1)
    assert (done["sent_again"], done["left"]) == (2, 1)
    assert "newer revision" in done["refused"][0]["why"]
    records = [(r.partition, r.value) for r in await read_all(kafka_topics, "clusters.v1")]
    assert records == [(3, v) for v in (b"old of A", b"new of A", b"only of B", b"new of A", b"only of B")]
