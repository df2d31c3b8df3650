"""The trigger gate: keeps sentences from the model that hold no word the coder could make an event of."""

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

NO_LETTER = re.compile(r"[\W_]+")
SURROGATES = re.compile("[\ud800-\udfff]")


class Gate:
    """Looks for stems at the beginning of words, case ignored: "attack" finds "Attacked" and "counter-attack", not
    "heartattack". A trigger of several words ("set fire") is found across any white space or punctuation."""

    def __init__(self, triggers: Iterable[str]) -> None:
        stems = sorted({stem for t in triggers if (stem := _normal(t).rstrip()) != ""})
        self._automaton = AhoCorasick(stems) if stems else None

    def passes(self, text: str) -> bool:
        """True when a trigger is in `text`, or when there are no triggers."""
        return self._automaton is None or bool(self._automaton.find_matches_as_indexes(_normal(text)))


def _normal(text: str) -> str:
    """Case-folded, every run of what is no letter or digit one space, one space before the first word."""
    return " " + NO_LETTER.sub(" ", SURROGATES.sub(" ", text.casefold())).lstrip()
