"""Whether an event that its tense tells as earlier is history, or part of the news; and whether a date makes it old.

The past perfect goes back from whatever is told: "the teachers, who had blocked a highway on Thursday" belong to the
news, "the deal, which he had opposed for years" does not. The event's own date decides, else the clause it hangs on.
"""

from collections.abc import Sequence
from itertools import pairwise

from services.extract.coder.coded import PHYSICAL
from services.extract.coder.filled import Filled
from services.extract.document import Document

OLD_DAYS = 21
"""An event so many days before publication is history, not news."""
NEWS_DAYS = 14
"""One told by "had" or "since" is part of the news if it began within so many days."""
HANGING = ("acl:relcl", "advcl", "acl", "advcl:relcl")
SAID = frozenset({"ccomp", "parataxis"})


def reconsider(document: Document, filled: Sequence[Filled]) -> None:
    """Set `background` of every event anew where dates or the clauses around say more than its tense."""
    for f in filled:
        days = age(document, f)
        if days is not None and f.event.by_tense:
            _tell(f, old=_begun(document, f) > NEWS_DAYS)
        elif days is not None and days > OLD_DAYS:
            f.event.background = True
    for f in filled:
        hangs = f.event.by_tense and f.event.type in PHYSICAL and age(document, f) is None
        if hangs and (above := _above(document, f, filled)) is not None:
            _tell(f, old=above.event.background)
    for before, f in pairwise(filled):
        if _goes_on(document, before, f):
            f.event.background = f.event.told_as_history = True


def _tell(f: Filled, old: bool) -> None:
    f.event.background = old
    f.event.told_as_history = old and f.event.told_as_history


def age(document: Document, f: Filled) -> float | None:
    """Days from the event to publication, from the middle of a month or a year; None where it has no date."""
    if not f.dated or f.when is None or f.when.end is None:
        return None
    after = (document.published - f.when.end).days
    if f.when.start is None or after <= 0 or f.event.sentence == 0:
        return after
    return after + (f.when.end - f.when.start).days / 2


def _begun(document: Document, f: Filled) -> int:
    """Days from the beginning of a dated event to publication: "has shelled the grid since October" began long ago."""
    day = f.when and (f.when.start or f.when.end)
    return (document.published - day).days if day else OLD_DAYS


def _above(document: Document, f: Filled, filled: Sequence[Filled]) -> Filled | None:
    """The event of the clause that a dependent clause hangs on: "police fired at a crowd that had set tyres alight"."""
    parse = document.sentences[f.event.sentence].parse
    if parse is None:
        return None
    chain = (f.event.token, *parse.ancestors(f.event.token))
    hangs = False
    for at in chain:
        if hangs:
            for o in filled:
                if o is not f and o.event.sentence == f.event.sentence and o.event.token == at and not o.event.by_tense:
                    return o
        hangs = hangs or parse.deprels[at] in HANGING
    return None


def _goes_on(document: Document, before: Filled, f: Filled) -> bool:
    """Whether a paragraph of history goes on: after a dated old event, in the plain past, without a day of its own."""
    x, y = before.event, f.event
    if y.background or f.dated or y.sentence - x.sentence not in (0, 1) or not x.background:
        return False
    if y.nominal:  # "the revolt of 1381 ended with the murder of its leader"
        return x.sentence == y.sentence and x.type in PHYSICAL and y.type in PHYSICAL and before.dated
    here, there = document.sentences[y.sentence], document.sentences[x.sentence]
    if here.paragraph != there.paragraph or here.parse is None or y.attributed_to is not None:
        return False
    if y.sentence == x.sentence and x.token not in here.parse.ancestors(y.token):
        return False
    helped = any(here.parse.deprels[c] in ("aux", "cop") for c in here.parse.children[y.token])
    reported = any(here.parse.deprels[a] in SAID for a in (y.token, *here.parse.ancestors(y.token)))
    return here.parse.xpos[y.token] in ("VBD", "VBN") and not helped and not reported
