"""The resolver on sentences: names, titles, apposition, coordination, possession."""

from collections.abc import Callable
from datetime import date

from schemas.plover import Sector
from services.extract.actors.resolver import ActorResolver
from services.extract.document import ActorMention, Document

Read = Callable[..., Document]
Resolve = Callable[..., list[ActorMention]]


def test_title_before_a_name(resolve: Resolve) -> None:
    [m] = resolve("Russian Foreign Ministry spokeswoman Maria Zakharova criticised the plan.", "Maria")
    assert (m.kind, m.name, m.country, m.sector) == ("person", "Maria Zakharova", "RUS", Sector.GOV)
    assert m.title == "Foreign Ministry spokeswoman"
    assert m.text == "Russian Foreign Ministry spokeswoman Maria Zakharova"


def test_coordinated_heads_are_apart(resolve: Resolve) -> None:
    assert [m.country for m in resolve("Peru and Chile signed a treaty.", "Peru")] == ["PER", "CHL"]


def test_coordinated_adjectives_are_apart(resolve: Resolve) -> None:
    found = resolve("US and Israeli forces attacked the camp.", "forces")
    assert [(m.country, m.sector) for m in found] == [("USA", Sector.MIL), ("ISR", Sector.MIL)]


def test_apposition_tells_who_an_unknown_person_is(resolve: Resolve) -> None:
    text = "Anselm Brockdorf, the head of Austria's National Weather Service, called for calm."
    [m] = resolve(text, "Anselm")
    assert (m.name, m.country, m.sector) == ("Anselm Brockdorf", "AUT", Sector.GOV)


def test_possessor_gives_the_country(resolve: Resolve) -> None:
    [m] = resolve("Joe Biden's administration rejected the offer.", "administration")
    assert (m.country, m.sector) == ("USA", Sector.GOV)


def test_abstract_things_are_no_parties(resolve: Resolve) -> None:
    [m] = resolve("Police rejected the idea.", "idea")
    assert (m.kind, m.name, m.country, m.sector) == ("thing", None, None, None)


def test_a_gated_sentence_gives_nothing(resolver: ActorResolver, read: Read) -> None:
    document = read("Poland protested.")
    sentence = document.sentences[0]
    gated = type(sentence)(sentence.index, 0, sentence.start, sentence.end, sentence.text, None)
    empty = type(document)(document.text, document.published, (gated,))
    assert resolver.tag(empty) == []
    assert resolver.resolve(empty, 0, 0) == []


def test_describe_needs_no_sentence(resolver: ActorResolver) -> None:
    meaning = resolver.describe("Belarusian President Alexander Lukashenko", date(2022, 12, 20))
    assert (meaning.name, meaning.country, meaning.sector) == ("Alexander Lukashenko", "BLR", Sector.GOV)
