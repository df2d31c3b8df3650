"""The scorer of false and missed events on events made by hand."""

from types import SimpleNamespace
from typing import Any, cast

from bench.quality.adversarial import parties, score_false, score_true
from schemas.event import Event
from schemas.fields import Actor, Factuality
from schemas.plover import EventType

TEXT = "It rained. Troops attacked a town."


def event(
    kind: str = "ASSAULT", start: int = 11, factuality: str = "asserted", background: bool = False, actor: str = "SYR"
) -> Event:
    mention = SimpleNamespace(sentence=SimpleNamespace(start=start, end=start + 23), trigger=SimpleNamespace(text="x"))
    fake = SimpleNamespace(
        id="e", type=EventType(kind), mode=None, factuality=Factuality(factuality), background=background, when=None,
        where=None, where_reason="none named", confidence=0.5, mentions=[mention], recipients=[],
        actors=[Actor(text="troops", country=actor)],
    )  # fmt: skip
    return cast(Event, fake)


def told(**more: Any) -> dict[str, Any]:
    row = {"id": "t", "text": TEXT, "type": ["ASSAULT"], "mode": None, "actors": ["SYR"], "recipients": []}
    return {**row, "trigger": "attacked", "when": None, "where": None, **more}


def test_only_shown_events_of_types_not_allowed_are_false() -> None:
    rows = [{"id": str(n), "text": TEXT, "why": "film", "words": ["attack"]} for n in range(4)]
    rows[3]["allowed"] = ["REJECT"]
    found = [[event()], [event(factuality="negated")], [event(background=True)], [event("REJECT")]]
    result = score_false(rows, found)
    assert (result["false"], result["false_rate"], result["by_why"]) == (1, 0.25, {"film": 1})


def test_a_miss_is_named_by_its_reason() -> None:
    found = [[event()], [], [event("AID")], [event(factuality="hypothetical")], [event(start=0, kind="ACCUSE")]]
    result = score_true([told() for _ in found], found)
    assert result["missed"] == 4
    assert result["reasons"] == {"other type": 2, "no event": 1, "flagged or background": 1}


def test_an_event_of_another_sentence_does_not_count() -> None:
    first = event()
    first.mentions[0].sentence.start, first.mentions[0].sentence.end = 0, 10
    assert score_true([told()], [[first]])["missed"] == 1


def test_fields_are_judged_only_where_something_is_expected() -> None:
    result = score_true([told(where="Homs", mode=["aerial", None]), told(actors=["IRQ|UNK"])], [[event()], [event()]])
    judged = {f: (c["right"], c["of"]) for f, c in result["fields"].items()}
    assert judged == {"mode": (1, 1), "actors": (1, 2), "recipients": (0, 0), "when": (0, 0), "where": (0, 1)}


def test_parties_need_every_wanted_one_and_no_other() -> None:
    both = [Actor(text="a", country="KOR"), Actor(text="b", country="PRK")]
    assert parties(both, ["KOR", "PRK|UNK"])
    assert not parties(both, ["KOR"])
    assert not parties(both[:1], ["KOR", "PRK"])
    assert parties([], ["UNK"])
    assert parties([*both, Actor(text="shoppers")], ["KOR", "PRK"])
