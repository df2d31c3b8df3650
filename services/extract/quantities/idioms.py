"""Turns of phrase that say people came to harm: "took 30 people hostage", "lost their lives", "are in custody".

Each is a pattern of a few words kept as data; the people it is about must be counted or plainly people.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.fields import CasualtyKind
from services.extract.document import Parse
from services.extract.quantities.harm import ABDUCTED, DETAINED, DISPLACED, HELD, INJURED, KILLED
from services.extract.quantities.roles import SUBJECT, Roles
from services.extract.quantities.victims import People
from services.extract.quantities.words import wordset


@dataclass(frozen=True, slots=True)
class Fate:
    """`verbs` that bring their object, by `prepositions`, to one of `ends`. own: the end belongs to the people.

    bare: no article stands before the end ("took them to hospital" is care, "sent them to the hospital" may be work).
    """

    kind: CasualtyKind
    verbs: frozenset[str]
    prepositions: frozenset[str]
    ends: frozenset[str]
    own: bool = False
    bare: bool = False


_HOME = wordset("home house village land town neighbourhood neighborhood farm property homeland apartment")
_WARDS = wordset("hospital clinic infirmary")
_KEPT = wordset("take place put bring hold keep remand")
FATES = (
    Fate(DETAINED, _KEPT, wordset("into in"), wordset("custody detention")),
    Fate(DETAINED, _KEPT, wordset("under"), wordset("arrest")),
    Fate(DETAINED, wordset("put place hold keep"), wordset("behind"), wordset("bar")),
    Fate(DISPLACED, wordset("drive force chase push expel"), wordset("from of out off"), _HOME, own=True),
    Fate(
        DISPLACED, wordset("drive force"), wordset("into to"), wordset("exile mountain hill forest bush camp shelter")
    ),
    Fate(INJURED, wordset("leave put send treat"), wordset("in to at into"), _WARDS, bare=True),
    Fate(INJURED, wordset("treat"), wordset("for"), wordset("wound injury burn inhalation")),
)
"""What is done to an object."""

PASSIVE_FATES = (Fate(INJURED, wordset("take rush airlift admit transport fly evacuate"), wordset("to into"), _WARDS),)
"""What is only said with certainty of a passive subject."""

_REMAIN = wordset("be remain stay lie")
STAYS = (
    Fate(DETAINED, _REMAIN, wordset("in"), wordset("custody detention")),
    Fate(DETAINED, _REMAIN, wordset("under"), wordset("arrest")),
    Fate(DETAINED, _REMAIN, wordset("behind"), wordset("bar")),
    Fate(INJURED, _REMAIN, wordset("in"), wordset("hospital care"), bare=True),
)
"""Where the subject is. One person in hospital may be ill: where `kind` is injured, several must be counted."""

WOUNDS = wordset("wound injury burn fracture concussion")
SUFFER = wordset("suffer sustain receive nurse")
FLIGHT = wordset("flee evacuate")
LEAVING = wordset("leave abandon vacate quit")
COMPEL = wordset("force compel oblige prompt cause")
PARTICLES: dict[tuple[str, str], CasualtyKind] = {
    ("round", "up"): DETAINED,
    ("lock", "up"): DETAINED,
    ("lead", "away"): DETAINED,
    ("haul", "away"): DETAINED,
    ("haul", "off"): DETAINED,
    ("carry", "off"): ABDUCTED,
    ("gun", "down"): KILLED,
    ("cut", "down"): KILLED,
}
HUMAN_ONLY = {"hang": KILLED, "crucify": KILLED}
"""Verbs that only mean harm when it is people they are done to."""
SEIZE = wordset("capture seize snatch grab")
REFUGE, ASYLA = wordset("shelter refuge"), wordset("camp forest jungle church mosque school monastery border hill")
HOLD = wordset("hold keep take seize")
CAPTORS = wordset(
    "rebel militant gunman pirate kidnapper bandit insurgent fighter captor extremist jihadist terrorist faction"
    " guerrilla"
)
GUARDS = wordset(
    "police army troop force soldier officer agent marine navy authority government commando guard policeman court"
)
OUTLAWS = wordset(
    "suspect soldier fighter militant rebel insurgent troop gunman terrorist smuggler pirate criminal gangster"
    " trafficker mercenary deserter attacker raider jihadist guerrilla"
)

TRIGGERS: frozenset[str] = (
    frozenset().union(*(f.verbs for f in (*FATES, *PASSIVE_FATES, *STAYS)), *(f.ends for f in STAYS))
    | {verb for verb, _ in PARTICLES}
    | HUMAN_ONLY.keys()
    | COMPEL
    | SEIZE
    | HOLD
    | SUFFER
    | WOUNDS
    | {"lose"}
)
"""Lemmas of verbs and nouns that an idiom hangs on."""

Found = tuple[CasualtyKind, int]


class Idioms:
    """Finds the idioms of one parse."""

    def __init__(self, parse: Parse, people: People, roles: Roles) -> None:
        self.parse, self.people, self.roles = parse, people, roles

    def at(self, token: int) -> Iterator[Found]:
        """(kind, head of the people) of each idiom whose main word is at `token`."""
        upos = self.parse.upos[token]
        if upos == "VERB":
            if not self.roles.unreal(token):
                yield from self._verb(token, self.parse.lemmas[token].lower())
        elif upos == "NOUN":
            yield from self._noun(token)

    def _verb(self, token: int, lemma: str) -> Iterator[Found]:
        kind = self._particle(token, lemma) or HUMAN_ONLY.get(lemma)
        if kind:
            yield from self._done(token, kind)
        for fate in FATES + (PASSIVE_FATES if self.parse.child(token, "aux:pass") is not None else ()):
            if lemma in fate.verbs and any(self._ends(c, fate) for c in self._below(token)):
                yield from self._done(token, fate.kind, counted=fate.kind is INJURED)
        if lemma in COMPEL and self._compelled(token):
            yield from self._done(token, DISPLACED)
        if lemma in SEIZE:
            yield from self._seized(token)
        if lemma in HOLD:
            yield from self._held(token, lemma)
        if lemma in SUFFER and any(self.people.noun(c) in WOUNDS for c in self._objects(token)):
            yield from self._all(INJURED, self.roles.subjects(token))
        refuge = lemma in ("take", "seek") and any(self.people.noun(c) in REFUGE for c in self._objects(token))
        if refuge and any(self.people.noun(c) in ASYLA for c in self._below(token)):
            yield from self._fled(token)
        if lemma == "take" and (held := self._prisoners(token)) is not None:
            yield DETAINED if self._doers(token) & GUARDS else ABDUCTED, held
        if lemma == "lose" and any(self._own_lives(c) for c in self._objects(token)):
            yield from self._all(KILLED, self.roles.subjects(token))
        if lemma in _REMAIN:
            for fate in STAYS:
                if any(self._ends(c, fate) for c in self._below(token)):
                    yield from self._stay(fate.kind, self.roles.subjects(token))

    def _noun(self, token: int) -> Iterator[Found]:
        """ "are in custody", and wounds nursed where the verb was read as an adjective."""
        subject = self.parse.child(token, *SUBJECT)
        if subject is None or self.parse.child(token, "cop") is None or self.roles.unreal(token):
            return
        for fate in STAYS:
            if self._ends(token, fate):
                yield from self._stay(fate.kind, [subject])
        if self.people.noun(token) in WOUNDS and any(
            self.parse.words[c].lower() in ("nursing", "suffering") for c in self.parse.children[token]
        ):
            yield from self._all(INJURED, [subject])

    def _particle(self, token: int, lemma: str) -> CasualtyKind | None:
        for c in self.parse.children[token]:
            kind = PARTICLES.get((lemma, self.parse.words[c].lower()))
            if kind and self.parse.deprels[c] in ("compound:prt", "advmod"):
                return kind
        return None

    def _below(self, token: int) -> list[int]:
        """Phrases that a verb may govern, its object's included: a parser can't tell them apart."""
        own = [c for c in self.parse.children[token] if self.parse.deprels[c] == "obl"]
        objects = [c for c in self.parse.children[token] if self.parse.deprels[c] in ("obj", "nsubj:pass")]
        return own + [
            c for o in objects for c in self.parse.children[o] if self.parse.deprels[c] == "nmod" and c > token
        ]

    def _ends(self, token: int, fate: Fate) -> bool:
        """Whether the phrase at `token` is one of the ends of `fate`."""
        if self.people.noun(token) not in fate.ends:
            return False
        below = self.parse.children[token]
        if not any(self.parse.words[c].lower() in fate.prepositions for c in below if self.parse.deprels[c] == "case"):
            return False
        if fate.own:
            return self.parse.child(token, "nmod:poss") is not None
        if self.people.noun(token) == "care":
            return any(self.parse.words[c].lower() == "intensive" for c in below)
        return not fate.bare or not any(self.parse.deprels[c] in ("det", "nmod:poss") for c in below)

    def _compelled(self, token: int) -> bool:
        """ "forced to flee", "forced them to leave their homes"."""
        action = self.parse.child(token, "xcomp", "advcl")
        if action is None:
            return False
        lemma = self.parse.lemmas[action].lower()
        places = (c for c in self.parse.children[action] if self.parse.deprels[c] == "obj")
        return lemma in FLIGHT or (lemma in LEAVING and any(self.people.noun(c) in _HOME for c in places))

    def _seized(self, token: int) -> Iterator[Found]:
        """Counted people captured: prisoners where police take them or fighters are taken, else hostages."""
        by_guards = bool(self._doers(token) & GUARDS)
        for kind, head in self._done(token, ABDUCTED, counted=True):
            outlaws = self.people.noun(head) in OUTLAWS
            yield DETAINED if by_guards or outlaws else kind, head

    def _held(self, token: int, lemma: str) -> Iterator[Found]:
        """ "holding 14 hostages", "took them captive"; police who are holding people have arrested them."""
        objects = self._objects(token)
        state = next((c for c in objects if self.people.noun(c) in HELD), None)
        if state is not None and state in self.people.by_noun:
            yield ABDUCTED, state
        elif lemma == "hold" and self.parse.xpos[token] == "VBG" and state is None:
            holders = self._doers(token)
            if holders & CAPTORS or holders & GUARDS:
                yield from self._done(token, ABDUCTED if holders & CAPTORS else DETAINED, counted=True)

    def _fled(self, token: int) -> Iterator[Found]:
        return ((DISPLACED, s) for s in self.roles.subjects(token) if self._counted(s) and self.people.human(s))

    def _prisoners(self, token: int) -> int | None:
        """ "taking 40 prisoner"."""
        return next((c for c in self._objects(token) if self.people.noun(c) == "prisoner" and self._counted(c)), None)

    def _objects(self, token: int) -> list[int]:
        return [c for c in self.parse.children[token] if self.parse.deprels[c] in ("obj", "xcomp")]

    def _own_lives(self, token: int) -> bool:
        return self.people.noun(token) == "life" and self.parse.child(token, "nmod:poss") is not None

    def _done(self, token: int, kind: CasualtyKind, counted: bool = False) -> Iterator[Found]:
        for found, head in self._all(kind, self.roles.patients(token)):
            if not counted or self._counted(head):
                yield found, head

    def _stay(self, kind: CasualtyKind, heads: list[int]) -> Iterator[Found]:
        return self._all(kind, [h for h in heads if kind is not INJURED or self._counted(h)])

    def _counted(self, head: int) -> bool:
        noun = self.people.taken_up(head)
        return noun in self.people.by_noun or noun in self.people.by_token

    def _doers(self, token: int) -> set[str]:
        """Nouns for who does it, the subject of the clause above where the verb has none."""
        at = token
        while not (found := self.roles.subjects(at)) and self.parse.deprels[at] in (
            "advcl",
            "xcomp",
            "conj",
            "parataxis",
        ):
            at = self.parse.heads[at]
        return {self.people.noun(s) for s in found}

    def _all(self, kind: CasualtyKind, heads: list[int]) -> Iterator[Found]:
        return ((kind, head) for head in heads if self.people.human(head))
