"""What a deed is done for came before it: it has neither the deed's day nor its place."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.mention import EventMention
from services.extract.document import Parse
from services.extract.reason import is_reason
from tests.extract.coder.conftest import mentions, parse  # noqa: F401

Mentions = Callable[..., list[EventMention]]
THURSDAY = date(2023, 8, 24)


@pytest.mark.parametrize(
    ("text", "word", "punished"),
    [
        ("The court sentenced a sergeant to 28 years for the assassination of a mayor.", "assassination", True),
        ("Police arrested two men for the murder of a senator.", "murder", True),
        ("The city observed a day of mourning for the victims of the attack.", "attack", True),
        ("Brussels imposed sanctions on Minsk over the crackdown.", "crackdown", False),
        ("Protesters marched in Lima after the killing of two farmers.", "killing", False),
    ],
)
def test_reasons(parse: Callable[[str], Parse], text: str, word: str, punished: bool) -> None:  # noqa: F811
    read = parse(text)
    assert is_reason(read, read.words.index(word))
    assert is_reason(read, read.words.index(word), punished=True) is punished


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ministers met in Oslo for talks on grain.", "talks"),
        ("Thousands gathered in Lima for a march against the law.", "march"),
        ("The drone attack on the port killed two sailors.", "attack"),
        ("He condemned the killing of two farmers.", "killing"),
    ],
)
def test_no_reasons(parse: Callable[[str], Parse], text: str, word: str) -> None:  # noqa: F811
    read = parse(text)
    assert not is_reason(read, read.words.index(word))


def test_a_verdict_lends_its_crime_neither_day_nor_place(mentions: Mentions) -> None:  # noqa: F811
    found = mentions(
        "ACCRA, Aug 24 (Agency) - A court on Thursday sentenced a sergeant for the murder of a mayor.", THURSDAY
    )
    murder = next(m for m in found if m.trigger.text == "murder")
    assert murder.background
    assert (murder.when, murder.where) == (None, None)


def test_a_protest_lends_nothing_to_what_it_followed(mentions: Mentions) -> None:  # noqa: F811
    found = mentions("Protesters marched in Lima on Sunday after the shooting of two farmers by police.", THURSDAY)
    march, shooting = (next(m for m in found if m.trigger.text == word) for word in ("marched", "shooting"))
    assert march.when is not None
    assert march.when.start == date(2023, 8, 20)
    assert shooting.when is None or shooting.when.start != march.when.start
