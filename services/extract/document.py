"""What the rooms of extract hand each other: a parsed document and the expressions found in it.

All offsets are code points in `Document.text`, ends exclusive. Tokens of a sentence are numbered from 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from schemas.fields import Basis, CasualtyKind, Granularity, Qualifier
from schemas.plover import Sector


@dataclass(frozen=True, slots=True)
class Argument:
    """A role of a frame (A0 … A4, TMP, LOC, NEG, MOD, ADV, MNR, PRP, CAU, DIR, …) and the head token that fills it."""

    role: str
    token: int
    probability: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with its PropBank roleset and arguments.

    kind: verb, noun, adj or light. factual, dynamic, hypothetical, particular: about -1.3 … 1.3, 0 the middle; plain
    negation does not move `factual`, so look for the role NEG first. event: of nouns, probability that it is an event.
    """

    token: int
    kind: str
    roleset: str
    probability: float
    sense_probability: float
    factual: float
    dynamic: float
    hypothetical: float
    particular: float
    event: float
    arguments: tuple[Argument, ...]

    def role(self, *names: str) -> Argument | None:
        """The first argument under one of `names`, in the order of the names."""
        return next((a for n in names for a in self.arguments if a.role == n), None)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens first … last - 1; kind PER ORG LOC DATE EVENT MISC."""

    first: int
    last: int
    kind: str
    probability: float


@dataclass(frozen=True)
class Parse:
    """The language model's reading of one sentence, with no trace of where it stood: this is what the cache keeps.

    spans: token (start, end) relative to the sentence. heads: token number of the head, -1 for the root.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    entities: tuple[Entity, ...]
    frames: tuple[Frame, ...]
    embedding: NDArray[np.float32]  # [384], unit length

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Dependents of each token, in text order."""
        out: list[list[int]] = [[] for _ in self.words]
        for i, h in enumerate(self.heads):
            if h >= 0:
                out[h].append(i)
        return tuple(map(tuple, out))

    @cached_property
    def frame_at(self) -> dict[int, Frame]:
        """The frame of each predicate token."""
        return {f.token: f for f in self.frames}

    def child(self, token: int, *deprels: str) -> int | None:
        """First dependent of `token` whose relation (subtype included) is one of `deprels`."""
        return next((c for c in self.children[token] if self.deprels[c] in deprels), None)

    def subtree(self, token: int, without: frozenset[str] = frozenset()) -> list[int]:
        """`token` and everything below it in text order; `without`: relations not to go down, at any depth."""
        out, stack = [], [token]
        while stack:
            t = stack.pop()
            out.append(t)
            stack += [c for c in self.children[t] if self.deprels[c] not in without]
        return sorted(out)

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads of `token` from the nearest up to the root."""
        seen = {token}
        while (token := self.heads[token]) >= 0 and token not in seen:
            seen.add(token)
            yield token


@dataclass(frozen=True)
class Sentence:
    """A sentence in its place. `parse` is None where the trigger gate kept it from the model."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    parse: Parse | None

    def span(self, first: int, last: int | None = None) -> tuple[int, int]:
        """Document offsets of tokens first … last (inclusive; `first` alone without it). Needs `parse`."""
        assert self.parse is not None
        return (
            self.start + self.parse.spans[first][0],
            self.start + self.parse.spans[first if last is None else last][1],
        )


@dataclass(frozen=True)
class Document:
    """One article, split and parsed. `published` is its date: what "yesterday" counts from."""

    text: str
    published: date
    sentences: tuple[Sentence, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """type: TIMEX3 DATE TIME DURATION SET; value: TIMEX3 value. Interval days are inclusive; None = open or unknown."""

    start: int
    end: int
    sentence: int
    text: str
    type: str
    value: str
    interval_start: date | None
    interval_end: date | None
    granularity: Granularity
    basis: Basis


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym of the text and the entry of the gazetteer it means. country: alpha-3. resolution as in `Where`.

    metonym: it stands for a government or a people, not for a place of an event. approximate: the gazetteer lacks it,
    and the point is that of a place named beside it, which may not hold it.
    """

    start: int
    end: int
    sentence: int
    text: str
    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    resolution: int
    metonym: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A party: its phrase, head token and what it means. kind: person, group, organisation, state, pronoun, thing."""

    start: int
    end: int
    sentence: int
    token: int
    text: str
    kind: str
    name: str | None = None
    country: str | None = None
    sector: Sector | None = None
    other_sectors: tuple[Sector, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with what it counts: `token` is the number's, `unit` the lemma of the noun counted ("civilian")."""

    start: int
    end: int
    sentence: int
    token: int
    text: str
    value: float
    min: float | None
    max: float | None
    unit: str | None
    qualifier: Qualifier | None


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A casualty claim tied to the word that makes it one ("killed", "injured"). `verb`: that word's token."""

    start: int
    end: int
    sentence: int
    verb: int
    text: str
    kind: CasualtyKind
    min: int | None
    max: int | None
    qualifier: Qualifier | None
    victims: str | None


@dataclass(frozen=True)
class Layers:
    """Everything the resolvers found in one document, each list in text order."""

    times: list[TimeExpression] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    quantities: list[QuantityMention] = field(default_factory=list)
    casualties: list[CasualtyMention] = field(default_factory=list)
