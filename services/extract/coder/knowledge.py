"""What the coder may ask of a word: the classes that conditions name, listed ones and those that actors decide (@…)."""

from collections.abc import Callable
from typing import Protocol

from schemas.plover import Sector
from services.extract.coder.lexicon import Lexicon
from services.extract.coder.phrase import NOMINAL, content, names_of, preposition
from services.extract.document import ActorMention, Document, Parse

ARMED = {Sector.MIL, Sector.REB, Sector.UAF, Sector.PRM, Sector.COP, Sector.SPY, Sector.CRM}
STATE = {Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.COP, Sector.SPY}
POLITICAL = STATE | {Sector.PTY, Sector.ELI, Sector.OPP, Sector.REB, Sector.PRE}
CIVIL = {Sector.CVL, Sector.LAB, Sector.OPP, Sector.EDU, Sector.REF, Sector.SOC, Sector.REL, Sector.AGR, Sector.MED}
INTERGOVERNMENTAL = {"UNO", "IGO", "EUR"}
PERSONAL = {"he", "she", "him", "her", "they", "them", "who", "whom", "i", "we", "us", "you", "himself", "themselves"}


OWNERS = ("nmod:poss", "amod", "compound", "nmod", "det:poss", "flat")
PLACED = ("in", "of", "from", "near", "at", "outside")
DESCRIBING = ("nmod:desc", "compound", "appos", "flat", "amod")


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


class Knowledge:
    """Questions about the words of one sentence, answered from the lexicon and actor resolution."""

    def __init__(
        self, lexicon: Lexicon, resolver: ActorResolver, document: Document, sentence: int, parse: Parse
    ) -> None:
        self.lexicon, self.document, self.sentence, self.parse = lexicon, document, sentence, parse
        self._resolver = resolver
        self._mentions: dict[int, list[ActorMention]] = {}

    def mentions(self, token: int) -> list[ActorMention]:
        """Parties of the phrase of `token` as actor resolution gives them."""
        if token not in self._mentions:
            self._mentions[token] = self._resolver.resolve(self.document, self.sentence, token)
        return self._mentions[token]

    def is_a(self, token: int, name: str) -> bool:
        """Whether the noun or verb `token` (or a word coordinated with it, or what it counts) is of the class."""
        tokens = [
            t for c in [token, *self._coordinated(token)] for t in content(self.parse, c, self.lexicon.transparent)
        ]
        if name.startswith("@"):
            test = BUILT_IN[name]
            return any(test(self, t) for t in tokens)
        return any(self.lexicon.in_class(name, word) for t in tokens for word in names_of(self.parse, t))

    def _coordinated(self, token: int) -> list[int]:
        return [c for c in self.parse.children[token] if self.parse.deprels[c] == "conj"]

    def listed(self, token: int, *names: str) -> bool:
        """Whether the word is listed in one of the classes."""
        return any(self.lexicon.in_class(n, word) for n in names for word in names_of(self.parse, token))

    def sectors(self, token: int) -> set[Sector]:
        """All sectors of the parties of the phrase."""
        return {s for m in self.known(token) for s in (m.sector, *m.other_sectors) if s}

    def known(self, token: int) -> list[ActorMention]:
        """The parties of the phrase that mean something: a country or a sector, and no mere thing."""
        own = [m for m in self.mentions(token) if m.kind != "thing" and (m.country or m.sector or m.kind == "person")]
        return own or (self.owner(token) if self.listed(token, "vehicle_or_weapon") else [])

    def owner(self, token: int) -> list[ActorMention]:
        """Whose a thing is: "Ukraine's grid", "Russian drones", "a hospital in Gaza"."""
        for relation in OWNERS:
            for c in self.parse.children[token]:
                if self.parse.deprels[c] != relation or self.parse.upos[c] == "PRON":
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


def _living(k: Knowledge, t: int) -> bool:
    return (
        k.listed(t, "person", "crowd")
        or k.pronoun(t)
        or k.person_entity(t)
        or any(m.kind in ("person", "group") for m in k.mentions(t))
    )


def _official(k: Knowledge, t: int) -> bool:
    described = [t, *(c for c in k.parse.children[t] if k.parse.deprels[c] in DESCRIBING)]
    if any(k.listed(c, "official") for c in described) or any(m.kind == "state" for m in k.mentions(t)):
        return True
    return any((m.sector in POLITICAL) or m.country in INTERGOVERNMENTAL for m in k.known(t))


def _state(k: Knowledge, t: int) -> bool:
    return any(m.kind == "state" or m.sector in STATE for m in k.known(t))


def _armed(k: Knowledge, t: int) -> bool:
    return bool(k.sectors(t) & ARMED) or k.listed(t, "troops", "rebel", "police")


def _actor(k: Knowledge, t: int) -> bool:
    return bool(k.known(t))


def _people(k: Knowledge, t: int) -> bool:
    return _living(k, t) or any(m.kind in ("organisation", "group") for m in k.mentions(t)) or k.listed(t, "union")


def _place(k: Knowledge, t: int) -> bool:
    return k.place_entity(t) or any(m.kind == "state" for m in k.mentions(t))


def _any_place(k: Knowledge, t: int) -> bool:
    return _place(k, t) or k.listed(t, "building", "territory", "place")


def _target(k: Knowledge, t: int) -> bool:
    return (
        _living(k, t)
        or _any_place(k, t)
        or _actor(k, t)
        or k.listed(t, "energy_infrastructure", "arms", "ships", "aircraft", "troops", "police")
    )


