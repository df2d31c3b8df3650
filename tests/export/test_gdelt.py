"""GDELT 2.0: 61 columns in the codebook's order, CAMEO codes, places."""

import io
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Codes, Event, EventParty, EventPlace
from schemas.plover import Sector
from services.export import gdelt
from services.export.cameo import FIPS, GOLDSTEIN, cameo_actor, geo_cells, goldstein, quad_class
from tests.export.builders import CIVILIANS, KYIV, RUSSIA, event, mention, on

# gdelt_field_file.ff of jdrumgoole/gdelttools
CODEBOOK = """
GlobalEventId Day MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code
Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code
Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat
Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat
Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat
ActionGeo_Long ActionGeo_FeatureID
DATEADDED SOURCEURL
""".split()  # noqa: SIM905 the list as the source has it


def rows(*events: Event) -> list[dict[str, str]]:
    out = io.BytesIO()
    assert gdelt.write(events, out) == len(events)
    lines = out.getvalue().decode().removesuffix("\n").split("\n")
    return [dict(zip(gdelt.COLUMNS, line.split("\t"), strict=True)) for line in lines]


def test_the_columns_are_the_codebooks() -> None:
    assert len(gdelt.COLUMNS) == 61
    assert [c.lower() for c in gdelt.COLUMNS] == [c.lower() for c in CODEBOOK]


def test_a_row() -> None:
    (found,) = rows(event())
    assert (found["Day"], found["MonthYear"], found["Year"]) == ("20221219", "202212", "2022")
    assert found["FractionDate"] == "2022.9562"  # (11 · 30 + 19) / 365
    assert (found["Actor1Code"], found["Actor1Name"], found["Actor1Type1Code"]) == ("RUSMIL", "RUSSIA", "MIL")
    assert (found["Actor2Code"], found["Actor2Name"]) == ("CVL", "THREE CIVILIANS")
    assert (found["EventCode"], found["EventRootCode"], found["QuadClass"]) == ("195", "19", "4")
    assert found["GoldsteinScale"] == "-10"
    assert (found["NumMentions"], found["NumSources"], found["NumArticles"]) == ("3", "2", "2")
    assert (found["ActionGeo_Type"], found["ActionGeo_FullName"]) == ("4", "Kyiv, Kyiv City, Ukraine")
    assert (found["ActionGeo_CountryCode"], found["ActionGeo_ADM1Code"]) == ("UP", "UP12")
    assert found["Actor1Geo_Type"] == "0"
    assert (found["DATEADDED"], found["SOURCEURL"]) == ("20230101120000", "https://example.org/1")
    assert 0 < int(found["GlobalEventID"]) < 2**60


def test_parties_that_act_together_are_both_named() -> None:
    (found,) = rows(event(recipients=[], actors=[RUSSIA, EventParty(text="China", name="China", country="CHN")]))
    assert (found["Actor1Code"], found["Actor2Code"]) == ("RUSMIL", "CHN")


def test_a_lead_is_told_from_the_rest() -> None:
    assert rows(event())[0]["IsRootEvent"] == "1"
    assert rows(event(mentions=[mention(start=5000)]))[0]["IsRootEvent"] == "0"


@pytest.mark.parametrize(
    ("party", "code", "types"),
    [
        (EventParty(text="x", country="UNO"), "IGOUNO", ("IGO",)),
        (EventParty(text="x", country="EUR"), "IGOEUREEC", ("IGO",)),
        (EventParty(text="x", country="NGO", sector=Sector.MED), "NGOHLH", ("NGO", "HLH")),
        (EventParty(text="x", country="FRA", sector=Sector.JRN), "FRAMED", ("MED",)),
        (EventParty(text="x", country="FRA", sector=Sector.PTY, other_sectors=[Sector.OPP]), "FRAOPP", ("OPP",)),
        (EventParty(text="unknown", sector=Sector.UNK), "", ()),
        (None, "", ()),
    ],
)
def test_actors_in_cameo(party: EventParty | None, code: str, types: tuple[str, ...]) -> None:
    found = cameo_actor(party)
    assert (found.code, found.types) == (code, types)
    assert len(found.cells()) == 10


@pytest.mark.parametrize(
    ("where", "kind", "full", "adm1", "adm2", "feature"),
    [
        (EventPlace(text="Ukraine", name="Ukraine", country="UKR", resolution=1, country_name="Ukraine"),
         "1", "Ukraine", "UP", "", "UP"),
        (EventPlace(text="x", name="Texas", country="USA", admin1="US.TX", resolution=2, country_name="United States"),
         "2", "Texas, United States", "USTX", "", "USTX"),
        (EventPlace(text="x", name="Waco", country="USA", admin1="US.TX", admin2="US.TX.309", resolution=4,
                    admin1_name="Texas", country_name="United States"),
         "3", "Waco, Texas, United States", "USTX", "TX309", ""),
        (EventPlace(text="x", name="Donetsk", country="UKR", admin1="UA.05", resolution=2, country_name="Ukraine"),
         "5", "Donetsk, Ukraine", "UP05", "", "UP05"),
    ],
)  # fmt: skip
def test_places(where: EventPlace, kind: str, full: str, adm1: str, adm2: str, feature: str) -> None:
    cells = geo_cells(where)
    assert len(cells) == 8
    assert (cells[0], cells[1], cells[3], cells[4], cells[7]) == (kind, full, adm1, adm2, feature)


def test_every_cameo_root_has_a_score_and_a_class_of_its_own() -> None:
    roots = [f"{n:02}" for n in range(1, 21)]
    assert all(root in GOLDSTEIN for root in roots)
    classes = [quad_class(root) or 0 for root in roots]
    assert all(a <= b for a, b in pairwise(classes))
    assert (classes[4], classes[5], classes[7], classes[8], classes[12], classes[13]) == (1, 2, 2, 3, 3, 4)
    assert goldstein("176") == GOLDSTEIN["17"]  # CAMEO has it, GDELT's list has not
    assert goldstein(None) is None


def test_countries_have_fips_codes() -> None:
    assert (FIPS["UKR"], FIPS["DEU"], FIPS["GBR"], FIPS["KOS"]) == ("UP", "GM", "UK", "KV")


def test_days_of_a_year_rise_and_stay_in_it() -> None:
    days = [date(2022, 1, 1), date(2022, 2, 1), date(2022, 7, 4), date(2022, 12, 1), date(2022, 12, 31)]
    parts = [float(rows(event(when=on(day)))[0]["FractionDate"]) for day in days]
    assert parts == sorted(parts)
    assert parts[-1] < 2023


@settings(max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_words_stay_in_their_cell(name: str, place: str, source: str) -> None:
    where = KYIV.model_copy(update={"name": place})
    told = event(name, actors=[EventParty(text=name, name=name)], where=where, mentions=[mention(source, url=None)])
    (found,) = rows(told.model_copy(update={"codes": Codes(), "recipients": [CIVILIANS]}))
    assert found["DATEADDED"] == "20230101120000"
    assert found["EventCode"] == found["GoldsteinScale"] == ""
