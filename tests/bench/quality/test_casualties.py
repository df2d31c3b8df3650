"""The scorer of casualties on events made by hand."""

from types import SimpleNamespace
from typing import Any, cast

from bench.quality.casualties import compare, on_right_event, same, score
from schemas.event import Event
from schemas.fields import Casualties, CasualtyKind, Factuality, Qualifier


def event(*claims: tuple[str, int | None, int | None], at: int = 0, qualifier: Qualifier | None = None) -> Event:
    people = [Casualties(kind=CasualtyKind(k), min=a, max=b, qualifier=qualifier) for k, a, b in claims]
    fake = SimpleNamespace(
        casualties=people, background=False, factuality=Factuality.ASSERTED, type="ASSAULT", mode=None, actors=[],
        recipients=[], mentions=[SimpleNamespace(trigger=SimpleNamespace(start=at, text="attack"))],
    )  # fmt: skip
    return cast(Event, fake)


def row(*claims: list[Any], **more: Any) -> dict[str, Any]:
    return {"id": "x", "text": "Two died in A; three died in B.", "casualties": list(claims), **more}


def test_a_claim_is_right_only_with_kind_and_both_bounds() -> None:
    wanted = row(["killed", 2, 2], ["injured", 5, None])
    hits, missing, extra = compare(wanted, [event(("killed", 2, 2), ("injured", 5, 5))])
    assert (hits, missing, extra) == ([("killed", 2, 2)], [("injured", 5, None)], [("injured", 5, 5)])


def test_optional_claims_and_claims_of_nobody_are_neither_asked_nor_wrong() -> None:
    wanted = row(["killed", 9, 9], optional=[["killed", 3, 3]])
    said = [event(("killed", 9, 9), ("killed", 3, 3), ("injured", 0, 0)), event(("killed", 9, 9))]
    assert compare(wanted, said) == ([("killed", 9, 9)], [], [])


def test_vague_words_accept_a_range_of_bounds() -> None:
    assert same(("killed", 20, None), ("killed", 24, None), "dozens")
    assert same(("killed", 24, 99), ("killed", 24, None), "dozens")
    assert not same(("killed", 2, None), ("killed", 24, None), "dozens")
    assert not same(("injured", 24, None), ("killed", 24, None), "dozens")


def test_each_number_must_be_on_its_own_event() -> None:
    wanted = row(["killed", 2, 2], ["killed", 3, 3], on=["Two died in A", "three died in B"])
    second = wanted["text"].index("died in B")
    assert on_right_event(wanted, [event(("killed", 2, 2), at=4), event(("killed", 3, 3), at=second)]) == [True, True]
    assert on_right_event(wanted, [event(("killed", 2, 2), ("killed", 3, 3), at=4)]) == [True, False]


def test_figures_count_misses_inventions_and_no_major() -> None:
    rows = [row(["killed", 2, 2]), row(["killed", 3, 3]), row(qualifier="no_major")]
    none = event(("killed", None, None), qualifier=Qualifier.NO_MAJOR)
    result = score(rows, [[event(("killed", 2, 2), ("detained", 7, 7))], [], [none]])
    assert (result["hit"], result["missed"], result["invented"]) == (1, 1, 1)
    assert (result["f1"], result["classes"]) == (0.5, {"invented": 1, "no event": 1})
    assert result["no_major"] == {"right": 1, "of": 1}
