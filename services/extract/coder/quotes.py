"""Quotations in a sentence: which tokens stand between quotation marks, and who speaks them."""

from services.extract.coder.slots import Slots
from services.extract.document import Parse

OPEN, CLOSE, BOTH = ("“", "«", "„"), ("”", "»"), ('"', "``", "''")
SAYING = frozenset(
    [
        "say",
        "tell",
        "write",
        "tweet",
        "declare",
        "state",
        "add",
        "post",
        "comment",
        "argue",
        "insist",
        "claim",
        "warn",
        "announce",
        "note",
    ]
)


def quoted_tokens(parse: Parse) -> frozenset[int]:
    """Tokens between quotation marks; a mark without partner reaches to the end (or from the beginning)."""
    marks = [(i, w) for i, w in enumerate(parse.words) if w in OPEN or w in CLOSE or w in BOTH]
    inside: set[int] = set()
    start: int | None = None
    for i, word in marks:
        if start is None and word in CLOSE:
            inside |= set(range(i))
        elif start is None:
            start = i
        elif word in CLOSE or word in BOTH:
            inside |= set(range(start + 1, i))
            start = None
    if start is not None:
        inside |= set(range(start + 1, len(parse.words)))
    return frozenset(inside)


def speaker_of(parse: Parse, quoted: frozenset[int]) -> int | None:
    """Head token of who speaks the quotation: the subject of a saying verb outside it; None where nobody is named."""
    for verb, lemma in enumerate(parse.lemmas):
        if lemma in SAYING and parse.upos[verb] == "VERB" and verb not in quoted:
            subject = Slots(parse, verb).get("subject")
            if subject:
                return subject[0]
    return None
