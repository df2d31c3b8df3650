"""The compiled tables: what they hold, and that they are what the sources make."""

import lzma
from datetime import date

import pytest

from schemas.plover import Sector
from services.extract.actors import compile as compiler
from services.extract.actors.records import Office
from services.extract.actors.tables import ActorTables


def test_version_is_that_of_the_data(tables: ActorTables) -> None:
    assert tables.version == ActorTables.load().version
    assert len(tables.version) == 12


@pytest.mark.parametrize(
    ("name", "day", "country", "title", "sector"),
    [
        ("angela merkel", date(2012, 5, 1), "DEU", "Chancellor", Sector.GOV),
        ("vladimir putin", date(2009, 5, 1), "RUS", "Premier", Sector.GOV),
        ("vladimir putin", date(2024, 5, 1), "RUS", "President", Sector.GOV),
    ],
)
def test_the_office_of_the_day(
    tables: ActorTables, name: str, day: date, country: str, title: str, sector: Sector
) -> None:
    person = next(p for p in tables.people(name) if p.country == country)
    found = person.office(day)
    assert found is not None
    office, state = found
    assert (office.title, office.sector, state) == (title, sector, "held")


def test_an_office_ends(tables: ActorTables) -> None:
    person = next(p for p in tables.people("barack obama") if p.country == "USA")
    found = person.office(date(2020, 1, 1))
    assert found is not None
    assert found[1] == "past"


def test_states_of_an_office() -> None:
    dated = Office(0, False, "President", Sector.GOV, "2010-05-01", "2014-05-01", "")
    assert dated.state(date(2009, 1, 1)) == "future"
    assert dated.state(date(2012, 1, 1)) == "held"
    assert dated.state(date(2014, 5, 4)) == "held"  # news of the days after still speaks of the holder
    assert dated.state(date(2015, 1, 1)) == "past"
    listed = Office(4, False, "Minister", Sector.GOV, "2018", "", "2019")
    assert listed.state(date(2021, 1, 1)) == "held"
    assert listed.state(date(2026, 1, 1)) == "stale"


def test_roles_change_with_the_day(tables: ActorTables) -> None:
    roles = {
        o.sectors[0]: (o.active(date(2020, 1, 1)), o.active(date(2023, 1, 1))) for o in tables.organisations("taliban")
    }
    assert roles == {Sector.REB: (True, False), Sector.GOV: (False, True)}


def test_every_state_has_a_name_and_an_adjective(tables: ActorTables) -> None:
    used = {(how, c.code) for uses in tables.countries.values() for how, c in uses}
    states = {c.code for uses in tables.countries.values() for _, c in uses if c.kind == "state"}
    assert len(states) > 190
    assert {s for s in states if ("name", s) not in used or ("adjective", s) not in used} == set()


def test_compiled_tables_are_up_to_date() -> None:
    agents = compiler.read("agents")
    organisations = compiler.organisations(compiler.read("organisations"), compiler.people_nouns(agents))
    for name, rows in (("organisations", organisations), ("agents", compiler.agents(agents))):
        body = lzma.decompress((compiler.DATA / f"{name}.tsv.xz").read_bytes()).decode()
        assert body == "\n".join(sorted(rows)) + "\n", f"run python -m services.extract.actors.compile: {name}"


def test_tenures_of_one_person_meet_in_one_row() -> None:
    row = {
        "surname": "Doe",
        "variants": "",
        "iso3": "FRA",
        "sector": "GOV",
        "to": "",
        "last_seen": "",
        "source": "hand",
    }
    rows = [
        row | {"name": "Jane Doe", "role": "minister", "title": "Minister", "from": "2001"},
        row
        | {
            "name": "Jeanne Doe",
            "variants": "Jane Doe",
            "role": "chief of state",
            "title": "President",
            "from": "2007",
        },
        row | {"name": "John Doe", "role": "minister", "title": "Minister", "from": "2001"},
    ]
    made = sorted(compiler.people(rows))
    assert len(made) == 2
    assert made[0].startswith("Jeanne Doe\tFRA\tdoe\tjeanne doe|jane doe\t0~h~President")
