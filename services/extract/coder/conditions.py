"""The little language of the lexicon's column `when`: what must hold of a predicate's surroundings.

    A1 is aid|money; not subject is market; ~to exists or A2 exists; passive; clause

Conditions stand between semicolons and must all hold; "or" parts alternatives. A test names a slot of `slots.Slots`
(A0 … A4, subject, object, ~to, clause, near, modifier …) and asks whether it "exists" or "is" of a class: one of
classes.tsv, one of the built-in classes with @ (what actor resolution knows), or else the word itself.
"""

from dataclasses import dataclass
from typing import Protocol


class Scene(Protocol):
    """What conditions are asked of."""

    def exists(self, slot: str) -> bool:
        """Whether the slot is filled."""
        ...

    def has(self, slot: str, name: str) -> bool:
        """Whether something in the slot is of the class `name`."""
        ...


@dataclass(frozen=True, slots=True)
class Test:
    slot: str
    classes: tuple[str, ...]  # empty: it is enough that the slot is filled
    negated: bool = False

    def holds(self, scene: Scene) -> bool:
        """Whether the scene passes this test."""
        found = any(scene.has(self.slot, c) for c in self.classes) if self.classes else scene.exists(self.slot)
        return found != self.negated


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, one of which must hold; each is a conjunction of tests."""

    alternatives: tuple[tuple[Test, ...], ...]

    def holds(self, scene: Scene) -> bool:
        """Whether one of the alternatives holds."""
        return any(all(t.holds(scene) for t in tests) for tests in self.alternatives)


def read_conditions(text: str) -> tuple[Condition, ...]:
    """Read a cell of the column `when`. Raises ValueError where it is malformed."""
    return tuple(
        Condition(tuple(tuple(_test(t) for t in part.split(" and ")) for part in clause.split(" or ")))
        for clause in map(str.strip, text.split(";"))
        if clause
    )


def _test(text: str) -> Test:
    text = text.strip()
    negated = text.startswith("not ")
    text = text.removeprefix("not ").strip()
    if " is " in text:
        slot, _, names = text.partition(" is ")
        return Test(slot.strip(), tuple(n.strip() for n in names.split("|")), negated)
    slot = text.removesuffix(" exists").strip()
    if slot in ("", "not") or " " in slot:
        raise ValueError(f"no condition: {text!r}")
    return Test(slot, (), negated)
