"""Lemma edit scripts undo what the engine's scripts do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.scripts import script
from services.extract.nlp.lemmas import Scripts


@pytest.mark.parametrize(
    ("word", "lemma", "expected"),
    [
        ("attacked", "attack", "=|2|"),
        ("Cities", "city", "l|3|y"),
        ("went", "go", "l|4|go"),
        ("unforgettable", "x", None),
        ("word", "_", None),
    ],
)
def test_scripts(word: str, lemma: str, expected: str | None) -> None:
    assert script(word, lemma) == expected
    if expected:
        assert Scripts([expected]).apply(word, 0) == lemma


@given(word=st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), lemma=st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_a_script_leads_back_to_the_lemma(word: str, lemma: str) -> None:
    found = script(word, lemma)
    if found is not None:
        assert Scripts([found]).apply(word, 0).lower() == lemma
