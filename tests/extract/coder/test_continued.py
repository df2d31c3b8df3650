"""Acts of one scene share its place and day; another place, another day or another country's act ends the scene."""

from collections.abc import Callable
from datetime import date

from schemas.fields import Basis
from schemas.mention import EventMention

Mentions = Callable[..., list[EventMention]]
DAY = date(2023, 5, 22)


def act(found: list[EventMention], trigger: str) -> EventMention:
    return next(m for m in found if m.trigger.text.startswith(trigger))


def test_arrests_at_a_march_are_made_where_and_when_it_was_held(mentions: Mentions) -> None:
    found = mentions(
        "Thousands of people marched through Tbilisi on Sunday against the law. Riot police arrested seven people.", DAY
    )
    arrest = act(found, "arrested")
    assert arrest.where is not None
    assert arrest.where.name == "Tbilisi"
    assert arrest.when is not None
    assert (arrest.when.start, arrest.when.basis) == (date(2023, 5, 21), Basis.DISCOURSE)
    march = act(found, "marched")
    assert arrest.confidence_by_field["where"] < march.confidence_by_field["where"]


def test_a_place_of_its_own_stands(mentions: Mentions) -> None:
    found = mentions("Thousands marched through Tbilisi on Sunday. Police arrested seven people in Batumi.", DAY)
    where = act(found, "arrested").where
    assert where is not None
    assert where.name == "Batumi"


def test_another_day_ends_the_scene(mentions: Mentions) -> None:
    found = mentions("Thousands marched through Tbilisi on Sunday. On Monday police arrested seven people.", DAY)
    when = act(found, "arrested").when
    assert when is not None
    assert when.start == DAY


def test_another_country_is_another_scene(mentions: Mentions) -> None:
    found = mentions("Thousands of Georgians marched through Tbilisi on Sunday. Israel bombed Hezbollah.", DAY)
    assert act(found, "bombed").where is None


def test_words_do_not_continue_a_scene(mentions: Mentions) -> None:
    found = mentions("Thousands marched through Tbilisi on Sunday. Georgia accused Russia of meddling.", DAY)
    assert act(found, "accused").where is None


def test_a_dateline_abroad_is_no_scene(mentions: Mentions) -> None:
    found = mentions("ABUJA, Nigeria (Agency) - Soldiers in Niger overthrew the president on Friday.", DAY)
    assert all(m.where is None or m.where.name != "Abuja" for m in found)
    found = mentions("ABUJA, Nigeria (Agency) - Nigerian gunmen killed six farmers on Friday.", DAY)
    where = act(found, "killed").where
    assert where is not None
    assert where.name == "Abuja"
