"""Pronouns, definite phrases, relatives, partitives, and what they leave open."""

from collections.abc import Callable

import pytest

from schemas.plover import Sector
from services.extract.document import ActorMention

Resolve = Callable[..., list[ActorMention]]


def test_he_is_the_man_of_the_sentence_before(resolve: Resolve) -> None:
    [m] = resolve("Kenyan President William Ruto visited Rome. He signed two agreements.", "He", "2023-05-01")
    assert (m.text, m.name, m.country) == ("He", "William Ruto", "KEN")


def test_she_passes_over_a_man(resolve: Resolve) -> None:
    text = "Chancellor Angela Merkel received Prime Minister David Cameron. She rejected his plan."
    [m] = resolve(text, "She", "2012-02-01")
    assert m.name == "Angela Merkel"


def test_it_is_no_person(resolve: Resolve) -> None:
    [m] = resolve("Egypt hosted Emmanuel Macron. It also received grain.", "It", "2023-05-01")
    assert (m.name, m.country) == ("Egypt", "EGY")


def test_its_forces_are_the_state_s(resolve: Resolve) -> None:
    [m] = resolve("Eritrea withdrew its forces.", "forces")
    assert (m.country, m.sector) == ("ERI", Sector.MIL)


def test_they_are_several(resolve: Resolve) -> None:
    [m] = resolve("Soldiers from Ghana entered the village. They burned houses.", "They")
    assert (m.country, m.sector) == ("GHA", Sector.MIL)


def test_the_two_leaders(resolve: Resolve) -> None:
    text = "Narendra Modi met Xi Jinping in Kazan. The two leaders agreed to patrol the border."
    assert [m.country for m in resolve(text, "leaders", "2024-10-24")] == ["IND", "CHN"]


def test_the_country(resolve: Resolve) -> None:
    [m] = resolve("Lebanon elected a president. The country had waited two years.", "country", "2025-01-10")
    assert (m.name, m.country) == ("Lebanon", "LBN")


def test_the_group(resolve: Resolve) -> None:
    [m] = resolve("Boko Haram raided a market in Nigeria. The group took hostages.", "group", "2015-02-01")
    assert m.name == "Boko Haram"


def test_who_is_the_noun_before(resolve: Resolve) -> None:
    [m] = resolve("The Dutch journalist who interviewed the rebels was expelled.", "who")
    assert (m.country, m.sector) == ("NLD", Sector.JRN)


def test_some_of_them_are_they(resolve: Resolve) -> None:
    [m] = resolve("Cuba jailed dozens of protesters. Some of them went on hunger strike.", "Some")
    assert m.text == "Some of them"
    assert (m.country, m.sector) == ("CUB", Sector.CVL)


def test_a_later_surname_is_the_person_introduced(resolve: Resolve) -> None:
    text = "Elvira Brandhagen, a Norwegian judge, opened the inquiry. Brandhagen dismissed the complaint."
    [m] = resolve(text, "Brandhagen")
    assert (m.name, m.country, m.sector) == ("Elvira Brandhagen", "NOR", Sector.JUD)


def test_nothing_is_claimed_without_a_candidate(resolve: Resolve) -> None:
    [m] = resolve("They fired on the crowd.", "They")
    assert (m.kind, m.name, m.country) == ("pronoun", None, None)


def test_weapons_act_for_who_launched_them(resolve: Resolve) -> None:
    text = "Iran launched dozens of missiles. Most of them were shot down."
    [m] = resolve(text, "Most", "2024-04-15")
    assert (m.country, m.sector) == ("IRN", Sector.MIL)


def test_a_reference_to_itself_ends(resolve: Resolve) -> None:
    [m] = resolve("Our forces said they had won.", "forces")
    assert m.sector is Sector.MIL


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("The Georgian government in Tbilisi thanked Georgia's voters.", "voters", "GEO"),
        ("In Atlanta, Georgia, U.S. officials counted the votes. Georgia certified the result.", "Georgia", "USA"),
        ("Amman said Jordan would close the border.", "Jordan", "JOR"),
    ],
)
def test_ambiguous_countries_need_their_context(resolve: Resolve, text: str, word: str, country: str) -> None:
    assert [m.country for m in resolve(text, word)] == [country]
