"""Other worlds, the past and the timeless present tell no news; a state's own act does, whatever it sounds like."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.mention import EventMention
from services.extract.coder.domain import points, read
from services.extract.coder.lexicon import Lexicon
from services.extract.document import Parse

Mentions = Callable[..., list[EventMention]]
Read = Callable[[str], Parse]
DAY = date(2021, 5, 12)


def test_games_and_markets_lie_farther_from_public_life_than_battles(lexicon: Lexicon, parse: Read) -> None:
    far = [
        "The visitors attacked from the first whistle and scored twice before the break.",
        "Shares in the chipmaker tumbled after a rival launched an assault on its prices.",
        "Mix the butter with the sugar and beat it until it is white.",
    ]
    near = [
        "Rebels attacked an army base near the border on Monday, killing six soldiers.",
        "The president told parliament that he would not resign.",
        "Thousands marched through the capital to demand elections.",
    ]
    told = [[points(parse(s), lexicon.domain) for s in group] for group in (far, near)]
    assert all(p is not None for group in told for p in group)
    assert min(p for p in told[0] if p is not None) > max(p for p in told[1] if p is not None)


def test_a_sentence_without_an_embedding_counts_as_neither(lexicon: Lexicon, parse: Read) -> None:
    assert points(parse("Police arrested two men."), read("weight\n0.5\n1.0\n")) is None


@pytest.mark.parametrize(
    "text",
    [
        "In 1941 the Wehrmacht attacked the village and burned its church.",
        "Crowds marked the anniversary of the bombing of the city on Sunday.",
        "Militias recruit boys from poor villages and attack those who refuse.",
    ],
)
def test_history_and_rules_are_no_news(mentions: Mentions, text: str) -> None:
    assert [m for m in mentions(text, DAY) if not m.background and m.factuality in ("asserted", "attributed")] == []


def test_a_states_own_act_counts_in_the_business_pages(mentions: Mentions) -> None:
    found = mentions("China imposed tariffs on Australian wine on Tuesday, hitting the shares of its makers.", DAY)
    assert [m.type for m in found if not m.background] == ["SANCTION"]
