"""What the tagger takes for a place, for which one, and for a government."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.document import Document, PlaceMention, Sentence
from services.extract.place.attach import attach_place
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.tagger import PlaceTagger

TAGGER = PlaceTagger(Gazetteer.load())
PIECES = ["Paris", "the", "The", "capital", "of", ",", "Texas", "US", "'s", "in", "Mr", "(", "\n"]
Read = Callable[[str], Document]


def unparsed(text: str) -> Document:
    return Document(text, date(2022, 12, 20), (Sentence(0, 0, 0, len(text), text, None),))


def tagged(read: Read, text: str) -> dict[str, PlaceMention]:
    return {p.text: p for p in TAGGER.tag(read(text))}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Georgia's parliament in Tbilisi passed the bill.", "Georgia", "GEO"),
        ("Voters in Atlanta, Savannah and the rest of Georgia went to the polls.", "Georgia", "USA"),
        ("Rebels took Goma in eastern Congo.", "Congo", "COD"),
        ("Officials in Brazzaville said Congo would borrow from Chinese banks.", "Brazzaville", "COG"),
        ("The army chief of Niger spoke in Niamey.", "Niger", "NER"),
        ("Kosovo reopened the crossing.", "Kosovo", "KOS"),
        ("Fighting shook Tripoli as rival Libyan militias clashed.", "Tripoli", "LBY"),
        ("Lebanese troops fought gunmen in Tripoli.", "Tripoli", "LBN"),
        ("Students in Cordoba marched with Spanish unions.", "Cordoba", "ESP"),
    ],
)
def test_context_decides_between_places_of_one_name(read: Read, text: str, name: str, country: str) -> None:
    assert tagged(read, text)[name].country == country


def test_one_sense_for_an_article(read: Read) -> None:
    document = read("A storm hit Paris, Texas, on Friday.\n\nPower was out in Paris for two days, the mayor said.")
    assert [p.geonameid for p in TAGGER.tag(document) if p.text == "Paris"] == [4717560, 4717560]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Paris told the court that he was innocent.",
        "Jordan Henderson and Sydney Sweeney attended the dinner.",
        "Shares of Phoenix Group fell.",
        "The Ukrainian and the Russian signed nothing.",
        "They gave us turkey and china.",
    ],
)
def test_persons_companies_and_peoples_are_no_places(read: Read, text: str) -> None:
    assert tagged(read, text) == {}


@pytest.mark.parametrize(
    ("text", "name", "metonym"),
    [
        ("Moscow accused the West of escalation.", "Moscow", True),
        ("Washington announced new sanctions.", "Washington", True),
        ("The Kremlin denied the report.", "Kremlin", True),
        ("Russia held talks with Beijing on Monday.", "Beijing", True),
        ("Police arrested 40 protesters in Moscow.", "Moscow", False),
        ("Russia attacked Kyiv at dawn.", "Kyiv", False),
        ("The president made a rare trip to Minsk.", "Minsk", False),
    ],
)
def test_a_government_is_told_from_its_city(read: Read, text: str, name: str, metonym: bool) -> None:
    assert tagged(read, text)[name].metonym is metonym


def test_unnamed_places_take_the_name_beside_or_before(read: Read) -> None:
    text = (
        "The leaders met in the capital of Belarus. Ukraine was not invited. Fighting went on elsewhere in the country."
    )
    found = tagged(read, text)
    assert found["the capital of Belarus"].name == "Minsk"
    assert found["the country"].name == "Ukraine"


def test_offsets_are_of_the_document(read: Read) -> None:
    document = read("Nothing here.\n\nPolice in St. Petersburg arrested two men.")
    place = next(p for p in TAGGER.tag(document) if p.name == "Saint Petersburg")
    assert document.text[place.start : place.end] == place.text == "St. Petersburg"
    assert place.sentence == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_is_read_without_error(text: str) -> None:
    document = unparsed(text)
    places = TAGGER.tag(document)
    assert all(text[p.start : p.end] == p.text for p in places)
    assert attach_place(document, places, 0, 0)[0] is None


def test_a_list_of_thousands_of_towns_takes_seconds_not_minutes() -> None:
    names = sorted({c.name for c in Gazetteer.load().countries.values()})
    text = ". ".join(f"In {a}, near {b}, in Springfield" for a in names for b in names[:30])
    started = time.monotonic()
    assert TAGGER.tag(unparsed(text))
    assert time.monotonic() - started < 8
