"""Definite phrases that refer back: "the country", "the two leaders", "the group", "the foreign minister"."""

from dataclasses import dataclass

from services.extract.actors.groups import STATE_NOUNS
from services.extract.actors.meaning import Meaning
from services.extract.actors.names import fold, vocabulary
from services.extract.actors.view import View

_COUNTS = {"two": 2, "three": 3, "four": 4, "both": 2, "2": 2, "3": 3, "4": 4}
_SIDES = frozenset(
    ("allies", "sides", "neighbours", "neighbors", "powers", "governments", "rivals", "foes", "partners")
)
_BODIES = vocabulary(
    "group organisation organization party company firm militia movement ministry agency court union alliance "
    "bloc body institute institution outlet newspaper watchdog charity tank bank network insurgency cartel gang "
    "army paper broadcaster regulator council committee commission parliament faction junta"
)
_PERSONS = vocabulary(
    "president minister premier chancellor leader spokesman spokeswoman spokesperson king queen pope governor "
    "mayor ambassador envoy general commander secretary senator lawmaker politician diplomat activist journalist "
    "official chief judge prosecutor billionaire cleric prince emir sultan ayatollah dictator strongman candidate"
)
_PERSON_PLURALS = vocabulary(
    "presidents ministers premiers leaders officials men diplomats politicians generals commanders rivals"
)


@dataclass(frozen=True, slots=True)
class Definite:
    """base: the noun, folded; count: of "the two …", 0 for one; state: a state is meant; words: all but the article."""

    base: str
    count: int
    state: bool
    words: str

    def fits(self, meaning: Meaning) -> bool:
        """Whether a party named before can be meant."""
        if self.state:
            return bool(meaning.country) and (
                self.count > 0 or meaning.kind in ("state", "group", "person", "organisation")
            )
        if self.count:
            return meaning.kind == "person" and bool(meaning.name)
        if self.base in _BODIES:
            return meaning.kind in ("organisation", "group") and not meaning.plural and self._same_body(meaning)
        named = meaning.kind == "person" and bool(meaning.name)
        title = fold(meaning.title or "")
        return named and (self.words in title or self.base in title.split())

    @property
    def person(self) -> bool:
        """Whether one person is meant."""
        return self.base in _PERSONS

    def _same_body(self, meaning: Meaning) -> bool:
        kinds = {
            **dict.fromkeys(("party",), ("PTY", "OPP")),
            **dict.fromkeys(("militia", "insurgency", "faction"), ("REB", "PRM", "UAF")),
            **dict.fromkeys(("company", "firm", "bank"), ("BUS",)),
            **dict.fromkeys(("court",), ("JUD",)),
            **dict.fromkeys(("ministry", "junta"), ("GOV", "MIL")),
            **dict.fromkeys(("army",), ("MIL",)),
            **dict.fromkeys(("parliament",), ("LEG",)),
            **dict.fromkeys(("newspaper", "paper", "broadcaster", "outlet"), ("JRN",)),
            **dict.fromkeys(("cartel", "gang"), ("CRM",)),
        }.get(self.base)
        if self.base in (meaning.base, *meaning.aliases, *fold(meaning.name or "").split()):
            return True
        return meaning.name is not None and (kinds is None or meaning.sector in kinds)


def definite(view: View, token: int) -> Definite | None:
    """The definite phrase headed by `token`, or None: it needs a "the" and may not say whose or which itself."""
    parse = view.parse
    assert parse is not None
    if parse.upos[token] not in ("NOUN", "PROPN") or token in view.entity_at:
        return None
    hit = view.hit_at.get(token)
    if hit is not None:
        return None
    article, count, words = False, 0, [parse.words[token]]
    for c in parse.children[token]:
        rel, word = parse.deprels[c], parse.words[c].lower()
        if rel == "det" or rel == "det:predet":
            article = article or word in ("the", "this", "that", "these", "both")
            count = count or (_COUNTS["both"] if word == "both" else 0)
        elif rel == "nummod":
            count = _COUNTS.get(word, 0)
            if not count:
                return None
        elif rel in ("nmod", "nmod:poss", "appos", "acl:relcl") or c in view.hit_at or c in view.entity_at:
            return None
        elif rel in ("compound", "amod") and c < token:
            words.insert(-1, parse.words[c])
    if not article:
        return None
    base = fold(parse.words[token])
    state = base in STATE_NOUNS or base in _SIDES
    known = state or base in _BODIES or base in _PERSONS or (count and base in _PERSON_PLURALS)
    plural = base in _SIDES or base in _PERSON_PLURALS or (base in STATE_NOUNS and base.endswith("s"))
    if not known or (plural and not count):
        return None
    return Definite(base, count if plural else 0, state, fold(" ".join(words)))
