"""Sentences in pieces: offsets are code points, copies are marked too, and the pieces join to the sentence again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.web.evidence import LONGEST, lead, marks, pieces
from tests.web.samples import event, mention, plain, span


def test_offsets_are_code_points() -> None:
    text = "🚀🚀 Rebels 🧨 fired on Ḩalab today."
    found = plain(
        "b" * 32,
        text,
        "fired",
        actors=[{"text": "Rebels", "evidence": span(3, "Rebels")}],
        when={
            "start": "2022-01-01",
            "end": "2022-01-01",
            "granularity": "day",
            "basis": "relative",
            "evidence": span(text.index("today"), "today"),
        },
    )
    cut = pieces(found.mentions[0], marks(found))
    assert cut == [
        ("🚀🚀 ", ""),
        ("Rebels", "actor"),
        (" 🧨 ", ""),
        ("fired", "trigger"),
        (" on Ḩalab ", ""),
        ("today", "time"),
        (".", ""),
    ]


def test_a_span_of_another_article_marks_nothing() -> None:
    found = plain("b" * 32, "Rebels fired.", "fired", actors=[{"text": "x", "evidence": span(0, "Police")}])
    assert pieces(found.mentions[0], marks(found)) == [("Rebels ", ""), ("fired", "trigger"), (".", "")]


def test_a_copy_that_stands_elsewhere_in_its_article_is_marked_too() -> None:
    text = "Rebels fired."
    told = [mention(text, "fired"), mention(text, "fired", start=400, article_id="copy")]
    found = plain("b" * 32, text, "fired", mentions=told, actors=[{"text": "Rebels", "evidence": span(0, "Rebels")}])
    assert pieces(found.mentions[1], marks(found)) == pieces(found.mentions[0], marks(found))


def test_where_marks_overlap_the_trigger_is_shown() -> None:
    found = plain("b" * 32, "The attack hit.", "attack", actors=[{"text": "x", "evidence": span(0, "The attack")}])
    assert pieces(found.mentions[0], marks(found)) == [("The ", "actor"), ("attack", "trigger"), (" hit.", "")]


def test_the_sentence_with_most_evidence_leads() -> None:
    told = [mention("It burned.", "burned"), mention("Rebels fired in Homs.", "fired", start=50)]
    found = plain(
        "b" * 32,
        "It burned.",
        "burned",
        mentions=told,
        actors=[{"text": "Rebels", "evidence": span(50, "Rebels")}],
    )
    assert lead(found, marks(found)) == found.mentions[1]
    assert lead(event(mentions=[]), {}) is None


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=60), start=st.integers(0, 70), end=st.integers(0, 70))
def test_pieces_join_to_the_sentence_whatever_it_is(text: str, start: int, end: int) -> None:
    told = mention("x", "x") | {"sentence": span(10, text), "trigger": {"start": start, "end": end, "text": text[:3]}}
    found = plain(
        "b" * 32, "x", "x", mentions=[told], actors=[{"text": "y", "evidence": span(10 + start, text[start:end])}]
    )
    assert "".join(piece for piece, _ in pieces(found.mentions[0], marks(found))) == text


def test_a_sentence_without_end_is_cut() -> None:
    found = plain("b" * 32, "fired" + "x" * 5000, "fired")
    joined = "".join(piece for piece, _ in pieces(found.mentions[0], marks(found)))
    assert len(joined) == LONGEST + 1
    assert joined.endswith("…")


def test_a_span_that_names_another_article_marks_nothing_here() -> None:
    there = span(0, "Rebels") | {"article_id": "other"}
    found = plain("b" * 32, "Rebels fired.", "fired", actors=[{"text": "Rebels", "evidence": there}])
    assert ("Rebels", "actor") not in pieces(found.mentions[0], marks(found))
