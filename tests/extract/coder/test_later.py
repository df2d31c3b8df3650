"""What came "three days after the crime" is dated by the crime."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.fields import Basis
from schemas.mention import EventMention

Mentions = Callable[..., list[EventMention]]
DAY = date(2023, 5, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gunmen shot a mayor in Tocoa on May 5. A sergeant was arrested in Tela three days after the crime.", "05-08"),
        ("Gunmen shot a mayor in Tocoa on May 5. Police arrested a sergeant a week after the attack.", "05-12"),
    ],
)
def test_days_are_counted_from_the_act_before(mentions: Mentions, text: str, day: str) -> None:
    when = next(m.when for m in mentions(text, DAY) if m.trigger.text == "arrested")
    assert when is not None
    assert (f"{when.start:%m-%d}", when.start, when.basis) == (day, when.end, Basis.DISCOURSE)
    assert when.evidence is not None
    assert when.evidence.text in text


@pytest.mark.parametrize(
    "text",
    [
        "A sergeant was arrested in Tela three days after the crime.",
        "Gunmen shot a mayor in Tocoa on May 5. A sergeant was arrested in Tela after three days.",
        "Gunmen shot a mayor in Tocoa in May. A sergeant was arrested in Tela three days after the crime.",
    ],
)
def test_no_day_is_counted_from_nothing(mentions: Mentions, text: str) -> None:
    when = next(m.when for m in mentions(text, DAY) if m.trigger.text == "arrested")
    assert when is None or when.text != "three days"
