"""What is known of each word of one sentence: the classes that list it, its parties, the entities the model reads."""

from typing import Protocol

from schemas.plover import Sector
from services.extract.coder.lexicon import Lexicon
from services.extract.coder.phrase import NOMINAL, names_of, preposition
from services.extract.document import ActorMention, Document, Parse

PERSONAL = {"he", "she", "him", "her", "they", "them", "who", "whom", "i", "we", "us", "you", "himself", "themselves"}
OWNERS = ("nmod:poss", "amod", "compound", "nmod", "det:poss", "flat")
HOMES = frozenset({"country", "nation", "homeland"})
"""Whose it is speaks for it: "his country opposed any action"."""
PLACED = ("in", "of", "from", "near", "at", "outside")


def useful(mention: ActorMention) -> bool:
    """Whether a mention can be a party of a record."""
    if mention.kind in ("thing", "pronoun"):
        return False
    return bool(
        mention.country or mention.sector or mention.name or mention.kind in ("person", "group", "organisation")
    )


class ActorResolver(Protocol):
    """Who a phrase means: `services.extract.actors.resolver.ActorResolver`, or a double in tests."""

    def resolve(self, document: Document, sentence_index: int, token: int) -> list[ActorMention]:
        """The parties of the phrase headed by `token`; several where it is coordinated, [] where it names none."""
        ...


class Words:
    """The words of one sentence as the lexicon and actor resolution know them."""

    def __init__(
        self, lexicon: Lexicon, resolver: ActorResolver, document: Document, sentence: int, parse: Parse
    ) -> None:
        self.lexicon, self.document, self.sentence, self.parse = lexicon, document, sentence, parse
        self._resolver = resolver
        self._mentions: dict[int, list[ActorMention]] = {}
        self._names: dict[int, frozenset[str]] = {}

    def names(self, token: int) -> frozenset[str]:
        """What the noun `token` may be listed as, see `phrase.names_of`."""
        found = self._names.get(token)
        if found is None:
            found = self._names[token] = frozenset(names_of(self.parse, token))
        return found

    def mentions(self, token: int) -> list[ActorMention]:
        """Parties of the phrase of `token` as actor resolution gives them."""
        if token not in self._mentions:
            self._mentions[token] = self._resolver.resolve(self.document, self.sentence, token)
        return self._mentions[token]

    def listed(self, token: int, *names: str) -> bool:
        """Whether the word is listed in one of the classes."""
        words = self.names(token)
        return any(self.lexicon.any_in_class(n, words) for n in names)

    def sectors(self, token: int) -> set[Sector]:
        """All sectors of the parties of the phrase."""
        return {s for m in self.known(token) for s in (m.sector, *m.other_sectors) if s}

    def known(self, token: int) -> list[ActorMention]:
        """The parties of the phrase that mean something: a country or a sector, and no mere thing."""
        own = [m for m in self.mentions(token) if m.kind != "thing" and (m.country or m.sector or m.kind == "person")]
        whose = self.parse.lemmas[token].lower() in HOMES or self.listed(token, "vehicle_or_weapon")
        return own or (self.owner(token) if whose else [])

    def owner(self, token: int) -> list[ActorMention]:
        """Whose a thing is: "Ukraine's grid", "Russian drones", "a hospital in Gaza"."""
        for relation in OWNERS:
            for c in self.parse.children[token]:
                if self.parse.deprels[c] != relation:
                    continue
                if self.parse.upos[c] == "PRON" and self.parse.lemmas[token].lower() not in HOMES:
                    continue
                if relation == "nmod" and preposition(self.parse, c) not in (*PLACED, None):
                    continue
                found = [m for m in self.mentions(c) if useful(m)]
                if found:
                    return found
        return []

    def noun(self, token: int) -> bool:
        """Whether the word can head a noun phrase."""
        return self.parse.upos[token] in NOMINAL or (self.parse.upos[token] == "ADJ" and bool(self.mentions(token)))

    def pronoun(self, token: int) -> bool:
        """Whether it is a personal pronoun or a bare number: "killed him", "wounded 11"."""
        return self.parse.words[token].lower() in PERSONAL or self.parse.upos[token] == "NUM"

    def person_entity(self, token: int) -> bool:
        """Whether the model reads the word as a person's name."""
        return any(e.first <= token < e.last and e.kind == "PER" for e in self.parse.entities)

    def place_entity(self, token: int) -> bool:
        """Whether the model reads the word as a place name."""
        return any(e.first <= token < e.last and e.kind == "LOC" for e in self.parse.entities)
