"""The words that tell an article from others."""

from hypothesis import given
from hypothesis import strategies as st

from services.extract.telling import LEAD, LONGEST, MOST, telling_words, words

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


@given(st.text())
def test_any_text(text: str) -> None:
    found = telling_words(text)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    assert all(len(word) <= LONGEST for word in found)
    assert telling_words(text) == found
