"""The gazetteer as data: what is found, and that the version names the tables."""

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.place import gazetteer as module
from services.extract.place.gazetteer import Gazetteer

FOLDER = Path(module.__file__).parent
GAZETTEER = Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [
        ("Kyiv", 703448), ("Kiev", 703448), ("Minsk", 625144), ("Ukraine", 690791), ("US", 6252001), ("U.S.", 6252001),
        ("the United States", 6252001), ("São Paulo", 3448439), ("Sao Paulo", 3448439), ("Kosovo", 831053),
        ("Texas", 4736286), ("St. Petersburg", 498817), ("Washington, D.C.", 4140963), ("Gaza City", 281133),
    ],
)  # fmt: skip
def test_finds_places_by_their_names(name: str, geonameid: int) -> None:
    assert geonameid in [e.geonameid for e in GAZETTEER.lookup(name)]


def test_divisions_and_regions_have_their_own_keys() -> None:
    kherson = next(e for e in GAZETTEER.lookup("Kherson") if e.kind == "admin1")
    assert (kherson.key, kherson.country, kherson.resolution, kherson.geonameid) == ("UA.08", "UKR", 2, None)
    assert GAZETTEER.entry("UA.08") == kherson
    assert GAZETTEER.lookup("Donbas")[0].country == "UKR"


def test_states_are_found_by_id_and_by_code() -> None:
    assert GAZETTEER.entry(4736286) == GAZETTEER.entry("US.TX")


def test_unknown_is_nothing() -> None:
    assert GAZETTEER.lookup("Xyzzyville") == []
    assert GAZETTEER.entry(1) is None
    assert GAZETTEER.entry(None) is None
    assert GAZETTEER.country("XXX") is None


def test_kosovo_has_its_own_code() -> None:
    entry = GAZETTEER.country("KOS")
    assert entry is not None
    assert entry.name == "Kosovo"


def test_version_is_the_hash_of_the_tables() -> None:
    data = b"".join(gzip.decompress((FOLDER / n).read_bytes()) for n in ("places.tsv.gz", "names.tsv.gz"))
    assert GAZETTEER.version.endswith(hashlib.sha256(data).hexdigest()[:12])


def test_every_country_has_a_place_with_its_own_code() -> None:
    for iso3, country in GAZETTEER.countries.items():
        entry = GAZETTEER.entry(country.geonameid)
        assert entry is not None, iso3
        assert (entry.kind, entry.country) == ("country", iso3)


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_any_text_is_a_harmless_name(name: str) -> None:
    GAZETTEER.lookup(name)
    GAZETTEER.entry(name)
