"""The trigger gate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.nlp.gate import Gate

GATE = Gate(["attack", "Protest", "set fire", "straß"])


@pytest.mark.parametrize(
    "text",
    [
        "Rebels ATTACKED the town.",
        "A counter-attack failed",
        "attack",
        "Protesters met.",
        "They set\nfire to it.",
        "set, fire",
        "_attack_",
        "“Attacks”",
        "Strassenbahn",
    ],
)
def test_passes(text: str) -> None:
    assert GATE.passes(text)


@pytest.mark.parametrize("text", ["", "They met.", "heartattack", "upset fire", "atta ck", "3attack", "\ud800"])
def test_holds_back(text: str) -> None:
    assert not GATE.passes(text)


@pytest.mark.parametrize("triggers", [[], [""], ["–", " "]])
def test_without_triggers_everything_passes(triggers: list[str]) -> None:
    assert Gate(triggers).passes("anything")


@settings(max_examples=100)
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_any_text(before: str, after: str) -> None:
    assert GATE.passes(f"{before} attack{after}")
