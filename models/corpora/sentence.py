"""A sentence with its gold annotation, in whatever layers its corpus has."""

from dataclasses import dataclass, field
from typing import NamedTuple


class GoldFrame(NamedTuple):
    """A PropBank predicate; an argument is the head token of its span. Tokens count from 0."""

    token: int
    kind: str  # verb, noun, adj, light
    roleset: str
    arguments: list[tuple[str, int]]


class GoldEntity(NamedTuple):
    """Tokens first … last - 1; kind PER ORG LOC DATE EVENT MISC, or "?": marked, but as none of these."""

    first: int
    last: int
    kind: str


@dataclass
class Sentence:
    """One tokenised sentence; lists have one item a token.

    heads: as in `Parse`, -1 for the root; empty, as upos … deprels are, where the corpus has no syntax. entity_scheme:
    what `entities` cover, see `entities.py`. frames: None where not annotated; frame_scope: "all" or "verb".
    facts: token to (factual, dynamic, hypothetical, particular, event), None where unknown.
    """

    words: list[str]
    source: str
    genre: str = ""
    document: str = ""
    id: str = ""
    entities: list[GoldEntity] = field(default_factory=list)
    entity_scheme: str = "none"
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    frames: list[GoldFrame] | None = None
    frame_scope: str = ""
    facts: dict[int, tuple[float | None, ...]] = field(default_factory=dict)
