"""Folding, abbreviations and likeness of names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.actors.names import abbreviation, fold, skeleton, words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Al-Qā'ida", "al qaida"),
        ("U.S.", "us"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Łódź", "lodz"),
        ("  Trinidad & Tobago ", "trinidad and tobago"),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


def test_possessives_are_no_words() -> None:
    assert words("Ukraine’s president") == ["ukraine", "president"]
    assert words("the Netherlands' king") == ["the", "netherlands", "king"]


@pytest.mark.parametrize(
    ("text", "short"), [("U.N.", "UN"), ("NATO", "NATO"), ("us", None), ("Nice", None), ("A", None)]
)
def test_abbreviations_need_capitals(text: str, short: str | None) -> None:
    assert abbreviation(text) == short


def test_spellings_of_one_name_have_one_skeleton() -> None:
    assert skeleton(["qassem", "soleimani"]) == skeleton(["qasim", "sulaimani"])
    assert skeleton(["mohammed", "morsi"]) == skeleton(["muhamad", "mursi"])
    assert skeleton(["angela", "merkel"]) != skeleton(["olaf", "scholz"])


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_fold_takes_anything_and_is_stable(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once.isascii()
