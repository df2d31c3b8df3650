"""Victims told in a sentence after the event's own, and sentences that speak of other occasions."""

from collections.abc import Callable

import pytest

from schemas.mention import EventMention

Mentions = Callable[..., list[EventMention]]
BLAST = "A bomb exploded in a market in Kabul on Monday."


def claims(found: list[EventMention]) -> set[tuple[str, int | None, int | None]]:
    return {(c.kind.value, c.min, c.max) for m in found for c in m.casualties}


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Seven shoppers died at the scene.", ("killed", 7, 7)),
        ("Thirty-one others were wounded.", ("injured", 31, 31)),
        ("The death toll rose to 40.", ("killed", 40, 40)),
        ("Nine guards were among those killed.", ("killed", 9, 9)),
        (
            "The governor condemned the bombing. At least 20 people were being treated in hospital.",
            ("injured", 20, None),
        ),
        ("Four traders are still missing.", ("missing", 4, 4)),
        ("A 22-year-old student died of his wounds.", ("killed", 1, 1)),
    ],
)
def test_a_later_sentence_tells_the_outcome(
    mentions: Mentions, later: str, expected: tuple[str, int, int | None]
) -> None:
    assert expected in claims(mentions(f"{BLAST} {later}"))


@pytest.mark.parametrize(
    "later",
    [
        "Elsewhere in the country, 12 people died.",
        "In 1998 fifteen people died there.",
        "A bus crash in Herat left 12 dead.",
        "Cholera has killed 30 villagers in the north.",
        "More than 600 people have died this year.",
        "No one was hurt.",
    ],
)
def test_other_occasions_are_not_its_outcome(mentions: Mentions, later: str) -> None:
    assert claims(mentions(f"{BLAST} {later}")) <= {("killed", None, 0), ("injured", None, 0)}


def test_conflicting_tolls_stand_side_by_side_each_with_its_source(mentions: Mentions) -> None:
    found = mentions(f"{BLAST} Six people died, the police said. A doctor said nine people had died.")
    said = {(c.min, c.claimed_by) for m in found for c in m.casualties}
    assert said == {(6, "the police"), (9, "A doctor")}


def test_people_flee_from_riots_and_not_from_marches(mentions: Mentions) -> None:
    fled = "More than 4,000 people fled to relief camps."
    assert ("displaced", 4000, None) in claims(mentions(f"Rival mobs rioted in Bhagalpur on Friday. {fled}"))
    assert not claims(mentions(f"Nurses marched in Lima on Friday. {fled}"))
