"""Circumstances of a predicate that lie behind several prepositions: what caused it, where it led."""

from typing import Protocol

from services.extract.coder.phrase import SUBJECTS, preposition
from services.extract.document import Parse

CAUSING = ("in", "by", "from", "of", "after", "during", "when", "with", "because")
LEADING = ("to", "in", "into", "at", "for")


class Slots(Protocol):
    """A predicate whose prepositions and engine roles can be asked for: `slots.Slots`."""

    @property
    def parse(self) -> Parse: ...

    @property
    def token(self) -> int: ...

    def oblique(self, word: str) -> list[int]: ...

    def role(self, *names: str) -> list[int]: ...


def causes(slots: Slots) -> list[int]:
    """What brought the act about, a weapon, an attack or an accident: "killed in a blast", "died after being shot"."""
    p = slots.parse
    out = [
        c
        for w in CAUSING
        for c in slots.oblique(w)
        if w != "of" or p.upos[c] != "PROPN"  # no tiger kills "the leader of the Tamil Tigers"
    ]
    out += slots.role("A0", "CAU", "MNR", "A2", "A3")
    for c in p.children[slots.token]:
        if p.deprels[c] == "advcl":
            out += [c, *(s for s in p.children[c] if p.deprels[s] in SUBJECTS)]
    return out


def destinations(slots: Slots) -> list[int]:
    """Where somebody or something went: "flew to Cairo", "arrived in Oslo"."""
    p = slots.parse
    out = [
        t
        for w in LEADING
        for t in slots.oblique(w)
        if p.deprels[t] in ("obl", "nmod") and p.upos[t] in ("PROPN", "NOUN")
    ]
    out += [
        t
        for t in slots.role("A4", "DIR", "GOL")
        if p.upos[t] in ("PROPN", "NOUN") and t not in out and preposition(p, t) not in ("from",)
    ]
    return out
