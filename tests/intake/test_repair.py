"""Repair: what is mended, what is left alone, and that every offset leads back to the text as received."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import CleanArticle
from services.intake.repair import Repaired, repair


def placed(repaired: Repaired) -> CleanArticle:
    return CleanArticle(
        id="a",
        source="s",
        url=None,
        title=None,
        text=repaired.text,
        published_at=datetime(2024, 5, 6, tzinfo=UTC),
        language="en",
        content_hash="",
        signature="",
        route_key="",
        text_basis="received",
        offset_map=repaired.offset_map,
        received_bytes=0,
    )


@pytest.mark.parametrize(
    ("received", "clean"),
    [
        ("\ufeffA cafe\u0301", "A café"),
        ("cafÃ© and â€œquotesâ€\x9d", "café and “quotes”"),
        ("“curly” – ‘quotes’ — stay…", "“curly” – ‘quotes’ — stay…"),
        ("½ of 10 km² (№ 5)", "½ of 10 km² (№ 5)"),
        ("Smith &amp; Sons &lt; 5", "Smith & Sons < 5"),
        ("the o\ufb03ce", "the office"),
        ("NUL\x00 and\x07 bell\x1b[31m", "NUL and bell"),
        ("zero\u200bwidth soft\u00adhyphen\u202e", "zerowidth softhyphen"),
        ("a\u00a0b\tc\u3000d", "a b c d"),
        ("one\r\n\r\ntwo\rthree\u2029four", "one\n\ntwo\n\nthree\n\nfour"),
        ("  \n\n one  \n \n\n\n two \n", "one\n\ntwo"),
        ("", ""),
        ("\n \r\n", ""),
    ],
)
def test_mended(received: str, clean: str) -> None:
    assert repair(received).text == clean


def test_decoded_html_is_not_decoded_twice() -> None:
    assert repair("use &amp;amp;", entities=False).text == "use &amp;amp;"


def test_wrapped_lines_join_and_other_breaks_part() -> None:
    wrapped = (
        "Short headline\n"
        "The ministers of both countries met in the harbour town on Monday and signed\n"
        "an accord on fishing rights that had been in the making for more than seven\n"
        "years, officials of both countries said.\n"
        "The accord ends a dispute that had kept the fleets of both countries apart.\n"
    )
    assert repair(wrapped).text.split("\n\n") == [
        "Short headline",
        "The ministers of both countries met in the harbour town on Monday and signed an accord on fishing rights that "
        "had been in the making for more than seven years, officials of both countries said.",
        "The accord ends a dispute that had kept the fleets of both countries apart.",
    ]
    long = "A paragraph that stands on one line of its own, as feeds send it, however long it may become in the end"
    assert repair(f"{long}\n{long}, too").text == f"{long}\n\n{long}, too"


def test_untouched_text_has_no_map() -> None:
    assert repair("One paragraph.\n\nAnother – “quoted”.") == Repaired("One paragraph.\n\nAnother – “quoted”.", [])


def test_offsets_lead_back() -> None:
    received = (
        "\ufeffThe cafÃ©\u200b owner said\r\n\r\n&quot;no&quot; to the o\ufb03ce, cafe\u0301 workers\n and José left."
    )
    article = placed(repair(received))
    for word in ("The", "owner", "said", "to", "workers", "and", "José", "left."):
        start = article.text.index(word)
        assert received[article.received(start) : article.received(start + len(word))] == word
    for clean, there in (("café", "cafÃ©"), ("office", "o\ufb03ce")):
        start = article.text.index(clean)
        assert received[article.received(start) :].startswith(there)


_HOSTILE = st.text(
    st.sampled_from("ab .\n\r\t\u2028\u200b\u0301\u0300éÃ©â€œ\ufb01\ufeff\x00\x1b[mïÂ&;#ltamp\ud800\U0001f600ＡＢ½")
    | st.characters(),
    max_size=120,
)


@given(_HOSTILE, st.booleans())
@settings(max_examples=100, deadline=None)
def test_for_any_text(received: str, entities: bool) -> None:
    repaired = repair(received, entities=entities)
    article = placed(repaired)
    places = [article.received(i) for i in range(len(repaired.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(received) for place in places)
    assert repaired.text == repaired.text.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in repaired.text.replace("\n", ""))
    assert "\n\n\n" not in repaired.text
    repaired.text.encode()


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=20), st.data())
@settings(max_examples=60, deadline=None)
def test_every_plain_word_is_found_again_among_the_dirt(words: list[str], data: st.DataObject) -> None:
    dirt = st.text(st.sampled_from(" \n\r\u200b\x00\ufeff\t"), max_size=4)
    received = "".join(data.draw(dirt) + f"{i}{word}" + data.draw(dirt) + " " for i, word in enumerate(words))
    article = placed(repair(received))
    for i, word in enumerate(words):
        start = article.text.index(f"{i}{word}")
        assert received[article.received(start) :].startswith(f"{i}{word}")
