"""Numbers in digits and words."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.quantities.numbers import read_number


def words(text: str) -> list[str]:
    return re.findall(r"-|[^\s-]+", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("1,500", 1500),
        ("1.5 million", 1.5e6),
        ("3m", 3e6),
        ("2.5bn", 2.5e9),
        ("seventeen", 17),
        ("twenty-one", 21),
        ("two hundred and fifty", 250),
        ("one thousand seven hundred and eighty nine", 1789),
        ("three million two hundred thousand", 3.2e6),
        ("a dozen", 12),
        ("two dozen", 24),
        ("a hundred", 100),
        ("half a million", 5e5),
        ("two and a half", 2.5),
        ("two and a half million", 2.5e6),
        ("a couple of", 2),
    ],
)
def test_exact(text: str, value: float) -> None:
    found = read_number(words(text), 0)
    assert found is not None
    assert (found.value, found.minimum, found.maximum, found.end) == (value, value, value, len(words(text)))


@pytest.mark.parametrize(
    ("text", "least"),
    [("hundreds", 200), ("dozens", 24), ("tens of thousands", 20000), ("several", 3), ("a few", 3), ("scores", 40)],
)
def test_open(text: str, least: float) -> None:
    found = read_number(words(text), 0)
    assert found is not None
    assert (found.minimum, found.maximum, found.open) == (least, None, True)


@pytest.mark.parametrize("text", ["", "a man", "the", "half", "and five", "-", "1,5", "1" * 16, "million"])
def test_no_number(text: str) -> None:
    assert read_number(words(text), 0) is None


def test_reading_stops_where_the_number_does() -> None:
    found = read_number(words("three soldiers"), 0)
    assert found is not None
    assert (found.value, found.end) == (3, 1)
    pair = read_number(words("twenty and five men"), 0)
    assert pair is not None
    assert (pair.value, pair.end) == (20, 1)


_PIECES = [
    "two",
    "hundred",
    "and",
    "-",
    "twenty",
    "million",
    "a",
    "half",
    "dozen",
    "of",
    "tens",
    "few",
    "9" * 15,
    "²",
    "0",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=30))
def test_any_words(tokens: list[str]) -> None:
    for i in range(-1, len(tokens) + 1):
        found = read_number(tokens, i)
        if found:
            assert math.isfinite(found.value)
            assert i < found.end <= len(tokens)
