"""A scene told over several sentences: what follows in it happened where and when its beginning did.

"Thousands marched through Tbilisi on Sunday. Riot police arrested seven people." names the place and the day once. An
act of violence, protest or force that says neither takes them from the act told right before it, where a country takes
part in both and no other place or day stands between.
"""

from collections.abc import Sequence

from schemas.fields import Basis, Factuality
from services.extract.coder.coded import PHYSICAL
from services.extract.coder.filled import Filled
from services.extract.document import Document, PlaceMention, TimeExpression
from services.extract.reason import is_reason

HAPPENED = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED})
REACH = 2  # sentences


def continue_scenes(
    document: Document, events: Sequence[Filled], places: Sequence[PlaceMention], times: Sequence[TimeExpression]
) -> None:
    """Give acts that say neither where nor when the place and the day of the act before. `events`: in text order."""
    literal = {p.sentence: p for p in places if not p.metonym}
    dating = {t.sentence for t in times if t.type in ("DATE", "TIME")}
    told: list[Filled] = []
    for f in events:
        if f.event.type not in PHYSICAL or f.event.factuality not in HAPPENED or f.event.background:
            continue
        if _before(document, f, told):
            continue
        if not f.elsewhere and not f.event.defensive and not f.event.by_tense:
            before = next((o for o in reversed(told) if _one_scene(document, f, o)), None)
            if before is not None:
                _take(f, before, literal, dating)
        told.append(f)


def _before(document: Document, f: Filled, told: Sequence[Filled]) -> bool:
    """Whether the sentence only looks back at it from a later act: "a week after another was shot"."""
    parse = document.sentences[f.event.sentence].parse
    if parse is not None and is_reason(parse, f.event.token):
        return True
    day = f.when.end if f.dated and f.when is not None else None
    return day is not None and any(
        o.event.sentence == f.event.sentence and o.dated and o.when is not None and (o.when.start or day) > day
        for o in told
    )


def _one_scene(document: Document, f: Filled, before: Filled) -> bool:
    x, y = f.event, before.event
    here, there = document.sentences[x.sentence], document.sentences[y.sentence]
    if here.index - there.index > REACH or here.paragraph - there.paragraph > 1:
        return False
    mine = {m.country for m in (*x.actors, *x.recipients) if m.country}
    theirs = {m.country for m in (*y.actors, *y.recipients) if m.country}
    return bool(mine & theirs) or not mine


def _take(f: Filled, before: Filled, literal: dict[int, PlaceMention], dating: set[int]) -> None:
    here, there = f.event.sentence, before.event.sentence
    if before.dated and not f.dated and not any(s in dating for s in range(there + 1, here + 1)):
        assert before.when is not None
        f.when = before.when.model_copy(update={"basis": Basis.DISCOURSE})
        f.scene["when"] = before.event
    if before.where is None or f.where is not None:
        return
    between = [literal[s] for s in range(there + 1, here + 1) if s in literal]
    if here == there and here in literal:
        between = [
            p for p in (literal[here],) if before.where.evidence is None or p.start != before.where.evidence.start
        ]
    if not between:
        f.where, f.where_reason = before.where, None
        f.scene["where"] = before.event
