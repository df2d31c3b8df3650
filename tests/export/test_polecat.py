"""POLECAT: the columns and conventions of its weekly files."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event, EventParty
from schemas.plover import Sector
from services.export import polecat
from tests.export.builders import CIVILIANS, RUSSIA, event

HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW"
    "\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name"
    "\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title"
    "\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
    "\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations"
    "\tStory Locations\tLanguage\tVersion"
)


def rows(*events: Event) -> list[dict[str, str]]:
    out = io.BytesIO()
    assert polecat.write(events, out) == len(events)
    header, *lines = out.getvalue().decode().removesuffix("\n").split("\n")
    assert header == HEADER
    assert len(lines) == len(events)
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def test_forty_columns_one_row_an_event() -> None:
    assert len(polecat.COLUMNS) == 40
    (found,) = rows(event())
    assert found["Event Date"] == "2022-12-19"
    assert (found["Event Type"], found["Event Mode"], found["Intensity"]) == ("ASSAULT", "drone", "-9.5")
    assert found["Quad Code"] == "MATERIAL CONFLICT"
    assert found["Contexts"] == "military; territory"
    assert (found["Actor Name"], found["Actor Name Raw"], found["Actor COW"]) == ("Russia", "Moscow", "365")
    assert (found["Recipient Name"], found["Recipient Name Raw"]) == ("None", "three civilians")
    assert (found["Country"], found["Province"], found["City"], found["District"]) == (
        "UKR",
        "Kyiv City",
        "Kyiv",
        "None",
    )
    assert found["GeoNames ID"] == "703448"
    assert found["Publication Date"] == "2022-12-20"


def test_several_parties_stand_in_one_cell_in_one_order() -> None:
    kremlin = EventParty(
        text="the Kremlin", name="Kremlin", country="RUS", sector=Sector.GOV, other_sectors=[Sector.ELI]
    )
    (found,) = rows(event(actors=[RUSSIA, CIVILIANS, kremlin]))
    assert found["Actor Country"] == "RUS; None; RUS"
    assert found["Primary Actor Sector"] == "MIL; CVL; GOV"
    assert found["Actor Sectors"] == "MIL; CVL; GOV|ELI"


def test_an_event_without_date_has_the_day_of_its_report() -> None:
    assert rows(event(when=None))[0]["Event Date"] == "2022-12-20"
    assert rows(event(when=None, mentions=[]))[0]["Event Date"] == "2023-01-01"


@settings(max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_stay_in_their_cell(name: str, title: str) -> None:
    odd = EventParty(text=f"{name}\t\n", name=name, title=title)
    (found,) = rows(event(actors=[odd, RUSSIA]))
    assert found["Version"] == "dateline-0.1.0"
    assert len(found["Actor Country"].split("; ")) == 2
    assert len(found["Actor Name"].split("; ")) == 2
