"""What the names of a text say of each other: which of its namesakes, whether a place at all, and where if unlisted."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.document import Document, PlaceMention
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.support import MOST, support
from services.extract.place.tagger import PlaceTagger

Read = Callable[[str], Document]
GAZETTEER = Gazetteer.load()
NAMES = ["Berlin", "Gorham", "Milan", "Paris", "Salem", "Springfield", "Rome", "Columbus", "Kyiv", "Canada"]


def tagged(tagger: PlaceTagger, read: Read, text: str) -> dict[str, PlaceMention]:
    return {p.text: p for p in tagger.tag(read(text))}


def voices(*names: str) -> dict[tuple[str, str], float]:
    readings = {n.lower(): GAZETTEER.lookup(n) for n in names}
    return support(readings, {e.key: e.weight for entries in readings.values() for e in entries})


def test_namesakes_in_one_valley_vouch_for_each_other() -> None:
    found = voices("Berlin", "Gorham", "Milan")
    berlin = {GAZETTEER.entry(key).admin1: v for (name, key), v in found.items() if name == "berlin"}  # type: ignore[union-attr]
    assert max(berlin, key=lambda state: berlin[state]) == "US.NH"


def test_a_name_does_not_speak_for_itself() -> None:
    assert voices("Springfield") == {}
    assert not any(name == "springfield" for name, _ in voices("Springfield", "Kyiv"))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_support_is_bounded(names: list[str]) -> None:
    assert all(0 < v <= MOST for v in voices(*names).values())


def test_places_around_make_a_place_of_what_the_model_took_for_a_person(tagger: PlaceTagger, read: Read) -> None:
    text = "Tullamore and Birr will lose their court sittings. Clients will have to travel to Portlaoise."
    assert {"Tullamore", "Birr"} <= tagged(tagger, read, text).keys()


def test_a_person_stays_one_beside_places(tagger: PlaceTagger, read: Read) -> None:
    text = "Ann Homer met growers in Ithaca and Syracuse. Homer said that the harvest was poor."
    assert "Homer" not in tagged(tagger, read, text)


def test_the_town_of_a_council_is_tagged_and_that_of_a_paper_is_not(tagger: PlaceTagger, read: Read) -> None:
    assert "Ballarat" in tagged(tagger, read, "Ballarat Council will spend four million dollars on a pool.")
    assert "Chicago" not in tagged(tagger, read, "The Chicago Tribune reported the deal on Monday.")


def test_an_unlisted_place_lies_where_the_text_says(tagger: PlaceTagger, read: Read) -> None:
    place = tagged(tagger, read, "Gunmen attacked a market in Ungwanbira, in Kaduna state, on Sunday.")["Ungwanbira"]
    assert (place.name, place.country, place.admin1, place.geonameid) == ("Ungwanbira", "NGA", "NG.23", None)
    assert not place.approximate


def test_an_unlisted_place_with_nothing_beside_it_is_left_out() -> None:
    document = Reader(Engine(), None).read("Gunmen attacked a market in Ungwanbira on Sunday.", date(2022, 12, 20))
    assert PlaceTagger(GAZETTEER).tag(document) == []


def test_a_far_namesake_is_not_what_a_local_text_means(tagger: PlaceTagger, read: Read) -> None:
    text = "Crews from Hartford and Manchester put out the fire. A student from Vernon was hurt in East Hartford."
    vernon = tagged(tagger, read, text).get("Vernon")
    assert vernon is None or (vernon.approximate and vernon.geonameid is None)


def test_a_name_lies_in_the_country_that_the_text_gives_it(tagger: PlaceTagger, read: Read) -> None:
    place = tagged(tagger, read, "Migrants were stuck at Horgos in Serbia on Monday.")["Horgos"]
    assert (place.country, place.geonameid) == ("SRB", None)


def test_a_paper_is_no_place_and_tells_which_namesakes_are_meant(tagger: PlaceTagger, read: Read) -> None:
    places = tagged(tagger, read, "The Gettysburg Times and readers in Hanover and York mourned its editor.")
    assert "Gettysburg" not in places
    assert {places[name].admin1 for name in ("Hanover", "York")} == {"US.PA"}
