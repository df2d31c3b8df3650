"""Which event a number belongs to: casualties to the act that caused them, other numbers to the verb they depend on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.fields import CasualtyKind
from schemas.plover import EventType
from services.extract.coder.coded import PHYSICAL
from services.extract.coder.filled import Filled
from services.extract.coder.outcomes import said_by, told_before
from services.extract.coder.phrase import preposition
from services.extract.document import CasualtyMention, Document, Parse, QuantityMention

CAUSING: dict[CasualtyKind, frozenset[EventType]] = {
    CasualtyKind.DETAINED: frozenset({EventType.COERCE, EventType.SANCTION, EventType.ASSAULT, EventType.PROTEST}),
    CasualtyKind.ABDUCTED: frozenset({EventType.ASSAULT, EventType.COERCE}),
    CasualtyKind.MISSING: frozenset({EventType.ASSAULT, EventType.COERCE}),
    CasualtyKind.DISPLACED: frozenset({EventType.ASSAULT, EventType.SANCTION, EventType.COERCE, EventType.PROTEST}),
}
APART = ("acl:relcl",)
MAX_DISTANCE = 6
NUMBER_RELATIONS = frozenset(
    {"obj", "nsubj", "nsubj:pass", "iobj", "nmod", "obl", "nummod", "conj", "appos", "compound", "amod"}
)

OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b")


def give_casualties(document: Document, events: Sequence[Filled], casualties: Sequence[CasualtyMention]) -> None:
    """Hand each casualty claim to the event whose outcome it tells, in its sentence or before; others are left."""
    for claim in casualties:
        parse = document.sentences[claim.sentence].parse
        if parse is None:
            continue
        types = CAUSING.get(claim.kind, PHYSICAL)
        here = [f for f in events if f.event.sentence == claim.sentence and f.event.type in types]
        owner = _nearest(parse, claim.verb, here)
        if owner is not None:
            owner.casualties.append((claim, owner.event.attributed_to))
        elif not here and (before := told_before(document, claim, events, types)) is not None:
            before.casualties.append((claim, said_by(document, claim)))


def _nearest(parse: Parse, verb: int, events: list[Filled]) -> Filled | None:
    """The event at the casualty's own word, else the nearest in the tree: "died in a bombing", "the attack killed"."""
    best: tuple[int, int, Filled] | None = None
    up = [verb, *parse.ancestors(verb)]
    for f in events:
        other = [f.event.token, *parse.ancestors(f.event.token)]
        shared = next((t for t in up if t in set(other)), None)
        if shared is None:
            continue
        distance = up.index(shared) + other.index(shared)
        if distance <= MAX_DISTANCE and (best is None or (distance, f.event.token) < best[:2]):
            best = (distance, f.event.token, f)
    return best[2] if best else None


def give_quantities(document: Document, events: Sequence[Filled], quantities: Sequence[QuantityMention]) -> None:
    """Hand each number that counts something to the event whose argument it stands in; casualties are left out."""
    taken = {(c.start, c.end) for f in events for c, _ in f.casualties}
    counted: QuantityMention | None = None
    for q in quantities:
        if q.unit:
            counted = q
        elif counted is not None and q.sentence - counted.sentence <= 1 and OF_THEM.match(document.text, q.end):
            q = replace(q, unit=counted.unit)  # "launched 23 drones, 18 of them were shot down"
        parse = document.sentences[q.sentence].parse
        if parse is None or not q.unit or any(s < q.end and q.start < e for s, e in taken):
            continue
        here = {f.event.token: f for f in events if f.event.sentence == q.sentence}
        at = q.token
        for head in parse.ancestors(q.token):
            if parse.deprels[at] not in NUMBER_RELATIONS or preposition(parse, at) in ("after", "before", "since"):
                break
            if head in here:
                here[head].quantities.append(q)
                break
            at = head
