"""The sentences written for measuring are well formed: ids, types, modes, codes, triggers, days, casualties."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bench.quality.casualties import VAGUE
from bench.quality.sentences import load
from schemas.fields import CasualtyKind, Qualifier
from schemas.plover import MODE_SCORE, NON_STATE_CODES, EventType

FILES = {"adversarial": 200, "true": 200, "true2": 200, "true3": 80, "casualties": 150, "casualties2": 60}
FILES |= {"adversarial2": 332, "true4": 118, "adversarial3": 154, "true5": 60}
FIELDS = {
    "adversarial": {"id", "text", "published_at", "why", "words"},
    "true": {"id", "text", "published_at", "type", "mode", "actors", "recipients", "trigger", "when", "where"},
    "casualties": {"id", "text", "published_at", "casualties"},
}
FIELDS |= dict.fromkeys(("adversarial2", "adversarial3"), FIELDS["adversarial"] - {"words"})
FIELDS |= dict.fromkeys(("true4", "true5"), FIELDS["true"])
FIELDS |= {"true2": FIELDS["true"], "true3": FIELDS["true"], "casualties2": FIELDS["casualties"]}
TOLD = ("true", "true2", "true3", "true4", "true5")
MORE = {
    "adversarial": {"allowed"},
    "true": set(),
    "casualties": {"optional", "vague", "qualifier", "on"},
}
MORE |= dict.fromkeys(("adversarial2", "adversarial3"), MORE["adversarial"] | {"words"})
MORE |= dict.fromkeys(("true4", "true5"), MORE["true"])
MORE |= {"true2": MORE["true"], "true3": MORE["true"], "casualties2": MORE["casualties"]}
COUNTRIES = Path(__file__).parents[2] / "services" / "extract" / "place" / "countries.tsv"
CODES = {*NON_STATE_CODES, "UNK"}


@pytest.mark.parametrize("name", FILES)
def test_rows_are_complete_and_unique(name: str) -> None:
    rows = load(name)
    assert len(rows) == FILES[name]
    assert len({r["id"] for r in rows}) == len(rows)
    assert len({r["text"].lower() for r in rows}) == len(rows)
    for row in rows:
        assert FIELDS[name] <= set(row) <= FIELDS[name] | MORE[name], row["id"]
        assert row["text"] == row["text"].strip(), row["id"]
        assert len(row["text"]) < 400, row["id"]
        assert date(2001, 1, 1) <= date.fromisoformat(row["published_at"]) <= date(2026, 12, 31), row["id"]


def test_sentences_without_event_say_why_and_are_balanced() -> None:
    rows = load("adversarial")
    words = Counter(w for r in rows for w in r["words"])
    assert all(r["why"] and r["words"] for r in rows)
    assert all(EventType(t) for r in rows for t in r.get("allowed", []))
    assert len(words) >= 40
    assert max(words.values()) <= 12


def test_sentences_of_other_worlds_say_which() -> None:
    for name in ("adversarial2", "adversarial3"):
        assert all(r["why"] for r in load(name))
        assert all(EventType(t) for r in load(name) for t in r.get("allowed", []))
    rows = load("domain")
    assert {r["public"] for r in rows} == {True, False}
    assert len({r["text"] for r in rows}) == len(rows)


@pytest.mark.parametrize("name", TOLD)
def test_events_have_types_modes_parties_and_triggers_of_their_own(name: str) -> None:
    with COUNTRIES.open(encoding="utf8") as file:
        codes = CODES | {cell for row in csv.reader(file, delimiter="\t") for cell in row if len(cell) == 3}
    for row in load(name):
        modes = {m for t in row["type"] for m in MODE_SCORE.get(EventType(t), {})}
        assert row["type"], row["id"]
        assert row["mode"] is None or set(row["mode"]) <= modes | {None}, row["id"]
        assert row["trigger"] in row["text"], row["id"]
        assert all(code in codes for p in row["actors"] + row["recipients"] for code in p.split("|")), row["id"]
        if row["when"]:
            first, last = map(date.fromisoformat, row["when"])
            assert first <= last, row["id"]
            assert abs((first - date.fromisoformat(row["published_at"])).days) <= 31, row["id"]


@pytest.mark.parametrize("name", TOLD)
def test_weekdays_in_the_text_are_the_expected_day(name: str) -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for row in load(name):
        named = {d for d in days if d in row["text"]}
        if row["when"] and row["when"][0] == row["when"][1] and named:
            assert f"{date.fromisoformat(row['when'][0]):%A}" in named, row["id"]


@pytest.mark.parametrize("name", ["casualties", "casualties2"])
def test_casualties_are_claims_with_their_words(name: str) -> None:
    kinds = {k.value for k in CasualtyKind}
    for row in load(name):
        for kind, least, most in row["casualties"] + row.get("optional", []):
            assert kind in kinds, row["id"]
            assert (least, most) != (None, None), row["id"]
            assert least is None or most is None or 0 < least <= most, row["id"]
        assert row.get("qualifier", "no_major") in set(Qualifier), row["id"]
        if "vague" in row:
            assert len(row["vague"]) == len(row["casualties"]), row["id"]
            assert all(w is None or (w in VAGUE and w in row["text"].lower()) for w in row["vague"]), row["id"]
        if "on" in row:
            assert len(row["on"]) == len(row["casualties"]), row["id"]
            assert all(p in row["text"] for p in row["on"]), row["id"]
