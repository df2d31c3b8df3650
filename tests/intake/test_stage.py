"""What intake makes of one record: every field of a clean article, and every way to be rejected."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import CleanArticle
from schemas.deadletter import Reason
from services.errors import Rejected
from services.intake.limits import Limits
from services.intake.stage import Intake

INTAKE = Intake()
PROSE = "Two ministers met in the old harbour town on Monday and signed an accord on fishing rights."


def article(**fields: object) -> bytes:
    return json.dumps({"text": PROSE, "published_at": "2024-05-06", **fields}).encode()


def reason_of(value: bytes | None) -> tuple[Reason, str]:
    with pytest.raises(Rejected) as caught:
        INTAKE.run(value)
    assert 0 < len(str(caught.value)) <= 500
    return caught.value.reason, str(caught.value)


def test_a_plain_article_comes_out_whole() -> None:
    clean = INTAKE.run(
        article(id=" a1 ", source="Wire", title="Ministers\x00 meet", url="https://x.test/1"), b"k", True
    )
    assert (clean.id, clean.source, clean.title, clean.url) == ("a1", "Wire", "Ministers meet", "https://x.test/1")
    assert clean.text == PROSE
    assert clean.language == "en"
    assert clean.text_basis == "received"
    assert clean.offset_map == []
    assert clean.published_at.isoformat() == "2024-05-06T00:00:00+00:00"
    assert clean.replay
    assert clean.received_bytes == len(
        article(id=" a1 ", source="Wire", title="Ministers\x00 meet", url="https://x.test/1")
    )
    assert CleanArticle.model_validate_json(clean.to_json()) == clean


def test_without_id_the_key_serves_and_without_key_the_content() -> None:
    assert INTAKE.run(article(), b"wire-7").id == "wire-7"
    unnamed = INTAKE.run(article())
    assert unnamed.id == unnamed.content_hash[:32]
    assert INTAKE.run(article(), b"\xff\xfe").id == INTAKE.run(article(), b"\xff\xfe").id != unnamed.id


@pytest.mark.parametrize("name", ["text", "body", "content"])
def test_the_text_goes_by_three_names(name: str) -> None:
    record = {"text": None, name: PROSE, "published_at": "2024-05-06T08:00:00+02:00"}
    assert INTAKE.run(json.dumps(record).encode()).text == PROSE


@pytest.mark.parametrize(
    "value",
    [
        None,
        b"",
        b"  \n",
        b"\xff\xfe\x00",
        b'{"text": "cut off',
        b"\x80abc",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        PROSE.encode(),
        PROSE.encode("utf-16"),
        b'{"text": NaN}',
        b'{"text": "\\ud800", "a": ' + b"[" * 100_000,
    ],
)
def test_undecodable(value: bytes | None) -> None:
    assert reason_of(value)[0] is Reason.UNDECODABLE


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (b"null", "null"),
        (b"[]", "array"),
        (b'"text"', "string"),
        (b"true", "true or false"),
        (b"{}", "text"),
        (article(text=None), "text"),
        (article(text=7), "text"),
        (article(text=["a"]), "text"),
        (article(text=""), "text"),
        (article(text="\x00\u200b \n"), "text"),
        (article(text="<p> </p><p>", content_type="text/html"), "text"),
        (article(published_at=None), "published_at"),
        (article(published_at="0000-01-01"), "published_at"),
        (article(published_at="0001-01-01T00:00:00+14:00"), "published_at"),
        (article(published_at="9999-12-31"), "published_at"),
        (article(published_at="9999-12-31T23:59:59-14:00"), "published_at"),
        (article(published_at=True), "published_at"),
        (article(published_at=10**30), "published_at"),
        (article(published_at="yesterday"), "published_at"),
        (article(id=5), "id"),
        (article(id=" "), "id"),
        (article(source="x" * 1_000_000), "source"),
        (article(content_type="application/pdf"), "content_type"),
        (article(title={"en": "a"}), "title"),
    ],
)
def test_schema_invalid_names_the_field(value: bytes, named: str) -> None:
    reason, message = reason_of(value)
    assert reason is Reason.SCHEMA_INVALID
    assert named in message


def test_too_large() -> None:
    assert reason_of(article(text="x" * 6_000_000))[0] is Reason.TOO_LARGE
    assert reason_of(article(text="word " * 100_000))[0] is Reason.TOO_LARGE
    with pytest.raises(Rejected, match="characters"):
        Intake(Limits(article_chars=20)).run(article())


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "td><table"])
@pytest.mark.parametrize("content_type", ["text/html", None])
def test_deep_html_is_refused_before_it_costs_anything(tag: str, content_type: str | None) -> None:
    start = time.perf_counter()
    value = article(text="<p>x<p>" + f"<{tag}>" * 100_000 + PROSE, content_type=content_type)
    assert reason_of(value)[0] is Reason.TOO_LARGE
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("text", "declared", "accepted"),
    [
        ("Der Minister besuchte gestern die Stadt und sprach dort mit seinem Amtskollegen.", "en", False),
        ("Le ministre a visité la ville hier et a rencontré son homologue.", None, False),
        (
            "内閣総理大臣は昨日、首都を訪問し、会談を行いました。会談では漁業権についての協定に署名する見通しだと伝えられています。",
            None,
            False,
        ),
        (PROSE, "de", True),
        ("Talks in Minsk", None, True),
        ("Talks in Minsk", "en-GB", True),
        ("Talks in Minsk", "de_AT", False),
        ("12 345", None, True),
    ],
)
def test_language(text: str, declared: str | None, accepted: bool) -> None:
    if accepted:
        assert INTAKE.run(article(text=text, language=declared)).language == "en"
    else:
        assert reason_of(article(text=text, language=declared))[0] is Reason.UNSUPPORTED_LANGUAGE


def test_what_producers_send_and_nobody_meant() -> None:
    twice = b'{"text": "A first body that nobody will ever read.", "published_at": "2024-05-06", "text": "' + (
        PROSE.encode() + b'"}'
    )
    assert INTAKE.run(twice).text == PROSE
    assert INTAKE.run(b"\xef\xbb\xbf" + article()).text == PROSE
    half = b'{"text": "\\ud83d ' + PROSE.encode() + b'", "published_at": "2024-05-06"}'
    assert INTAKE.run(half).text == "\ufffd " + PROSE
    assert INTAKE.run(article(content_type="Text/HTML; charset=UTF-8", text=f"<p>{PROSE}")).text_basis == "clean"
    assert INTAKE.run(article(id="\udc80x")).id == "\ufffdx"


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_an_article_or_a_rejection(value: bytes) -> None:
    with pytest.raises(Rejected):
        INTAKE.run(value, value)


_ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from(sorted([*CleanArticle.model_fields, "body", "content_type"])), _ANY, max_size=8),
    st.text(max_size=300),
)
@settings(max_examples=100, deadline=None)
def test_any_object_is_an_article_or_a_rejection(fields: dict[str, object], text: str) -> None:
    for record in (fields, {"published_at": "2024-05-06", **fields, "text": text}):
        try:
            clean = INTAKE.run(json.dumps(record).encode())
        except Rejected as rejected:
            assert 0 < len(str(rejected)) <= 500  # noqa: PT017
        else:
            assert CleanArticle.model_validate_json(clean.to_json()) == clean
