"""What stands around a predicate beside its arguments: verbs joined to it, the clause it is a circumstance of."""

from services.extract.coder.phrase import preposition
from services.extract.document import Frame, Parse
from services.extract.quantities.words import wordset

SPEECH = wordset(
    "say tell warn claim allege charge add declare state announce argue insist assert write tweet post maintain note"
    " complain stress reiterate repeat contend accuse report reply"
)
ABOVE = 6  # steps up from a predicate to the verb of speech


def joined(parse: Parse, token: int) -> list[int]:
    """Verbs coordinated with the verb `token`: "struck and killed"."""
    above = [parse.heads[token]] if parse.deprels[token] == "conj" else []
    return above + [c for c in parse.children[token] if parse.deprels[c] == "conj" and parse.upos[c] == "VERB"]


def attended(parse: Parse, token: int) -> int | None:
    """The verb whose subject made the visit or held the talks that the noun `token` names, None where none did.

    "During a visit to Oslo, she said", "on a visit to Oslo", "after talks with him, she left".
    """
    head, case = parse.heads[token], preposition(parse, token)
    if head < 0 or parse.deprels[token] != "obl" or parse.upos[head] != "VERB":
        return None
    below = {preposition(parse, c) for c in parse.children[token]}
    fits = case == "during" or (case == "on" and "to" in below)
    return head if fits or (case in ("after", "following", "at") and "with" in below) else None


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
