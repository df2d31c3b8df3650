"""Mentions of one event inside an article: "a drone attack" … "launched 23 drones over Kyiv" … "the attack".

Two mentions are linked when nothing speaks against it (types, dates, places, parties) and something speaks for it: a
definite noun that points back, the same parties, a verb and a noun that tell one event in one clause. Linked mentions
share a block, and what one lacks another gives it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from schemas.fields import Basis, Factuality, When, Where
from schemas.plover import FAMILY, EventType
from services.extract.coder.coded import PHYSICAL, Coded
from services.extract.coder.filled import Filled
from services.extract.document import ActorMention, Document

NEAR = timedelta(days=1)
SCATTER = frozenset({"disperse", "break", "quell", "scatter", "clear"})
"""Verbs of what police use force for."""
REACH = 12  # sentences back that "the attack" points over
GENERAL = frozenset(
    {
        "attack",
        "assault",
        "strike",
        "raid",
        "barrage",
        "bombing",
        "shelling",
        "killing",
        "violence",
        "incident",
        "operation",
        "offensive",
        "clash",
        "fighting",
        "shooting",
        "visit",
        "trip",
        "meeting",
        "talk",
        "talks",
        "protest",
        "demonstration",
        "rally",
        "exercise",
        "drill",
        "blast",
        "explosion",
        "sanction",
        "arrest",
        "agreement",
        "deal",
    }
)


def link(document: Document, events: Sequence[Filled]) -> list[list[Filled]]:
    """Groups of mentions of one event, each in text order; groups in order of their first mention."""
    group: list[list[Filled]] = []
    for f in events:
        home = None if f.elsewhere else _home(document, f, group)
        if home is None:
            group.append([f])
        else:
            home.append(f)
    return group


def _home(document: Document, f: Filled, groups: list[list[Filled]]) -> list[Filled] | None:
    best: tuple[int, int, list[Filled]] | None = None
    for number, group in enumerate(groups):
        if any(o.elsewhere for o in group) or not all(compatible(f, o, document.published) for o in group):
            continue
        strength = max(support(document, f, o) for o in group)
        if strength < 3 and any(o.event.defensive for o in group):
            continue
        if strength and (best is None or (strength, number) >= best[:2]):
            best = (strength, number, group)
    return best[2] if best else None


def compatible(a: Filled, b: Filled, published: date) -> bool:
    """Whether nothing speaks against a and b being one event."""
    x, y = a.event, b.event
    if x.type is not y.type or (x.factuality is Factuality.PLANNED) != (y.factuality is Factuality.PLANNED):
        return False
    if not _modes(x, y) or not _dates(a, b, published) or not _places(a, b):
        return False
    if not _countries(x.recipients, y.recipients):
        return _crossed(x, y) if x.type is EventType.CONSULT else False
    return _countries(x.actors, y.actors) or (x.type is EventType.CONSULT and _crossed(x, y))


def support(document: Document, f: Filled, o: Filled) -> int:
    """How strongly something speaks for f telling o again: 0 nothing, 3 most."""
    x, y = f.event, o.event
    if x.sentence == y.sentence:
        return 3 if x.type in PHYSICAL and _one_clause(document, x, y) else _same_parties(x, y) and 2
    if _same_parties(x, y) and (x.type not in PHYSICAL or x.lemma == y.lemma or x.mode == y.mode or _sparse(x)):
        return 3
    back = x.definite and x.sentence - y.sentence <= REACH
    if back and (_sparse(x) and x.lemma in GENERAL if x.nominal else x.type in PHYSICAL):
        return 2
    if (
        not x.actors
        and _sparse(x)
        and not x.nominal
        and x.type in PHYSICAL
        and x.sentence - y.sentence <= REACH
        and not _sparse(y)
    ):
        return 1
    if x.nominal and y.nominal is False and _sparse(y) and x.lemma == y.lemma:
        return 1
    if _sparse(y) and y.mode and x.mode == y.mode and x.sentence - y.sentence <= REACH:
        return 2  # "a massive drone attack", told in full later
    return 0


def _one_clause(document: Document, x: Coded, y: Coded) -> bool:
    """Verb and noun of one event: "killed in an airstrike", "the attack wounded ten"."""
    parse = document.sentences[x.sentence].parse
    if parse is not None and not x.nominal and not y.nominal:  # "used tear gas to disperse the crowd"
        return any(parse.heads[p.token] == a.token and p.lemma in SCATTER for a, p in ((x, y), (y, x)))
    if parse is None or x.nominal == y.nominal:
        return False
    noun, verb = (x, y) if x.nominal else (y, x)
    above = [a for a, _ in zip(parse.ancestors(noun.token), range(3), strict=False)]
    if verb.token not in above:
        return False
    return parse.deprels[noun.token] in ("obl", "nsubj", "nmod", "obl:agent", "obj", "nsubj:pass") and _sparse(noun)


def _sparse(e: Coded) -> bool:
    """Whether the mention names no party with a country."""
    return not any(m.country for m in (*e.actors, *e.recipients))


def _same_parties(x: Coded, y: Coded) -> bool:
    """Both sides told by both, and the same; for meetings the participants."""
    if x.type is EventType.CONSULT:
        return _crossed(x, y)
    if not (x.actors and y.actors and _identical(x.actors, y.actors)):
        return False
    if not x.recipients and not y.recipients:
        return x.lemma == y.lemma
    return (
        bool(x.recipients and y.recipients)
        and _countries(x.recipients, y.recipients)
        and any(m.country for m in x.recipients)
    )


def _crossed(x: Coded, y: Coded) -> bool:
    """Meetings: at least two participants in common by country, or one named person and the other's country."""
    a = {m.country for m in (*x.actors, *x.recipients) if m.country}
    b = {m.country for m in (*y.actors, *y.recipients) if m.country}
    return len(a & b) >= 2 or (bool(a & b) and (a <= b or b <= a) and _identical(x.actors, y.actors))


