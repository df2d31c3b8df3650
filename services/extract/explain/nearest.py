"""Rows of the lexicon nearest in meaning to a predicate that it does not list: a hint for whoever extends the lexicon.

Two senses are as near as the engine's embeddings of what PropBank says of them (name, definition, what its roles are),
cosine, and SHARED more where all their classes of VerbNet and frames of FrameNet are the same. Nothing is coded by it:
`bench.quality.nearest` hides the lexicon's entries one lemma at a time, and no threshold is right often enough.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from schemas.plover import EventType
from services.extract.coder.lexicon import Entry, Lexicon
from services.extract.nlp.rolesets import Roleset, Rolesets

Embed = Callable[[str], NDArray[np.float32]]  # a text to a vector of unit length
SHARED = 0.3
# What lies below is not offered. Above it are half of the lexicon's own senses when hidden: the nearest entry of 69 %
# has their type (of all: 54 %), one of three offered for 84 %. Of senses it never had these are 47 % and 71 %, and no
# threshold brings them to 90 % before nothing is left: good enough to be read, not to be coded.
LEAST = 0.81
OFFERED = 3


@dataclass(frozen=True)
class Near:
    """An entry of the lexicon, the type of most of its rows, and how near it is (at most 1 + SHARED)."""

    key: str
    type: EventType
    similarity: float


class Nearest:
    """Finds the entries nearest to a sense. What it embeds of the lexicon it embeds when first asked (2 seconds)."""

    def __init__(self, embed: Embed, lexicon: Lexicon, rolesets: Rolesets) -> None:
        self._embed, self._lexicon, self._rolesets = embed, lexicon, rolesets
        self._known: dict[str, tuple[Near, ...]] = {}

    def of(self, roleset: str) -> tuple[Near, ...]:
        """The nearest entries that are near enough, nearest first; () for what PropBank does not list."""
        found = self._known.get(roleset)
        if found is None:
            near = self.ranked(roleset, OFFERED)
            found = self._known[roleset] = tuple(n for n in near if n.similarity >= LEAST)
        return found

    def ranked(self, roleset: str, most: int, hidden: str | None = None) -> list[Near]:
        """The `most` nearest entries however far, each sense once; hidden: a lemma whose entries are not there."""
        sense = self._rolesets.get(roleset)
        if sense is None:
            return []
        scores = self._vectors @ self._embed(described(sense))
        for number, shared in self._sharing(sense).items():
            scores[number] += SHARED * shared
        out: list[Near] = []
        for number in np.argsort(-scores, kind="stable").tolist():
            key, other = self.entries[number]
            if hidden is not None and (hidden == lemma_of(key) or other.id == roleset):
                continue
            out.append(Near(key, kind_of(self._lexicon.predicates[key]), round(float(scores[number]), 3)))
            if len(out) == most:
                break
        return out

    @cached_property
    def entries(self) -> list[tuple[str, Roleset]]:
        """The keys of events with the sense that each stands for, one key a sense."""
        out: dict[str, tuple[str, Roleset]] = {}
        for key, rows in self._lexicon.predicates.items():
            sense = self._sense(key)
            if sense is not None and any(r.type for r in rows):
                out.setdefault(sense.id, (key, sense))
        return list(out.values())

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return np.stack([self._embed(described(sense)) for _, sense in self.entries])

    def _sharing(self, sense: Roleset) -> dict[int, float]:
        """How much of the smaller set of classes each entry shares with a sense, for those that share any."""
        own = classes_of(sense)
        counts = Counter(number for name in own for number in self._by_class.get(name, ()))
        return {n: count / min(len(own), len(classes_of(self.entries[n][1]))) for n, count in counts.items()}

    @cached_property
    def _by_class(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for number, (_, sense) in enumerate(self.entries):
            for name in classes_of(sense):
                out.setdefault(name, []).append(number)
        return out

    def _sense(self, key: str) -> Roleset | None:
        """The roleset that a key names, else the first one of its verb or phrasal verb."""
        if "." in key:
            return self._rolesets.get(key)
        names = self._rolesets.of(key, "verb") + self._rolesets.of(key.partition("_")[0], "verb")
        own = [name for name in names if name.rpartition(".")[0] == key]
        if not own and "_" in key:
            return None  # "come_under" is no sense of "come"
        return self._rolesets.get((own or names or [""])[0])


def described(sense: Roleset) -> str:
    """What is embedded: "abandon: leave behind (abandoner, entity left behind)"."""
    roles = ", ".join(meaning.partition(" [")[0] for meaning in sense.roles.values())
    return f"{sense.id.rpartition('.')[0].replace('_', ' ')}: {sense.definition} ({roles})"


def classes_of(sense: Roleset) -> frozenset[str]:
    """VerbNet's classes and FrameNet's frames of a sense."""
    return frozenset(sense.verbnet) | frozenset(sense.framenet)


def lemma_of(key: str) -> str:
    """The verb of a key or roleset: "call" of "call_off" and of "call.02"."""
    return key.partition(".")[0].partition("_")[0]


def kind_of(rows: tuple[Entry, ...]) -> EventType:
    """The type of most rows, the first listed among equals."""
    return Counter(r.type for r in rows if r.type).most_common(1)[0][0]
