"""Events told by nouns: "a drone attack on the port", "talks between the two", "Putin's visit"."""

from services.extract.coder.knowledge import Knowledge
from services.extract.coder.lexicon import Lexicon
from services.extract.coder.phrase import conjuncts, preposition
from services.extract.coder.predicates import Match, noun_entries
from services.extract.coder.scene import Scene
from services.extract.coder.slots import OCCURRING, Slots
from services.extract.document import Parse

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both"})
NAMED = frozenset({"PROPN"})


def match_noun(lexicon: Lexicon, knowledge: Knowledge, token: int) -> Match | None:
    """The first entry of the event noun at `token` whose conditions hold; None where there is none."""
    parse = knowledge.parse
    if parse.upos[token] != "NOUN" and not _shouted(parse, token) and not _gerund(parse, token):
        return None
    if parse.deprels[token] in ("compound", "amod", "flat", "fixed") or _part_of_name(parse, token):
        return None
    slots = Slots(parse, token, nominal=True)
    for entry in noun_entries(lexicon, parse, token):
        scene = Scene(slots, knowledge, entry.key)
        if all(c.holds(scene) for c in entry.conditions):
            if entry.type is None:
                return None
            first = token
            if " " in entry.key:
                before = [c for c in parse.children[token] if c < token and parse.deprels[c] in ("compound", "amod")]
                first = min([token, *(c for c in before if parse.lemmas[c].lower() in entry.key)])
            return Match(entry, scene, first, token)
    return None


def is_definite(parse: Parse, token: int) -> bool:
    """Whether the phrase points at something told or known: "the attack", "Russia's assault"."""
    return any(
        parse.words[c].lower() in DEFINITE or parse.deprels[c] == "nmod:poss"
        for c in parse.children[token]
        if parse.deprels[c] in ("det", "nmod:poss", "det:predet")
    )


def is_generic(parse: Parse, token: int) -> bool:
    """Whether the noun speaks of a kind rather than of an event: "any attack", "attacks" without any detail."""
    kids = parse.children[token]
    happens = parse.deprels[token] == "nsubj" and parse.lemmas[parse.heads[token]] in OCCURRING
    if happens and not any(parse.words[c].lower() in ("any", "no", "future") for c in kids):
        return False
    if any(
        parse.words[c].lower()
        in ("any", "every", "your", "no", "such", "further", "more", "future", "possible", "potential")
        for c in kids
    ):
        return True
    if parse.lemmas[token] == "protest" and preposition(parse, token) == "in":
        return False  # "danced in protest"
    bare = not any(
        parse.deprels[c] in ("det", "nummod", "nmod:poss", "nmod", "acl", "acl:relcl", "amod", "compound") for c in kids
    )
    return bare and parse.xpos[token] in ("NN", "NNS")


def _shouted(parse: Parse, token: int) -> bool:
    """A headline's capitals make names of nouns: "Drone Attack Kills Three"."""
    return parse.upos[token] == "PROPN" and not any(e.first <= token < e.last for e in parse.entities)


def _gerund(parse: Parse, token: int) -> bool:
    """A noun in -ing that opens the sentence, read as a verb: "Fighting between the army and rebels has …"."""
    if token > 2 or parse.xpos[token] != "VBG" or parse.deprels[token] not in ("advcl", "nsubj", "csubj", "root"):
        return False
    bare = all(parse.deprels[c] in ("obl", "nmod", "det", "amod", "compound") for c in parse.children[token])
    return bare and any(preposition(parse, c) in ("between", "by", "in", "near") for c in parse.children[token])


def _part_of_name(parse: Parse, token: int) -> bool:
    return any(e.first <= token < e.last and e.kind in ("PER", "ORG", "LOC") for e in parse.entities)


def partners(parse: Parse, token: int) -> list[int]:
    """Tokens of "between X and Y" at an event noun."""
    return [t for c in parse.children[token] if preposition(parse, c) == "between" for t in conjuncts(parse, c)]
