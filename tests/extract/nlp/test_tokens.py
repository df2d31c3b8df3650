"""Words as the model was trained on them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.nlp.tokens import tokens


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They didn't go, it's over.", "They did n't go , it 's over ."),
        ("He cannot stay; they’re gonna leave", "He can not stay ; they ’re gon na leave"),
        ("an anti-war self-exploding drone", "an anti-war self - exploding drone"),
        ("10km away, 5bn dollars, 3.5%", "10 km away , 5 bn dollars , 3.5 %"),
        ("Mr. J. Doe of the U.S. Navy", "Mr. J. Doe of the U.S. Navy"),
        ("at 6:30 on the 21st, 20/12/2022", "at 6:30 on the 21st , 20/12/2022"),
        ("see https://example.org/a?b=c. Or a@b.example.", "see https://example.org/a?b=c . Or a@b.example ."),
        ("“Stop!!” she said…", "“ Stop !! ” she said …"),
        ("five o'clock at AT&T, #news @agency", "five o'clock at AT&T , #news @agency"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_limit() -> None:
    assert tokens("one two three", 2) == [(0, 3), (4, 7)]


@settings(max_examples=100)
@given(st.text(st.sampled_from("aZ1 ,.'’-@#&_/:é\n\0😀\ud800n't")))
def test_every_visible_character_is_in_one_word(text: str) -> None:
    covered = [k for a, b in tokens(text) for k in range(a, b)]
    assert covered == sorted(set(covered))
    assert all(a < b for a, b in tokens(text))
    assert set(range(len(text))) - set(covered) == {k for k, c in enumerate(text) if c.isspace()}
