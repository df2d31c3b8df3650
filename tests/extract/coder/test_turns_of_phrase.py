"""Turns of phrase that tell events without an everyday verb of theirs, each class once, and their look-alikes."""

from collections.abc import Callable

import pytest

from schemas.mention import EventMention

Mentions = Callable[..., list[EventMention]]


@pytest.mark.parametrize(
    ("kind", "actor", "text"),
    [
        (
            "THREATEN",
            "TUR",
            "Turkey's foreign minister said Ankara would retaliate if Greek jets entered its airspace.",
        ),
        ("THREATEN", "PER", "Peru's interior minister said those responsible would face prison."),
        ("ACCUSE", "KEN", "Kenya's opposition leader said the election had been rigged."),
        ("ASSAULT", "CHL", "Chilean police answered the students with water cannon on Friday."),
        ("RETREAT", "NGA", "Nigerian rebels freed a priest on Friday after nine days."),
        ("REJECT", "BRA", "Brazil's foreign minister cut short a visit to Argentina on Monday."),
        ("SANCTION", "PER", "Peru ordered the Venezuelan ambassador out on Tuesday."),
        ("SANCTION", "USA", "The United States cut military aid to Mali on Thursday."),
        ("AGREE", "QAT", "Qatar is ready to host talks between the two sides, its foreign minister said."),
        ("REJECT", "IRN", "Iran has repeatedly denied the accusation."),
        ("REJECT", "POL", "Poland's prime minister brushed the criticism aside on Sunday."),
        ("CONSULT", "CHL", "Chile and Peru signed the treaty after talks that lasted three days."),
        (
            "REQUEST",
            "USA",
            "The US secretary of state telephoned Azerbaijan's president to ask him to reopen the road.",
        ),
        ("AGREE", "DEU", "German train drivers promised not to strike before March."),
        ("ASSAULT", "KEN", "Kenyan students blocked the road until police dispersed them with tear gas."),
        ("PROTEST", "ZAF", "South African women sang and danced in protest on Friday."),
    ],
)
def test_turns_of_phrase_tell_events(mentions: Mentions, kind: str, actor: str, text: str) -> None:
    found = [m for m in mentions(text) if m.type == kind]
    assert actor in {p.country for m in found for p in m.actors}


@pytest.mark.parametrize(
    "text",
    [
        "Officers pulled the driver over a few blocks away.",
        "The deputies had to break the door to get him out of the car.",
        "The nurse gave the boy first aid until the ambulance came.",
        "Records show that the suspect has three prior convictions.",
        "The vote cleared the way for peace talks with the rebels.",
        "The driver was arrested and booked into jail for speeding.",
        "The general was about to be arrested when he died.",
    ],
)
def test_their_look_alikes_tell_none(mentions: Mentions, text: str) -> None:
    assert [m.type for m in mentions(text)] == []
