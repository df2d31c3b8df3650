"""PropBank frames on gold words: predicates, rolesets, arguments.

An argument is right when predicate, role and head word are. With gold predicates roles and rolesets are scored alone,
with predicted ones the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from models.corpora.semantic import ROLES
from models.corpora.sentence import Sentence
from models.evaluate.counts import Counts, percent
from models.evaluate.read import read
from services.extract.document import Frame, Parse
from services.extract.nlp.engine import Engine

KINDS = ("verb", "noun", "adj", "light")
Read = Sequence[tuple[Sentence, Parse]]


def score(engine: Engine, sentences: Sequence[Sentence]) -> dict[str, Any]:
    """F1 of predicates and of arguments by kind, shares of rolesets that are right, F1 by role."""
    annotated = [s for s in sentences if s.frames is not None]
    found, given = read(engine, annotated), read(engine, annotated, predicates)
    return {
        "predicates": _predicates(found),
        "rolesets": _rolesets(given),
        "arguments": _arguments(found),
        "arguments, gold predicates": _arguments(given),
        "roles, gold predicates": _roles(given),
    }


def predicates(sentence: Sentence) -> dict[int, str]:
    """The gold predicates of a sentence with their kinds."""
    return {f.token: f.kind for f in sentence.frames or ()}


def score_verbs(engine: Engine, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Of a corpus in which only verbs are annotated: F1 of arguments, rolesets right, with gold predicates."""
    given = read(engine, sentences, predicates)
    return {"arguments": _arguments(given)["verb"], "rolesets": _rolesets(given)["verb"]}


def _predicates(pairs: Read) -> dict[str, float]:
    counts = defaultdict[str, Counts](Counts)
    for gold, parse in pairs:
        wanted, found = predicates(gold), {f.token: f.kind for f in parse.frames}
        counts["all"].add(set(found), set(wanted))
        for kind in KINDS:
            counts[kind].add({t for t, k in found.items() if k == kind}, {t for t, k in wanted.items() if k == kind})
    return {name: counts[name].f1 for name in ("all", *KINDS)}


def _rolesets(pairs: Read) -> dict[str, float]:
    right, of = Counter[str](), Counter[str]()
    for gold, parse in pairs:
        said = {f.token: f.roleset for f in parse.frames}
        for frame in gold.frames or ():
            of[frame.kind] += 1
            right[frame.kind] += said.get(frame.token) == frame.roleset
    return {kind: percent(right[kind], of[kind]) for kind in KINDS[:3] if of[kind]}


def _arguments(pairs: Read) -> dict[str, float]:
    counts = defaultdict[str, Counts](Counts)
    for gold, parse in pairs:
        wanted = {(f.token, role, head, f.kind) for f in gold.frames or () for role, head in f.arguments}
        found = {(f.token, a.role, a.token, f.kind) for f in parse.frames for a in f.arguments}
        counts["all"].add({x[:3] for x in found}, {x[:3] for x in wanted})
        for kind in KINDS:
            counts[kind].add(_of_kind(found, kind), _of_kind(wanted, kind))
    return {name: counts[name].f1 for name in ("all", *KINDS[:3])}


def _of_kind(arguments: set[tuple[int, str, int, str]], kind: str) -> set[tuple[int, str, int]]:
    return {x[:3] for x in arguments if x[3] == kind}


def _roles(pairs: Read) -> dict[str, float]:
    counts = defaultdict[str, Counts](Counts)
    for gold, parse in pairs:
        for role in ROLES[1:]:
            wanted = {(f.token, head) for f in gold.frames or () for r, head in f.arguments if r == role}
            counts[role].add(_filled(parse.frames, role), wanted)
    return {role: counts[role].f1 for role in ROLES[1:] if counts[role].gold}


def _filled(frames: Sequence[Frame], role: str) -> set[tuple[int, int]]:
    return {(f.token, a.token) for f in frames for a in f.arguments if a.role == role}
