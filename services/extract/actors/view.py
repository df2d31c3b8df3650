"""A sentence as actor resolution sees it: its words, the names of the tables found in them, its named entities."""

from dataclasses import dataclass
from functools import cached_property

from services.extract.actors.match import Hit, find
from services.extract.actors.names import capitalised
from services.extract.actors.tables import ActorTables
from services.extract.document import Entity, Parse

_DIRECTIONS = ("north", "south", "east", "west", "central", "upper", "lower", "the", "and", "'s", "’s", "-", "mainland")


@dataclass(frozen=True)
class View:
    """parse is None for a bare name or description given without a sentence."""

    words: tuple[str, ...]
    parse: Parse | None
    hits: tuple[Hit, ...]
    entities: tuple[Entity, ...]

    @classmethod
    def of(cls, parse: Parse, tables: ActorTables) -> "View":
        """The view of a parsed sentence."""
        named = (e for e in parse.entities if e.kind in ("PER", "ORG", "LOC", "MISC"))
        entities = tuple(e for e in named if any(capitalised(w) for w in parse.words[e.first : e.last]))
        return cls(parse.words, parse, tuple(find(parse.words, tables)), entities)

    @cached_property
    def hit_at(self) -> dict[int, Hit]:
        """The name that covers a token."""
        return {t: h for h in self.hits for t in range(h.first, h.last)}

    @cached_property
    def entity_at(self) -> dict[int, Entity]:
        """The named entity that covers a token."""
        return {t: e for e in self.entities for t in range(e.first, e.last)}

    def swallowed(self, hit: Hit) -> bool:
        """Whether `hit` is only part of a longer name: the Jordan of "Jordan Peterson", the Mexico of "New Mexico"."""
        e = self.entity_at.get(hit.first)
        within = e is not None and e.first <= hit.first and e.last >= hit.last
        if e is None or not within or e.last - e.first == hit.last - hit.first:
            return False
        if e.kind == "LOC":
            rest = [w.lower() for w in (*self.words[e.first : hit.first], *self.words[hit.last : e.last])]
            region = any(u[1].kind == "region" for u in hit.uses)
            return region or not all(w.startswith(_DIRECTIONS) for w in rest)
        if e.kind == "ORG":
            return not hit.uses and e.first < hit.first and hit.last < e.last
        return e.kind in ("PER", "MISC")
