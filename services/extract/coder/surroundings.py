"""What stands around a predicate beside its arguments: verbs joined to it, the clause it is a circumstance of."""

from services.extract.coder.phrase import preposition
from services.extract.document import Frame, Parse
from services.extract.quantities.words import wordset

SPEECH = wordset(
    "say tell warn claim allege charge add declare state announce argue insist assert write tweet post maintain note"
    " complain stress reiterate repeat contend accuse report reply"
)
ROUNDS = frozenset({"round", "day", "hour", "series", "week", "month", "marathon", "session"})
ABOVE = 6  # steps up from a predicate to the verb of speech


def joined(parse: Parse, token: int) -> list[int]:
    """Verbs coordinated with the verb `token`: "struck and killed"."""
    above = [parse.heads[token]] if parse.deprels[token] == "conj" else []
    return above + [c for c in parse.children[token] if parse.deprels[c] == "conj" and parse.upos[c] == "VERB"]


def attended(parse: Parse, token: int) -> int | None:
    """The verb whose subject made the visit, held the talks or the protest that the noun `token` names, None where
    none did.

    "During a visit to Oslo, she said", "on a visit to Oslo", "after talks with him, she left", "danced in protest",
    "made progress in a second round of talks".
    """
    at, lemma = token, parse.lemmas[token].lower()
    while parse.deprels[at] == "nmod" and parse.lemmas[parse.heads[at]].lower() in ROUNDS:
        at = parse.heads[at]
    head, case = parse.heads[at], preposition(parse, at)
    while head >= 0 and parse.deprels[at] == "nmod" and parse.deprels[head] == "obj" and case == "in":
        at, head = head, parse.heads[head]  # "progress in talks"
    if head < 0 or parse.deprels[at] not in ("obl", "obj") or parse.upos[head] != "VERB":
        return None
    if parse.deprels[at] == "obj" and at == token:
        return None
    below = {preposition(parse, c) for c in parse.children[token]}
    if case == "in" and (lemma == "protest" or at != token):
        return head
    fits = case == "during" or (case == "on" and "to" in below)
    return head if fits or case in ("after", "following", "at") else None


def agents(parse: Parse, frame: Frame, found: list[int]) -> list[int]:
    """The engine's A0s of a verb, unless they lie outside the clause whose own subject has no role at all."""
    own = parse.child(frame.token, "nsubj")
    if not found or own is None or parse.upos[own] not in ("NOUN", "PROPN"):
        return found
    if own in {a.token for a in frame.arguments} or set(found) & set(parse.subtree(frame.token)):
        return found
    return [own]


def patients(parse: Parse, token: int, found: list[int]) -> list[int]:
    """The engine's A1s of a verb; its object where the A1 is the subject of an active verb: "bombs killed 50"."""
    if len(found) != 1 or parse.deprels[found[0]] != "nsubj" or parse.heads[found[0]] != token:
        return found
    given = parse.child(token, "obj")
    return found if given is None else [given]


def resulting(parse: Parse, token: int) -> int | None:
    """The object that the parser hangs on the state a verb brings about: "set free the soldier"."""
    state = parse.child(token, "xcomp")
    return parse.child(state, "obj") if state is not None and parse.upos[state] == "ADJ" else None


def speaking(parse: Parse, token: int) -> int | None:
    """The verb of speech whose content the predicate `token` heads, None where it is nobody's word."""
    at = token
    for _ in range(ABOVE):
        head, rel = parse.heads[at], parse.deprels[at]
        if head < 0 or rel not in ("ccomp", "conj", "xcomp"):
            return None
        if rel == "ccomp" and parse.upos[head] == "VERB":
            return head if parse.lemmas[head].lower() in SPEECH else None
        at = head
    return None
