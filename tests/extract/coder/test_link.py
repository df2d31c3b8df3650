"""Repeated mentions of one event in an article, and events that must stay apart."""

from collections.abc import Callable
from datetime import date

from schemas.fields import Basis
from schemas.mention import EventMention
from schemas.plover import EventType

Mentions = Callable[..., list[EventMention]]


def attacks(found: list[EventMention]) -> list[EventMention]:
    return [m for m in found if m.type is EventType.ASSAULT]


def test_the_attack_takes_over_place_parties_and_date(mentions: Mentions) -> None:
    found = attacks(
        mentions(
            "Russian forces shelled the Ukrainian city of Kharkiv on Monday.\n\n"
            "The attack killed four people, the mayor said."
        )
    )
    assert len(found) == 2
    first, second = found
    assert first.block == second.block == "force"
    assert second.where is not None
    assert second.where.name == "Kharkiv"
    assert second.when is not None
    assert second.when.start == date(2022, 12, 19)
    assert second.when.basis is Basis.DISCOURSE
    assert {a.country for a in second.actors} == {"RUS"}
    assert [(c.kind.value, c.min) for c in second.casualties] == [("killed", 4)]


def test_two_attacks_days_apart_keep_their_dates(mentions: Mentions) -> None:
    found = attacks(
        mentions(
            "Israeli aircraft bombed a building in Gaza City on Monday. "
            "Israeli aircraft bombed a market in Gaza City on 12 December."
        )
    )
    assert sorted(str(m.when.start) for m in found if m.when) == ["2022-12-12", "2022-12-19"]


def test_attacks_on_two_cities_keep_their_places(mentions: Mentions) -> None:
    found = attacks(mentions("Russian missiles hit the city of Lviv on Monday. Russian drones struck Dnipro."))
    assert sorted(m.where.name for m in found if m.where) == ["Dnipro", "Lviv"]


def test_casualties_elsewhere_are_another_event(mentions: Mentions) -> None:
    found = attacks(
        mentions(
            "Saudi warplanes bombed the port of Hodeidah on Sunday. "
            "Rebels said air raids killed five people elsewhere in Yemen."
        )
    )
    killed = [m for m in found if m.casualties]
    assert [c.min for m in killed for c in m.casualties] == [5]
    assert all(m.where is None or m.where.name != "Hodeidah" for m in killed)


def test_a_visit_told_twice_is_in_one_block_and_place(mentions: Mentions) -> None:
    found = mentions(
        "Japanese Prime Minister Fumio Kishida arrived in India on Monday.\n\n"
        "It was the first trip to New Delhi by Kishida since the election."
    )
    visits = [m for m in found if m.type is EventType.CONSULT]
    assert len(visits) == 2
    assert {m.block for m in visits} == {"accord"}
    assert len({m.where.geonameid for m in visits if m.where}) == 1
    assert all(m.where is not None and m.where.resolution >= 4 for m in visits)


def test_history_is_background(mentions: Mentions) -> None:
    found = mentions("Iraq invaded Kuwait in August 1990.")
    assert found
    assert all(m.background for m in found)
