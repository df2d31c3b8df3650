"""Named entities on gold words: exact spans."""

from collections import defaultdict
from collections.abc import Iterable

from models.corpora.sentence import Sentence
from models.evaluate.counts import Counts
from services.extract.document import Parse

CORE = ("PER", "ORG", "LOC")


def score(read: Iterable[tuple[Sentence, Parse]]) -> dict[str, float]:
    """F1 by kind, and of PER, ORG and LOC together.

    Where a corpus marks only those three, others found do not count; nor does what touches a span of unknown kind.
    """
    counts = defaultdict[str, Counts](Counts)
    for gold, parse in read:
        if gold.entity_scheme == "none":
            continue
        kinds = None if gold.entity_scheme == "full" else CORE
        unknown = {k for e in gold.entities if e.kind == "?" for k in range(e.first, e.last)}
        wanted = {tuple(e) for e in gold.entities if e.kind != "?" and (kinds is None or e.kind in kinds)}
        found = {
            (e.first, e.last, e.kind)
            for e in parse.entities
            if (kinds is None or e.kind in kinds) and unknown.isdisjoint(range(e.first, e.last))
        }
        for kind in {e[2] for e in wanted | found}:
            counts[str(kind)].add({e for e in found if e[2] == kind}, {e for e in wanted if e[2] == kind})
    core = Counts()
    for kind in CORE:
        for name in ("right", "found", "gold"):
            setattr(core, name, getattr(core, name) + getattr(counts[kind], name))
    return {"PER+ORG+LOC": core.f1} | {kind: counts[kind].f1 for kind in sorted(counts) if counts[kind].gold}
