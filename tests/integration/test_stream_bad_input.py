"""Every bad input lands in the dead letters with its bytes intact and the right reason; its neighbours pass."""

import json

import pytest
from confluent_kafka import Producer

from schemas.deadletter import Reason
from services.settings import Settings
from tests.stream.processes import publish_as_is, read_all, until, workers

pytestmark = pytest.mark.integration

ENGLISH = "EVENT ITA ASSAULT something happened\nThe ministry said on Monday that the talks would go on in the capital."
ITALIAN = "Il ministero ha detto lunedì che i colloqui sarebbero continuati nella capitale per un'altra settimana."
HEADERS: list[tuple[str, bytes | None]] = [
    ("x-one", b"\x00\xff"),
    ("x-one", b"again"),
    ("x-empty", b""),
    ("x-null", None),
]


def article(**fields: object) -> bytes:
    return json.dumps({"id": "a", "text": ENGLISH, "published_at": "2022-12-20"} | fields).encode()


BAD: dict[str, tuple[bytes | None, bytes | None, Reason]] = {
    "no value": (b"k1", None, Reason.UNDECODABLE),
    "no key and no value": (None, None, Reason.UNDECODABLE),
    "empty": (b"k2", b"", Reason.UNDECODABLE),
    "truncated": (b"k3", article()[:-9], Reason.UNDECODABLE),
    "invalid UTF-8": (b"\xff\xfe", b'{"text": "caf\xe9", "published_at": "2022-12-20"}', Reason.UNDECODABLE),
    "wrong types": (b"k4", article(text=["no", "text"], published_at=7.5), Reason.SCHEMA_INVALID),
    "no body": (b"k5", b'{"id": "a", "published_at": "2022-12-20"}', Reason.SCHEMA_INVALID),
    "year 0": (b"k6", article(published_at="0000-01-01"), Reason.SCHEMA_INVALID),
    "year 9999": (b"k7", article(published_at="9999-12-31T23:59:59Z"), Reason.SCHEMA_INVALID),
    "10 MB": (b"k8", article(text="The ministry said so. " * 500_000), Reason.TOO_LARGE),
    "not English": (b"k9", article(text=ITALIAN), Reason.UNSUPPORTED_LANGUAGE),
    "HTML nested 100,000 deep": (b"k10", article(text="<div>" * 100_000 + ENGLISH), Reason.TOO_LARGE),
}


def publish_large(settings: Settings, key: bytes | None, value: bytes | None) -> None:
    """Compressed, as a producer must send it: the topic takes 8 MiB of compressed bytes."""
    producer = Producer({
        "bootstrap.servers": settings.bootstrap, "message.max.bytes": 16 << 20, "compression.type": "zstd",
    })  # fmt: skip
    producer.produce(settings.topic("articles.v1"), value, key, 0, headers=HEADERS)
    assert producer.flush(30) == 0


async def test_bad_input_is_dead_lettered_and_its_neighbours_pass(kafka_topics: Settings) -> None:
    async with workers(kafka_topics, "intake", "extract") as running:
        for number, (name, (key, value, _)) in enumerate(BAD.items()):
            publish_as_is(kafka_topics, "articles.v1", b"good", article(id=f"good-{number}"))
            if name == "10 MB":
                publish_large(kafka_topics, key, value)
            else:
                publish_as_is(kafka_topics, "articles.v1", key, value, HEADERS)
        publish_as_is(kafka_topics, "articles.v1", b"good", article(id="good-last"))
        good = len(BAD) + 1
        await until(
            lambda: (
                running.metric("extract", r'dateline_articles_total\{outcome="extracted"\}') == good
                and running.metric("intake", r'dateline_articles_total\{outcome="dead_lettered"\}') == len(BAD)
            ),
            60,
            lambda: running.log("intake"),
        )
        assert running.metric("intake", r'dateline_dead_letters_total\{reason="too_large",stage="intake"\}') == 2
        codes = await running.stop()
    assert codes == {"intake": 0, "extract": 0}
    letters = sorted(await read_all(kafka_topics, "dead-letters.v1"), key=lambda r: int(said(r)["offset"]))
    assert [
        (name, letter.key, letter.value == value)
        for name, (_, value, _), letter in zip(BAD, BAD.values(), letters, strict=True)
    ] == [(name, key, True) for name, (key, _, _) in BAD.items()]
    assert [said(letter)["reason"] for letter in letters] == [reason.value for _, _, reason in BAD.values()]
    for number, letter in enumerate(letters):
        assert list(letter.headers[: len(HEADERS)]) == HEADERS
        facts = said(letter)
        assert facts["topic"] == kafka_topics.topic("articles.v1")
        assert (facts["partition"], facts["offset"]) == ("0", str(2 * number + 1))
        assert (facts["stage"], facts["group"]) == ("intake", kafka_topics.group("intake"))
        assert facts["attempts"] == "1"
        assert 0 < len(facts["error_message"]) <= 500
        assert "\n  File" not in facts["error_message"]
    clean = await read_all(kafka_topics, "articles.clean.v1")
    assert {json.loads(r.value)["id"] for r in clean} == {f"good-{n}" for n in range(len(BAD))} | {"good-last"}


def said(letter: object) -> dict[str, str]:
    pairs = dict(letter.headers)  # type: ignore[attr-defined]
    prefix = "dateline.dlq."
    return {name.removeprefix(prefix): value.decode() for name, value in pairs.items() if name.startswith(prefix)}
