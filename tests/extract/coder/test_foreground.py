"""History and news told in one tense: the date decides, else the clause that an event hangs on."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.mention import EventMention

Mentions = Callable[..., list[EventMention]]
DAY = date(2023, 5, 12)  # a Friday
LEAD = "Police in Bihar arrested 40 people on Thursday. "


def flags(found: list[EventMention], kind: str) -> list[bool]:
    return [m.background for m in found if m.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "background"),
    [
        ("Indian police beat teachers who had blocked a highway near Patna on Thursday.", "PROTEST", False),
        ("The Indian army had shelled the village on Wednesday.", "ASSAULT", False),
        ("The Indian army had shelled the village in March.", "ASSAULT", True),
        ("The Indian army had shelled the village.", "ASSAULT", True),
        ("Indian officers fired at a crowd that had stormed the courthouse.", "PROTEST", False),
        ("Indian troops killed six villagers last month.", "ASSAULT", True),
        ("Indian troops killed six villagers last week.", "ASSAULT", False),
    ],
)
def test_the_date_or_the_clause_decides(mentions: Mentions, text: str, kind: str, background: bool) -> None:
    assert flags(mentions(LEAD + text, DAY), kind) == [background]


def test_since_in_the_first_sentence_says_how_things_stand(mentions: Mentions) -> None:
    text = "Pakistan has deported 200,000 Afghans since the start of the month."
    assert flags(mentions(text, DAY), "COERCE") == [False]


def test_a_paragraph_of_history_goes_on(mentions: Mentions) -> None:
    text = LEAD + "\n\nIn April 2019 the Indian army shelled the village. Soldiers killed nine farmers there."
    assert flags(mentions(text, DAY), "ASSAULT") == [True, True]


def test_a_province_is_no_era(mentions: Mentions) -> None:
    text = "A gunman opened fire at a party in Vancouver, B.C., on Thursday, killing two people."
    assert flags(mentions(text, DAY), "ASSAULT") == [False]
