"""The nearest entries of the lexicon: by what PropBank says of a sense, never below the threshold."""

import numpy as np
import pytest
from numpy.typing import NDArray

from schemas.plover import EventType
from services.extract.coder.lexicon import FILES, Lexicon
from services.extract.explain.nearest import LEAST, OFFERED, SHARED, Nearest, classes_of, described, kind_of, lemma_of
from services.extract.nlp import rolesets

ROWS = """keys\ttype\tmode\tactor\trecipient\twhen\tconfidence
kill slay\tASSAULT\t\tA0\tA1\t\t.9
praise.01\tSUPPORT\t\tA0\tA1\t\t.9
praise.01\t-\t\t\t\tA1 is film\t.5
come_under\tASSAULT\t\tA1\tA0\t\t.5
eat\t-\t\t\t\t\t.5
"""


def lexicon() -> Lexicon:
    return Lexicon(dict.fromkeys(FILES, "head\n") | {"predicates.tsv": ROWS})


class Letters:
    """Embeds a text as the counts of its letters; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        vector = np.array([text.count(chr(c)) for c in range(97, 123)], np.float32) + np.float32(0.01)
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit


def nearest(embed: Letters) -> Nearest:
    return Nearest(embed, lexicon(), rolesets.load())


def test_a_sense_stands_once_and_what_makes_no_event_or_is_no_verb_of_its_own_not_at_all() -> None:
    found = nearest(Letters())
    assert [(key, sense.id) for key, sense in found.entries] == [
        ("kill", "kill.01"),
        ("slay", "slay.01"),
        ("praise.01", "praise.01"),
    ]


def test_the_sense_itself_is_nearest_and_says_all_classes_are_shared() -> None:
    found = nearest(Letters()).ranked("kill.01", 3)
    assert found[0].key == "kill"
    assert found[0].similarity == pytest.approx(1 + SHARED, abs=0.001)
    assert found == sorted(found, key=lambda n: -n.similarity)


def test_hidden_lemmas_are_not_there() -> None:
    hidden = nearest(Letters()).ranked("kill.01", 3, hidden="kill")
    assert [n.key for n in hidden] == ["slay", "praise.01"] or [n.key for n in hidden] == ["praise.01", "slay"]


def test_nothing_is_offered_below_the_threshold_or_for_a_sense_unknown_to_propbank() -> None:
    embed = Letters()
    found = nearest(embed)
    offered = found.of("murder.01")
    assert all(n.similarity >= LEAST for n in offered)
    assert len(offered) <= OFFERED
    assert found.of("barrackify.01") == ()
    before = len(embed.asked)
    assert found.of("murder.01") == offered
    assert len(embed.asked) == before


def test_what_is_embedded_is_name_definition_and_roles() -> None:
    sense = rolesets.load().get("abandon.01")
    assert sense is not None
    assert described(sense) == "abandon: leave behind (abandoner, entity left behind, attribute of arg1)"
    assert {"leave-51.2", "Departing"} <= classes_of(sense)
    assert (lemma_of("call_off"), lemma_of("call.02"), lemma_of("call_off.01")) == ("call", "call", "call")
    assert kind_of(lexicon().predicates["praise.01"]) is EventType.SUPPORT
