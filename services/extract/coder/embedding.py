"""What is only the content of a speech act is no event of its own: in "urged Kyiv to withdraw" nobody withdraws."""

from collections.abc import Mapping

from schemas.plover import EventType
from services.extract.coder.phrase import preposition
from services.extract.coder.predicates import Match
from services.extract.document import Parse

SPEAKING = frozenset(
    {
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.ACCUSE,
        EventType.AGREE,
        EventType.CONCEDE,
        EventType.SUPPORT,
        EventType.PROTEST,
    }
)
CIRCUMSTANCE = frozenset(
    [
        "after",
        "before",
        "during",
        "since",
        "when",
        "while",
        "until",
        "following",
        "amid",
        "despite",
        "because",
        "although",
        "as",
    ]
)
"""Introduce circumstances of an act, whatever act it is."""
OUTSIDE = CIRCUMSTANCE | {"where", "in", "at"}
"""Introduce circumstances of the speech act, not its content."""
CONTENT = (
    "ccomp",
    "xcomp",
    "obj",
    "obl",
    "nmod",
    "acl",
    "advcl",
    "nsubj:pass",
    "csubj",
    "iobj",
    "conj",
    "compound",
    "amod",
    "nmod:poss",
    "obl:agent",
    "acl:relcl",
    "appos",
    "parataxis",
    "nsubj",
    "dep",
)
MAX_CLIMB = 10


def governed_by(parse: Parse, token: int, found: Mapping[int, Match]) -> Match | None:
    """The nearest speech act whose content holds the predicate at `token`, None where it stands on its own."""
    at = token
    for _ in range(MAX_CLIMB):
        head, rel = parse.heads[at], parse.deprels[at]
        if head < 0 or rel not in CONTENT:
            return None
        case = preposition(parse, at)
        match = found.get(head)
        if match is not None and match.entry.type in SPEAKING and match.token != token:
            if rel == "conj" or rel in ("parataxis", "nsubj") or (case in OUTSIDE and rel in ("advcl", "obl", "nmod")):
                return None if rel != "conj" else governed_by_conjunct(parse, at, head, found)
            return match
        if rel in ("acl:relcl", "parataxis"):
            return None
        if rel in ("advcl", "obl", "nmod") and case in OUTSIDE and parse.upos[head] in ("VERB", "AUX"):
            return None
        if rel == "nsubj" and parse.upos[head] in ("VERB", "AUX") and parse.deprels[head] not in ("ccomp", "xcomp"):
            return None
        at = head
    return None


def governed_by_conjunct(parse: Parse, at: int, head: int, found: Mapping[int, Match]) -> Match | None:
    """A verb coordinated with a speech act stands beside it, and shares only what governs both."""
    above = parse.heads[head]
    if above < 0 or parse.deprels[head] in ("acl:relcl", "parataxis", "advcl"):
        return None
    match = found.get(above)
    return (
        match
        if match is not None and match.entry.type in SPEAKING and parse.deprels[head] in ("ccomp", "xcomp")
        else None
    )