def _identical(a: list[ActorMention], b: list[ActorMention]) -> bool:
    names = {m.name for m in a if m.name} & {m.name for m in b if m.name}
    if names:
        return True
    persons = {m.name for m in a if m.kind == "person" and m.name}, {m.name for m in b if m.kind == "person" and m.name}
    if all(persons):
        return False
    return bool({m.country for m in a if m.country} & {m.country for m in b if m.country})


def _countries(a: list[ActorMention], b: list[ActorMention]) -> bool:
    x, y = {m.country for m in a if m.country}, {m.country for m in b if m.country}
    return not x or not y or bool(x & y)


def _modes(x: Coded, y: Coded) -> bool:
    if x.mode == y.mode or x.mode is None or y.mode is None:
        return True
    return x.type is EventType.ASSAULT and "destroy" in (x.mode, y.mode) and (_sparse(x) or _sparse(y))


def _dates(a: Filled, b: Filled, published: date) -> bool:
    if a.event.background != b.event.background and not (a.dated and b.dated):
        return False
    x, y = _days(a, published), _days(b, published)
    if x is None or y is None:
        return True
    slack = timedelta(0) if a.dated and b.dated else NEAR
    return x[0] - slack <= y[1] and y[0] - slack <= x[1]


def _days(f: Filled, published: date) -> tuple[date, date] | None:
    """First and last day; what is not dated is taken for news of the day."""
    if f.dated and f.when is not None and f.when.start and f.when.end:
        return f.when.start, f.when.end
    return None if f.event.background or (f.dated and f.when) else (published - NEAR, published)


def _places(a: Filled, b: Filled) -> bool:
    x, y = a.where, b.where
    if x is None or y is None or (x.geonameid is not None and x.geonameid == y.geonameid):
        return True
    if x.country != y.country:
        return False
    return min(x.resolution, y.resolution) == 1 or (x.admin1 == y.admin1 and min(x.resolution, y.resolution) <= 2)


def complete(group: Sequence[Filled]) -> None:
    """Give each mention of a group what it lacks: date, place and parties of the others."""
    dated = [f for f in group if f.dated]
    placed = sorted((f for f in group if f.where), key=lambda f: -(f.where.resolution if f.where else 0))
    acting = [f for f in group if f.event.actors]
    receiving = [f for f in group if f.event.recipients]
    for f in group:
        if not f.dated and dated and dated[0].when is not None:
            f.when = _borrowed(dated[0].when)
            f.inherited.add("when")
        finest = placed[0].where if placed else None
        if finest is not None and finest is not f.where and not f.elsewhere and _refines(finest, f.where):
            f.where, f.where_reason = finest, None
            f.inherited.add("where")
        if not f.event.actors and acting:
            f.event.actors = list(acting[0].event.actors)
            f.inherited.add("actors")
        if not f.event.recipients and receiving and f.event.type is not EventType.CONSULT:
            f.event.recipients = [
                r
                for r in receiving[0].event.recipients
                if all(r.country != a.country or r.country is None for a in f.event.actors)
            ]
            f.inherited.add("recipients")
        if f.event.mode is None:
            f.event.mode = next((o.event.mode for o in group if o.event.mode), None)


def _refines(finest: Where, where: Where | None) -> bool:
    """Whether a place told elsewhere says more than the mention's own, which is none or only the country."""
    return where is None or (where.resolution == 1 and finest.resolution > 1 and finest.country == where.country)


def _borrowed(when: When) -> When:
    return when.model_copy(update={"basis": Basis.DISCOURSE})


def block(group: Sequence[Filled]) -> str:
    """The key of a group's mentions: what its type is easily taken for. See FAMILY for why no country is in it."""
    return FAMILY[group[0].event.type]
