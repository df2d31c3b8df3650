"""The noun phrase of an argument: its core (title, adjectives, head, name) and what hangs on it.

`from_parse` reads it off the tree; `plain.read` guesses it for a bare name or description without a sentence.
"""

from dataclasses import dataclass

from services.extract.actors.names import vocabulary
from services.extract.actors.view import View
from services.extract.document import Parse

DEPTH = 4  # of phrases within phrases: deeper ones add nothing about the head
_CORE = vocabulary(
    "det amod compound nmod:desc flat flat:name nummod fixed goeswith obl:unmarked det:predet punct nmod:unmarked "
    "cc:preconj flat:foreign obl:npmod nmod:npmod advmod"
)
_OUTSIDE = vocabulary(
    "acl acl:relcl conj cc parataxis advcl advcl:relcl ccomp case mark cop nsubj nsubj:pass aux aux:pass "
    "discourse dislocated list orphan vocative xcomp obj csubj"
)
_CLAUSES = frozenset(("acl", "acl:relcl", "advcl", "advcl:relcl", "parataxis", "ccomp", "discourse"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """core: tokens in text order, the head among them. complements: (preposition, phrase). All by token number."""

    head: int
    core: tuple[int, ...]
    possessor: "Phrase | None" = None
    complements: "tuple[tuple[str, Phrase], ...]" = ()
    appositions: "tuple[Phrase, ...]" = ()


def from_parse(view: View, head: int, depth: int = 0) -> Phrase:
    """The phrase headed by token `head` of a parsed sentence."""
    parse = view.parse
    assert parse is not None
    core: set[int] = {head}
    possessor: int | None = None
    complements: list[tuple[str, int]] = []
    appositions: list[int] = []
    stack = [head]
    while stack:
        t = stack.pop()
        for c in parse.children[t]:
            rel = parse.deprels[c]
            if rel == "nmod:poss":
                possessor = c if possessor is None else possessor
            elif rel == "appos" and t == head:
                appositions.append(c)
            elif rel in ("nmod", "obl") and (case := _case(parse, c)):
                complements.append((case, c))
            elif c in core:
                continue
            elif rel == "nmod" or rel in _CORE or (rel in ("conj", "cc", "case") and t != head):
                core.add(c)
                stack.append(c)
    _extend(view, head, core)
    low = min(core)
    core.update(t for t in range(low, head) if parse.words[t] == "-")
    if depth >= DEPTH:
        return Phrase(head, tuple(sorted(core)))
    inside = [(p, c) for p, c in complements if c not in core]
    return Phrase(
        head,
        tuple(sorted(core)),
        from_parse(view, possessor, depth + 1) if possessor is not None and possessor not in core else None,
        tuple((p, from_parse(view, c, depth + 1)) for p, c in inside),
        tuple(from_parse(view, c, depth + 1) for c in appositions if c not in core),
    )


def _case(parse: Parse, token: int) -> str | None:
    case = parse.child(token, "case")
    if case is None and 0 <= parse.heads[token] < token - 1 and parse.upos[parse.heads[token] + 1] == "ADP":
        case = parse.heads[token] + 1  # a preposition that the tree hung on a part of the name
    return parse.words[case].lower() if case is not None else None


def _extend(view: View, head: int, core: set[int]) -> None:
    """Take the whole of a name into the core when the head is in it: "Institute for the Study of War"."""
    hit = view.hit_at.get(head)
    if hit:
        core.update(range(hit.first, hit.last))
    entity = view.entity_at.get(head)
    if entity and entity.kind in ("PER", "ORG"):
        core.update(range(entity.first, entity.last))


def extent(parse: Parse, head: int) -> tuple[int, int]:
    """First and last token of the whole phrase as it stands in the text, relative clauses and conjuncts left out."""
    chosen, stack = {head}, [head]
    while stack:
        t = stack.pop()
        for c in parse.children[t]:
            rel = parse.deprels[c]
            if c not in chosen and rel not in _CLAUSES and not (t == head and rel in _OUTSIDE):
                chosen.add(c)
                stack.append(c)
    low = high = head
    while low > 0 and low - 1 in chosen:
        low -= 1
    while high + 1 < len(parse.words) and high + 1 in chosen:
        high += 1
    while low < head and parse.upos[low] == "PUNCT":
        low += 1
    while high > head and parse.upos[high] == "PUNCT":
        high -= 1
    opened = [t for t in range(head + 1, high + 1) if parse.words[t] == "("]
    if opened and ")" not in parse.words[opened[-1] : high + 1]:
        # a bracket is told whole or not at all
        closes = high + 1 < len(parse.words) and parse.words[high + 1] == ")"
        high = high + 1 if closes else max(head, opened[-1] - 1)
    return low, high
