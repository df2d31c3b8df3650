"""The lexicon's tables say only what the code understands."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.plover import EventType, check_mode
from services.extract.coder.conditions import Test as Check
from services.extract.coder.conditions import read_conditions
from services.extract.coder.kinds import BUILT_IN
from services.extract.coder.lexicon import Entry, Lexicon
from services.extract.nlp.gate import Gate

SLOT = re.compile(
    r"A\d|PRP|LOC|MOD|story|subject|object|clause|clause_subject|passive|near|modifier|compound|key|cause|destination|projected"
    r"|predicative|hostage|joint|poss|adj|~?[a-z]+|[a-z]+_A1"
)
ROLE = re.compile(
    r"A\d|UNK|host|subject|object|clause_subject|clause_object|for_subject|poss|adj|~?[a-z]+|[a-z]+_(A1|~in)"
)


def entries(lexicon: Lexicon) -> Iterator[Entry]:
    for table in (lexicon.predicates, lexicon.nominals):
        for found in table.values():
            yield from found


def checks(lexicon: Lexicon) -> Iterator[Check]:
    for entry in entries(lexicon):
        for condition in entry.conditions:
            for alternative in condition.alternatives:
                yield from alternative


def test_every_type_has_entries(lexicon: Lexicon) -> None:
    assert {e.type for e in entries(lexicon)} >= set(EventType)


def test_slots_roles_classes_and_confidences_are_known(lexicon: Lexicon) -> None:
    for check in checks(lexicon):
        assert SLOT.fullmatch(check.slot), check
        for name in check.classes:
            assert not name.startswith("@") or name in BUILT_IN, check
    for entry in entries(lexicon):
        assert 0 < entry.confidence <= 1, entry
        for role in re.split(r"[/+]", f"{entry.actor}/{entry.recipient}"):
            assert not role or ROLE.fullmatch(role), entry


def test_weapons_and_fixed_modes_are_plovers(lexicon: Lexicon) -> None:
    for mode in lexicon.weapons.values():
        check_mode(EventType.ASSAULT, mode)
    for entry in entries(lexicon):
        if entry.type and entry.mode and entry.mode[0] not in "?=":
            check_mode(entry.type, entry.mode)


def test_the_gate_lets_every_event_through(lexicon: Lexicon) -> None:
    gate = Gate(lexicon.triggers())
    table = (Path(__file__).parent / "events.tsv").read_text("utf-8").splitlines()[1:]
    shut = [s for row in table if not gate.passes(s := row.split("\t")[-1])]
    assert not shut
    assert not gate.passes("It was a sunny afternoon in June.")


@pytest.mark.parametrize("text", ["A1 of aid", "not ", "A1 is aid; of what kind"])
def test_a_malformed_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no condition"):
        read_conditions(text)


def test_conditions_read_negation_alternatives_and_classes() -> None:
    (first, second) = read_conditions("not A1 is aid|money; passive or ~to exists and clause")
    assert first.alternatives == ((Check("A1", ("aid", "money"), True),),)
    assert second.alternatives == ((Check("passive", ()),), (Check("~to", ()), Check("clause", ())))


def test_the_version_follows_the_tables(lexicon: Lexicon) -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", lexicon.version)
