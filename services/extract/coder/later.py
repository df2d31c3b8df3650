"""Days counted from an event told before: "shot on May 5 … Ortega was arrested three days after the crime"."""

from collections.abc import Sequence

from schemas.base import Span
from schemas.fields import Basis
from services.extract.coder.coded import PHYSICAL
from services.extract.coder.filled import Filled
from services.extract.document import Document, TimeExpression
from services.extract.quantities.words import wordset
from services.extract.time.offset import moved
from services.extract.time.tense import token_at

REACH = 3  # sentences back to the event counted from
_DEFINITE = wordset("the this that his her its their")


def count_on(document: Document, events: Sequence[Filled], times: Sequence[TimeExpression]) -> None:
    """Date events told "three days after the crime" by the day of the act before them. `events`: in text order."""
    for number, f in enumerate(events):
        counted = None if f.dated else _counted(document, f, times)
        if counted is None:
            continue
        before = next((o for o in reversed(events[:number]) if _counts(f, o)), None)
        start = before.when.start if before is not None and before.when is not None else None
        day = moved(start, counted.value, 1) if start else None
        if before is None or before.when is None or day is None:
            continue
        evidence = Span(start=counted.start, end=counted.end, text=counted.text)
        update = {"start": day, "end": day, "basis": Basis.DISCOURSE, "text": counted.text, "evidence": evidence}
        f.when = before.when.model_copy(update=update)


def _counted(document: Document, f: Filled, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The length before "after the …" in the event's own clause, in days or weeks."""
    sentence = document.sentences[f.event.sentence]
    parse = sentence.parse
    for e in times if parse is not None else ():
        if e.sentence != sentence.index or e.type != "DURATION" or e.value[-1:] not in ("D", "W"):
            continue
        assert parse is not None
        head = token_at(parse, e.start - sentence.start, e.end - sentence.start)
        noun = parse.heads[head] if head is not None else -1
        if noun < 0 or parse.heads[noun] != f.event.token or not parse.deprels[noun].startswith("obl"):
            continue
        around = {parse.words[c].lower() for c in parse.children[noun]}
        if "after" in around and around & _DEFINITE:
            return e
    return None


def _counts(f: Filled, before: Filled) -> bool:
    """Whether an event has a day of its own from which another, told soon after, may be counted."""
    when = before.when
    near = 0 <= f.event.sentence - before.event.sentence <= REACH and before.event is not f.event
    whole = before.dated and when is not None and when.start is not None and when.start == when.end
    return near and whole and before.event.type in PHYSICAL
