"""Which tokens head noun phrases, and which heads an argument's token stands for: conjuncts, partitives, relatives."""

from services.extract.actors.groups import PARTITIVE
from services.extract.actors.names import vocabulary
from services.extract.actors.view import View
from services.extract.document import Parse

ARGUMENTS = vocabulary(
    "nsubj nsubj:pass nsubj:outer obj iobj obl obl:agent obl:arg nmod nmod:poss conj appos root dislocated "
    "vocative parataxis obl:unmarked ccomp xcomp advcl dep list reparandum"
)
_PARTS = frozenset(("flat", "flat:name", "compound", "nmod:desc", "fixed", "goeswith", "flat:foreign"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
RELATIVE = frozenset(("WP", "WDT", "WP$"))
_STEPS = 40  # longer chains are broken trees


def head_of(view: View, token: int) -> int:
    """The head of the name that `token` is a part of: the "Vladimir" of "Putin"; else `token`."""
    parse = view.parse
    assert parse is not None
    for _ in range(_STEPS):
        h = parse.heads[token]
        same = view.entity_at.get(token) is not None and view.entity_at.get(token) is view.entity_at.get(h)
        same = same or (view.hit_at.get(token) is not None and view.hit_at.get(token) is view.hit_at.get(h))
        if h >= 0 and parse.deprels[token] in _PARTS and (same or parse.deprels[token].startswith("flat")):
            token = h
        else:
            break
    return token


def heads(parse: Parse) -> list[int]:
    """Tokens that head a nominal phrase in argument position, pronouns among them, in text order."""
    return [
        t
        for t in range(len(parse.words))
        if parse.upos[t] in ("NOUN", "PROPN", "PRON") and parse.deprels[t] in ARGUMENTS
    ]


def conjuncts(parse: Parse, token: int) -> list[int]:
    """`token` and the nominal heads coordinated with it: "Russia", "China"."""
    out = [token]
    for t in out[:_STEPS]:
        out += [
            c for c in parse.children[t] if parse.deprels[c] == "conj" and parse.upos[c] in _NOMINAL and c not in out
        ]
    return sorted(out)


def whole(parse: Parse, token: int) -> int | None:
    """The head of what a partitive is part of: "drones" for "18 of the drones"; None where `token` is no partitive."""
    if not (parse.upos[token] in ("NUM", "DET", "PRON") or parse.words[token].lower() in PARTITIVE):
        return None
    if parse.xpos[token] in ("PRP", "PRP$") or parse.upos[token] == "PROPN":
        return None
    for c in parse.children[token]:
        if parse.deprels[c] in ("nmod", "obl") and c > token:
            case = parse.child(c, "case")
            if case is not None and parse.words[case].lower() in ("of", "among"):
                return c
    return None


def holder(parse: Parse, token: int) -> int:
    """The partitive that `token` is the whole of ("dozens" for "protesters" in "dozens of them"), else `token`."""
    for _ in range(3):
        h = parse.heads[token]
        if parse.deprels[token] not in ("nmod", "obl") or h < 0 or whole(parse, h) != token:
            break
        token = h
    return token


def antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a relative pronoun stands for; None where `token` is none or hangs on no noun."""
    if parse.xpos[token] not in RELATIVE and parse.words[token].lower() != "that":
        return None
    for t in (token, *parse.ancestors(token)):
        if parse.deprels[t] == "acl:relcl":
            return parse.heads[t] if parse.heads[t] >= 0 else None
    return None


def origins(view: View, token: int) -> list[int]:
    """Country words coordinated before one head: the tokens of "US" and "Israeli" in "US and Israeli forces"."""
    parse = view.parse
    assert parse is not None
    for c in parse.children[token]:
        if parse.deprels[c] in ("amod", "compound", "nmod:poss", "nmod") and _country(view, c):
            joined = [t for t in conjuncts(parse, c) if _country(view, t)]
            case = parse.child(c, "case")
            marked = case is None or parse.words[case].lower() in ("of", "'s", "’s", "'", "’", "from")
            if len(joined) > 1 and marked:
                return joined
    return []


def _country(view: View, token: int) -> bool:
    hit = view.hit_at.get(token)
    return hit is not None and bool(hit.uses)