def _igo(k: Knowledge, t: int) -> bool:
    return any(m.country in INTERGOVERNMENTAL or m.country == "NGO" for m in k.mentions(t))


def _several(k: Knowledge, t: int) -> bool:
    plural = k.parse.xpos[t] in ("NNS", "NNPS") or k.parse.words[t].lower() in ("they", "both", "we", "two", "all")
    return len(k.mentions(t)) > 1 or (plural and (k.listed(t, "several") or bool(k.known(t))))


def _visitor(k: Knowledge, t: int) -> bool:
    if k.listed(t, "mission_of") or (k.listed(t, "official") and k.parse.upos[t] == "NOUN"):
        return True
    return any(
        m.kind in ("person", "group")
        and (m.sector in POLITICAL or m.sector == Sector.REL or m.country in INTERGOVERNMENTAL)
        for m in k.known(t)
    )


def _negative(k: Knowledge, t: int) -> bool:
    words = [w for d in k.parse.subtree(t) for w in (k.parse.lemmas[d].lower(), k.parse.words[d].lower())]
    words += names_of(k.parse, t)
    return any(k.lexicon.evaluation.get(w) in ("negative", "negative verb") for w in words)


def _infinitive(k: Knowledge, t: int) -> bool:
    return any(k.parse.words[c].lower() == "to" for c in k.parse.children[t] if k.parse.deprels[c] in ("mark", "aux"))


def _finite(k: Knowledge, t: int) -> bool:
    """Whether a clause says that something is so: "protested that the data were wrong"."""
    return k.parse.deprels[t] == "ccomp" and not _infinitive(k, t)


def _group(k: Knowledge, t: int) -> bool:
    return any(m.kind in ("organisation", "group") for m in k.known(t)) or k.listed(t, "group")


def _captive(k: Knowledge, t: int) -> bool:
    return k.listed(t, "captive") or k.person_entity(t)


def _civilian(k: Knowledge, t: int) -> bool:
    return _living(k, t) and not _armed(k, t)


def _civilians(k: Knowledge, t: int) -> bool:
    """People who are neither armed nor in office."""
    if not _people(k, t) or _armed(k, t) or k.listed(t, "official"):
        return False
    return any(m.kind == "group" and m.sector in (None, *CIVIL) for m in k.mentions(t))


def _deed(k: Knowledge, t: int) -> bool:
    return k.listed(t, "deed") and any(k.parse.deprels[c] in ("nmod:poss", "nmod", "amod") for c in k.parse.children[t])


def _fired_upon(k: Knowledge, t: int) -> bool:
    return k.parse.words[t].lower() in ("them", "it", "one", "some", "most") or k.parse.upos[t] == "NUM"


def _country(k: Knowledge, t: int) -> bool:
    return any(m.kind == "state" for m in k.mentions(t))


def _inert(k: Knowledge, t: int) -> bool:
    """What can kill only by accident or as a figure of speech: "fog", "the waiting"; no people, weapon or attack."""
    if k.parse.upos[t] != "NOUN" or _living(k, t) or _actor(k, t) or _armed(k, t):
        return False
    return not k.listed(t, "weapon", "attack", "explosive", "violent_means", "fire_projectile", "harm_source")


def _present(k: Knowledge, t: int) -> bool:
    """Whether a clause states how things are, no intention: "agreed that prices are too high"."""
    if not _finite(k, t):
        return False
    verbs = [t, *(c for c in k.parse.children[t] if k.parse.deprels[c] in ("aux", "cop", "aux:pass"))]
    if any(k.parse.xpos[v] == "MD" for v in verbs):
        return False
    return any(k.parse.xpos[v] in ("VBZ", "VBD") or k.parse.words[v].lower() in ("are", "have") for v in verbs)


def _pair(k: Knowledge, t: int) -> bool:
    """Parties of two countries at least."""
    return len({m.country for m in k.mentions(t) if m.country}) > 1


BUILT_IN: dict[str, Callable[[Knowledge, int], bool]] = {
    "@abstract": lambda k, t: k.listed(t, "abstract") and not _actor(k, t),
    "@actor": _actor,
    "@actor_foreign": _actor,
    "@actor_state": _state,
    "@any_noun": lambda k, t: k.noun(t),
    "@any_place": _any_place,
    "@armed": _armed,
    "@bad_act": lambda k, t: k.listed(t, "bad_act"),
    "@captive": _captive,
    "@civilians": _civilians,
    "@deed": _deed,
    "@deictic_aircraft": _fired_upon,
    "@finite": _finite,
    "@group": _group,
    "@igo": _igo,
    "@inert": _inert,
    "@living": _living,
    "@living_civilian": _civilian,
    "@living_one": lambda k, t: k.person_entity(t),
    "@meeting": lambda k, t: k.listed(t, "talks", "visit", "summit"),
    "@negative": _negative,
    "@ngo": lambda k, t: any(m.country == "NGO" for m in k.mentions(t)),
    "@none": lambda k, t: False,
    "@official": _official,
    "@official_other": _official,
    "@pair": _pair,
    "@people": _people,
    "@place": _place,
    "@plan": lambda k, t: k.listed(t, "abstract", "proposal"),
    "@present": _present,
    "@rescuer": lambda k, t: bool(k.sectors(t) & {Sector.COP, Sector.MIL}) and not k.listed(t, "rebel"),
    "@several": _several,
    "@state": _state,
    "@state_name": _country,
    "@target": _target,
    "@to_clause": _infinitive,
    "@visitor": _visitor,
}
