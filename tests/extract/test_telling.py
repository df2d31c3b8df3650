"""The words that tell an article from others."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.telling import MOST_NAMES, MOST_NUMBERS, MOST_WORDS, numbers
from services.extract.telling import LEAD, LONGEST, names, telling, telling_words, words

QUAKE = "A magnitude 6.1 earthquake struck Aceh on Tuesday. The Aceh quake killed one person, and the people fled."


def test_rare_words_and_names_come_first_and_common_ones_not_at_all() -> None:
    found = telling_words(QUAKE)
    assert found[0] == "aceh"
    assert {"earthquake", "quake", "magnitude", "6.1"} <= set(found)
    assert not {"the", "and", "people"} & set(found)


def test_what_is_said_early_tells_more() -> None:
    filler = "It was said by some that they would do it again. " * (LEAD // 40)
    early, late = telling_words("Zorgville burned. " + filler + "Quxtown burned."), ["zorgville", "quxtown"]
    assert [w for w in early if w in late] == ["zorgville", "quxtown"]
    assert [w for w in telling_words("Quxtown burned. " + filler + "Zorgville burned.") if w in late] == late[::-1]


def test_addresses_case_and_plurals_do_not_count() -> None:
    assert telling_words("See https://example.invalid/zorgville-quxtown for more.") == []
    assert words("Earthquakes EARTHQUAKE congress") == ["earthquake", "earthquake", "congress"]


def test_names_stand_nowhere_in_small_letters() -> None:
    text = "Police Hunt Gunman In ZORGVILLE. The police hunt a gunman who fled Zorgville for Łomża-East."
    assert names(text) == ["Zorgville", "Łomża-east"]


def test_numbers_are_those_in_digits() -> None:
    assert numbers("On 3 May 1,500 of 3 camps (12.5 %) were hit at 2:30, said B2B of the 7th.") == [
        "3",
        "1,500",
        "12.5",
        "2:30",
    ]


def test_words_names_and_numbers_are_told_apart() -> None:
    found = telling(QUAKE)
    assert {"aceh", "Aceh", "#6.1"} <= set(found)
    assert found == telling_words(QUAKE) + names(QUAKE) + ["#6.1"]


@given(st.text())
def test_any_text(text: str) -> None:
    everything = telling(text)
    assert len(everything) <= MOST_WORDS + MOST_NAMES + MOST_NUMBERS
    found = telling_words(text)
    assert len(found) <= MOST_WORDS
    assert len(set(found)) == len(found)
    assert all(len(word) <= LONGEST for word in found)
    assert telling_words(text) == found
