"""CSV, Parquet, GeoJSON and JSON Lines: columns, round trips, hostile words."""

import csv
import io
import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event, EventParty
from services.errors import ConfigurationError
from services.export import csv_table, geojson, jsonl, parquet
from services.export.flat import COLUMNS, row
from services.export.formats import Format, writer
from tests.export.builders import KYIV, event

NAMES = [
    *("id", "revision", "type", "mode", "quad", "intensity", "contexts", "factuality", "attributed_to", "background"),
    *("actors", "actor_countries", "actor_cow", "actor_sectors"),
    *("recipients", "recipient_countries", "recipient_cow", "recipient_sectors"),
    *("start", "end", "granularity", "date_basis", "place", "country", "country_cow", "admin1", "admin2"),
    *("latitude", "longitude", "geonameid", "population", "resolution", "where_reason"),
    *("killed_min", "killed_max", "injured_min", "injured_max", "casualties"),
    *("cameo", "acled_event_type", "acled_sub_event_type", "confidence"),
    *("mention_count", "article_count", "independent_sources", "first_published", "last_published", "sources", "urls"),
    *("summary", "related", "dateline", "model", "recorded_at", "replay"),
]
HOSTILE = 'a\tb\r\nc "d", e\u2028f\x00;'


def written(write: Any, *events: Event) -> bytes:
    out = io.BytesIO()
    assert write(events, out) == len(events)
    return out.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_columns_are_pinned_and_explained() -> None:
    assert [c.name for c in COLUMNS] == NAMES
    assert all(c.meaning for c in COLUMNS)


def test_csv_has_a_header_and_one_row_an_event() -> None:
    first, second = rows(written(csv_table.write, event(), event("e2", when=None, where=None, casualties=[])))
    assert list(first) == NAMES
    assert first["actors"] == "Russia"
    assert (first["actor_cow"], first["start"], first["longitude"]) == ("365", "2022-12-19", "30.5238")
    assert (first["killed_min"], first["killed_max"]) == ("3", "5")
    assert first["casualties"] == "killed 3 civilians; killed 5.. (at_least)"
    assert (first["intensity"], first["background"]) == ("-9.5", "false")
    assert first["recorded_at"] == "2023-01-01T12:00:00Z"
    assert second["start"] == second["place"] == second["killed_min"] == ""


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r-", "\uff1d"])
def test_csv_runs_no_formula(first: str) -> None:
    evil = f'{first}HYPERLINK("http://example.org")'
    party = EventParty(text="x", name=evil)
    (found,) = rows(written(csv_table.write, event(actors=[party], summary=evil, attributed_to=evil)))
    for name in ("actors", "summary", "attributed_to"):
        assert found[name].startswith("'"), name
    south = KYIV.model_copy(update={"latitude": -33.9})
    (found,) = rows(written(csv_table.write, event(where=south)))
    assert found["latitude"] == "-33.9"


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_stay_in_their_cell(name: str, summary: str) -> None:
    told = event(actors=[EventParty(text="x", name=name)], summary=summary, attributed_to=HOSTILE)
    (found,) = rows(written(csv_table.write, told))
    assert list(found) == NAMES
    assert found["dateline"] == "0.1.0"
    assert json.loads(written(geojson.write, told))["features"][0]["properties"]["summary"] == summary


def test_geojson_is_rfc_7946() -> None:
    told = json.loads(written(geojson.write, event(), event("e2", where=None)))
    assert list(told) == ["type", "features"]
    assert told["type"] == "FeatureCollection"
    for feature in told["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str)
        assert isinstance(feature["properties"], dict)
        assert "geometry" in feature
    assert told["features"][0]["geometry"] == {"type": "Point", "coordinates": [30.5238, 50.45466]}
    assert told["features"][1]["geometry"] is None
    assert told["features"][0]["properties"]["actors"] == ["Russia"]
    assert told["features"][0]["properties"]["first_published"] == "2022-12-20T08:00:00Z"
    assert json.loads(written(geojson.write)) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(("latitude", "longitude"), [(None, 1.0), (91.0, 0.0), (0.0, 181.0)])
def test_geojson_has_no_point_that_is_not_on_earth(latitude: float | None, longitude: float) -> None:
    nowhere = KYIV.model_copy(update={"latitude": latitude, "longitude": longitude})
    assert geojson.feature(event(where=nowhere))["geometry"] is None


def test_jsonl_reads_back_as_the_same_events() -> None:
    events = [event(), event("e2", where=None, summary=HOSTILE)]
    lines = written(jsonl.write, *events).splitlines()
    assert [Event.model_validate_json(line) for line in lines] == events


def test_parquet_reads_back_with_types() -> None:
    data = written(parquet.write, event(), event("e2", when=None, where=None))
    table = pyarrow.parquet.read_table(io.BytesIO(data))
    assert table.column_names == NAMES
    first, second = table.to_pylist()
    assert first == row(event())
    assert (first["start"], first["contexts"]) == (date(2022, 12, 19), ["military", "territory"])
    assert first["recorded_at"] == datetime(2023, 1, 1, 12, tzinfo=UTC)
    assert second["latitude"] is None
    assert pyarrow.parquet.read_table(io.BytesIO(written(parquet.write))).num_rows == 0


def test_parquet_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'dateline\[parquet\]'"):
        parquet.write([event()], io.BytesIO())


def test_every_format_has_a_writer() -> None:
    assert {f: written(writer(f), event()) != b"" for f in Format} == dict.fromkeys(Format, True)
