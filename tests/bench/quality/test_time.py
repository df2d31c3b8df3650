"""What the scorer of time expressions reads: marked texts of ours and the classes of scope."""

from collections import Counter

import pytest

from bench.quality.time_scope import class_of, classes, table
from bench.quality.time_sentences import marked, sentences


def test_a_mark_becomes_an_answer_and_leaves_the_text() -> None:
    text, gold = marked("It fell [[Friday|2013-03-22]] and [[once|PAST_REF|PXY]].")
    assert text == "It fell Friday and once."
    assert [(text[a.start : a.end], set(a.values)) for a in gold] == [
        ("Friday", {"2013-03-22"}),
        ("once", {"PAST_REF", "PXY"}),
    ]


def test_our_texts_are_read_whole() -> None:
    rows = list(sentences(lambda _: None))
    assert len(rows) == 137
    assert sum(len(gold) for _, gold, _ in rows) == 304
    assert not any("[[" in text or "]]" in text for text, _, _ in rows)


@pytest.mark.parametrize(
    ("expression", "kind", "value", "name"),
    [
        ("next week", "daterange", "2016-W46", "ranges"),
        ("5 May", "date", "2016-05-05", "dates"),
        ("Feb 30", "date", "0001-01-01", "no value"),
        ("in 5 minutes", "datetime", "2016-11-07T00:05", "hours from now"),
        ("two months ago", "date", "2016-09-07", "day of the month or year counted"),
        ("week 10", "daterange", "2019-W10", "numbered week"),
    ],
)
def test_the_first_class_that_fits_decides(expression: str, kind: str, value: str, name: str) -> None:
    assert class_of(expression, expression, kind, frozenset({value})).name == name


def test_every_kind_that_is_scored_has_a_class_in_scope() -> None:
    for kind in ("date", "daterange", "duration", "set", "time", "datetime"):
        assert class_of("x", "x", kind, frozenset({"x"})).within
    with pytest.raises(ValueError, match="no class"):
        class_of("x", "x", "colour", frozenset({"x"}))


def test_every_class_out_of_scope_says_why() -> None:
    assert all(len(c.why) > 20 for c in classes() if not c.within)
    assert len({c.name for c in classes()}) == len(classes()) == len(table(Counter())) - 2
