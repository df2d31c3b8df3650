"""A sentence cut into pieces, each with what it is evidence of, so that the page only has to paint them.

Offsets are code points, which Python counts and JavaScript does not: so the cutting is done here.
"""

from collections.abc import Iterator, Mapping

from schemas.base import Span
from schemas.event import Event, MentionRef

Piece = tuple[str, str]
"""(text, kind): kind is one of KINDS, or empty for the words around."""

KINDS = ("trigger", "actor", "recipient", "place", "time", "toll")  # where two overlap, the first is shown
READ = 200  # mentions of an event that are looked at: of a story told a thousand times they will do
LONGEST = 1_000  # code points of a sentence that are shown; what a mention points at comes early in nearly all


Marks = Mapping[str, list[tuple[str, int, int]]]
"""By sentence: (kind, start, end) of what it holds, counted from its begin."""


def marks(event: Event) -> Marks:
    """The event's evidence by the sentences that hold it.

    A span is a sentence's if it lies inside, its words stand there, and it names no other article. By the words of the
    sentence, because a copy in another article tells the same in the same words.
    """
    found: dict[str, list[tuple[str, int, int]]] = {}
    known = list(_spans(event))
    for mention in event.mentions[:READ]:
        sentence, held = mention.sentence, found.setdefault(mention.sentence.text, [])
        for kind, span in known:
            start, end = span.start - sentence.start, span.end - sentence.start
            here = span.article_id in (None, mention.article_id) and sentence.text[start:end] == span.text
            if 0 <= start < end and here and (kind, start, end) not in held:
                held.append((kind, start, end))
    return found


def _spans(event: Event) -> Iterator[tuple[str, Span]]:
    for kind, parties in (("actor", event.actors), ("recipient", event.recipients)):
        yield from ((kind, party.evidence) for party in parties if party.evidence)
    if event.where and event.where.evidence:
        yield "place", event.where.evidence
    if event.when and event.when.evidence:
        yield "time", event.when.evidence
    yield from (("toll", claim.evidence) for claim in event.casualties if claim.evidence)


def pieces(mention: MentionRef, known: Marks) -> list[Piece]:
    """The mention's sentence in pieces that join to it again (cut after LONGEST code points, with an ellipsis)."""
    text = mention.sentence.text
    shown = text[:LONGEST]
    ranks = [len(KINDS)] * len(shown)
    for kind, start, end in (trigger(mention), *known.get(text, ())):
        rank = KINDS.index(kind)
        for at in range(start, min(end, len(shown))):
            ranks[at] = min(ranks[at], rank)
    cut: list[Piece] = []
    begun = 0
    for at in range(1, len(shown) + 1):
        if at == len(shown) or ranks[at] != ranks[begun]:
            cut.append((shown[begun:at], KINDS[ranks[begun]] if ranks[begun] < len(KINDS) else ""))
            begun = at
    if len(text) > LONGEST:
        cut.append(("…", ""))
    return cut


def trigger(mention: MentionRef) -> tuple[str, int, int]:
    """The trigger as a mark; an empty one where its words do not stand where it says."""
    sentence, span = mention.sentence, mention.trigger
    start, end = span.start - sentence.start, span.end - sentence.start
    right = 0 <= start < end and sentence.text[start:end] == span.text
    return ("trigger", start, end) if right else ("trigger", 0, 0)


def lead(event: Event, known: Marks) -> MentionRef | None:
    """The mention whose sentence holds the most of the event's evidence; of several the first."""
    told = event.mentions[:READ]
    return max(told, key=lambda mention: len(known.get(mention.sentence.text, ())), default=None)
