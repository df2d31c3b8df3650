"""What the page is told of an event."""

import orjson
import pytest

from schemas.fields import Casualties, CasualtyKind, Qualifier
from services.web.row import LONGEST, claim, link, row, whole
from tests.web.samples import AT, ONE, event, mention, plain


@pytest.mark.parametrize(
    ("low", "high", "how", "said"),
    [
        (4, 4, None, "4 killed"),
        (3, 5, None, "3–5 killed"),
        (4, None, Qualifier.AT_LEAST, "at least 4 killed"),
        (1200, None, Qualifier.MORE_THAN, "more than 1,200 killed"),
        (None, 10, Qualifier.UP_TO, "up to 10 killed"),
        (30, 30, Qualifier.ABOUT, "about 30 killed"),
        (None, None, None, "some killed"),
        (None, None, Qualifier.SEVERAL, "several killed"),
        (0, 0, Qualifier.NO_MAJOR, "no major killed"),
    ],
)
def test_claims_in_words(low: int | None, high: int | None, how: Qualifier | None, said: str) -> None:
    assert claim(Casualties(kind=CasualtyKind.KILLED, min=low, max=high, qualifier=how)) == said


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://x", "ftp://x", "https://" + "x" * 3000, ""]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert link(url) is None
    assert link("https://example.org/a") == "https://example.org/a"


def test_a_row_has_what_list_map_and_timeline_need() -> None:
    claims = [{"kind": "killed", "min": 4, "max": None, "qualifier": "at_least", "latest": True}]
    found = row(event(casualties=claims), AT)
    assert found["type"] == "ASSAULT"
    assert found["quad"] == 4
    assert found["place"]["name"] == "Maiduguri"
    assert found["place"]["latitude"] == 11.847
    assert found["countries"] == ["NGA"]
    assert (found["start"], found["end"]) == ("2015-03-07", "2015-03-07")
    assert found["casualties"] == ["at least 4 killed"]
    marked = [text for text, kind in found["evidence"]["pieces"] if kind == "trigger"]
    assert marked
    assert set(marked) <= {m["trigger"]["text"] for m in ONE["mentions"]}
    assert (found["mentions"], found["articles"], found["sources"]) == (5, 2, 2)


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (0.0, 181.0), (None, 3.0), (float("nan"), 0.0)])
def test_a_place_off_the_globe_has_no_point(latitude: float | None, longitude: float) -> None:
    where = ONE["where"] | {"latitude": latitude, "longitude": longitude}
    found = row(event(where=where), AT)
    assert found["place"]["latitude"] is found["place"]["longitude"] is None


def test_tellings_in_the_same_words_are_one_with_their_sources() -> None:
    told = [mention("Rebels fired.", "fired", source=source) for source in ("A", "B", "B")]
    found = whole(plain("b" * 32, "x", "x", mentions=[*told, mention("They fired.", "fired")], mention_count=4))
    assert [telling["count"] for telling in found["tellings"]] == [3, 1]
    assert [(s["source"], s["count"]) for s in found["tellings"][0]["sources"]] == [("A", 1), ("B", 2)]


def test_hostile_events_stay_small_and_are_json() -> None:
    party = {"text": "\u202e<script>" + "x" * 10_000, "country": "Z" * 500}
    told = [mention("x" * 9_000 + " fired", "fired", article_id="y" * 9_000)] * 300
    found = event(summary="s" * 100_000, actors=[party] * 500, mentions=told, mention_count=300)
    small = row(found, AT)
    assert len(small["summary"]) == LONGEST
    assert len(orjson.dumps(small)) < 20_000
    assert len(orjson.dumps(whole(found))) < 1_000_000


def test_of_each_kind_the_newest_count_is_in_the_row() -> None:
    def told(kind: str, number: int, latest: bool = False) -> dict[str, object]:
        return {"kind": kind, "min": number, "max": number, "latest": latest}

    found = event(
        casualties=[told("killed", 3), told("killed", 5, latest=True), told("injured", 12), told("injured", 9)]
    )
    assert row(found, AT)["casualties"] == ["5 killed", "12 injured", "9 injured"]
    assert [claim["latest"] for claim in whole(found)["casualties"]] == [False, True, False, False]
