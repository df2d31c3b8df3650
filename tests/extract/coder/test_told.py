"""What a story makes of its events: parties known from before, contexts of the clause, history, unknown places."""

from collections.abc import Callable

import pytest

from schemas.fields import Factuality
from schemas.mention import EventMention
from schemas.plover import Context, EventType

Mentions = Callable[..., list[EventMention]]


def test_a_state_is_no_recipient_of_its_own_warning(mentions: Mentions) -> None:
    found = mentions("The Norwegian foreign ministry warned that Oslo would retaliate if the ships were seized.")
    assert [m.type for m in found] == [EventType.THREATEN]
    assert not found[0].recipients


def test_what_was_shot_down_is_the_attackers(mentions: Mentions) -> None:
    found = mentions("Chad launched 30 drones at Benghazi overnight. Libyan air defences shot down 12 of them.")
    shot = next(m for m in found if m.trigger.text == "shot down")
    assert {r.country for r in shot.recipients} == {"TCD"}


def test_hospitals_of_the_wounded_are_no_context(mentions: Mentions) -> None:
    found = mentions("A bomb killed nine people in Mosul who were then taken to a hospital, a health official said.")
    assert found
    assert all(Context.HEALTH not in m.contexts for m in found)


def test_what_somebody_did_in_a_known_war_is_history(mentions: Mentions) -> None:
    found = mentions(
        "He thanked Jordan, which provided the rebels with weapons for the invasion of Syria ten years ago."
    )
    provided = [m for m in found if m.trigger.text == "provided"]
    assert all(m.background for m in provided)


def test_a_place_we_do_not_know_is_not_replaced_by_the_datelines(mentions: Mentions) -> None:
    found = mentions("MINNA, Nigeria, Feb 17 (Agency) - Gunmen abducted dozens of students in Kwarbai on Wednesday.")
    assert [m.where for m in found] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "The party leaders insisted that the union agree to lower wages.",
        "Reports that the governor had resigned were false, her office said.",
        "New sanctions on Peru would raise the price of copper.",
    ],
)
def test_what_is_only_wished_supposed_or_untrue_is_not_asserted(mentions: Mentions, sentence: str) -> None:
    kept = {Factuality.ASSERTED, Factuality.ATTRIBUTED}
    accepted = {EventType.REQUEST}
    assert not [m for m in mentions(sentence) if m.factuality in kept and m.type not in accepted]
