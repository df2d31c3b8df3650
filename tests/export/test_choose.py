"""Which events are exported, and what they are linked to."""

from datetime import date, timedelta

import pytest

from schemas.cluster import Change
from schemas.event import EventParty
from schemas.plover import EventType, Sector
from services.export.choose import Choice, living
from services.export.related import MOST, linked
from tests.export.builders import DAY, KYIV, event, on


def test_the_newest_revision_of_each_lives_unless_it_is_gone() -> None:
    events = [
        event("b", revision=2, summary="new"),
        event("b", revision=1, summary="old"),
        event("a"),
        event("c"),
        event("c", revision=2, change=Change.MERGED, merged_into="a"),
        event("d", change=Change.RETRACTED),
    ]
    assert [(e.id, e.revision) for e in living(events)] == [("a", 1), ("b", 2)]


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (Choice(), True),
        (Choice(types=frozenset({EventType.AID})), False),
        (Choice(countries=frozenset({"RUS", "FRA"})), True),
        (Choice(countries=frozenset({"UKR"})), True),
        (Choice(countries=frozenset({"FRA"})), False),
        (Choice(since=DAY, until=DAY), True),
        (Choice(since=DAY + timedelta(1)), False),
        (Choice(until=DAY - timedelta(1)), False),
    ],
)
def test_chooses_by_type_country_and_day(choice: Choice, *, taken: bool) -> None:
    assert choice.takes(event()) is taken


def test_an_event_without_date_is_in_no_span_of_days_and_a_long_one_in_each_it_touches() -> None:
    assert not Choice(since=date(1900, 1, 1)).takes(event(when=None))
    long = event(when=on(date(2022, 1, 1), date(2022, 12, 31)))
    assert Choice(since=date(2022, 6, 1), until=date(2022, 6, 2)).takes(long)
    assert not Choice(since=date(2023, 1, 1)).takes(long)


def test_an_event_is_linked_to_earlier_ones_of_its_parties_and_place_whatever_the_order() -> None:
    day = timedelta(1)
    events = [
        event("now"),
        event("before", when=on(DAY - day), actors=[EventParty(text="they", name="RUSSIA")]),
        event("same-day"),
        event("after", when=on(DAY + day)),
        event("long-ago", when=on(DAY - 400 * day)),
        event("elsewhere", when=on(DAY - day), where=KYIV.model_copy(update={"admin1": "UA.14"})),
        event("others", when=on(DAY - day), actors=[EventParty(text="x", name="Iran")], recipients=[]),
        event("nowhere", when=on(DAY - day), where=None),
    ]
    found = {e.id: e.related for e in linked(events)}
    assert found == {e.id: e.related for e in linked(events[::-1])}
    assert found["now"] == ["before"]
    assert found["after"] == ["now", "same-day", "before"]
    assert found["nowhere"] == found["long-ago"] == []


def test_links_are_few_and_the_unknown_link_nothing() -> None:
    many = [event(f"e{n:02}", when=on(DAY - timedelta(n))) for n in range(20)]
    assert linked(many)[0].related == [f"e{n:02}" for n in range(1, MOST + 1)]
    unknown = [EventParty(text="unknown", sector=Sector.UNK, country="UKR")]
    pair = [event(f"u{n}", when=on(DAY - timedelta(n)), actors=unknown, recipients=[]) for n in range(2)]
    assert linked(pair)[0].related == []
