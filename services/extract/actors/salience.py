"""Which of the parties named before is most in the reader's mind.

A salience model after Lappin and Leass (1994), cut down to what holds in news: subjects before objects before the
rest, near before far, parties named again before others. Where two are as likely, nothing is claimed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services.extract.actors.gender import gender
from services.extract.actors.meaning import Meaning

MARGIN = 0.4  # by which the best candidate has to lead another party
FAR = 1.6  # lost per sentence
AGAIN = 0.5  # gained for each further mention
_ROLE = {"nsubj": 3.0, "nsubj:pass": 2.8, "root": 2.0, "obj": 2.0, "iobj": 1.8, "obl:agent": 1.8, "nmod:poss": 1.2}
_OTHER_ROLE = 1.0
_FLAT = {"nsubj": 1.4, "nsubj:pass": 1.6, "obj": 2.0, "nmod:poss": 1.8, "obl": 1.6}
"""Roles for "the country": a place acted on or in is as likely as one that acts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party (or thing) named at a token; members: of a coordination."""

    sentence: int
    token: int
    meaning: Meaning
    role: str
    plural: bool
    members: tuple[Meaning, ...] = ()

    @property
    def identity(self) -> tuple[str | None, ...]:
        """Two candidates with one identity are one party."""
        m = self.meaning
        if self.members:
            return ("+", *(x.name or x.country or x.base for x in self.members))
        if m.kind == "state" and m.country:
            return ("state", m.country)
        return (m.name or m.base, m.country, m.sector)


def subject(role: str) -> bool:
    """Whether a relation is that of a subject (a root noun counts: it is what a headline is about)."""
    return role.startswith("nsubj") or role == "root"


def best(fitting: Iterable[Candidate], index: int, role: str, flat: bool = False) -> Candidate | None:
    """The most salient candidate seen from sentence `index`; None where there is none or two are as likely."""
    scores: dict[tuple[str | None, ...], tuple[float, Candidate]] = {}
    for c in fitting:
        score = (_FLAT if flat else _ROLE).get(c.role, _OTHER_ROLE) - FAR * (index - c.sentence)
        score += 0.6 if not flat and subject(c.role) and subject(role) else 0.0
        score += 0.3 if c.meaning.name else 0.0
        known = scores.get(c.identity)
        if known is None:
            scores[c.identity] = (score, c)
        else:
            scores[c.identity] = (max(score, known[0]) + AGAIN, known[1] if known[0] >= score else c)
    ranked = sorted(scores.values(), key=lambda p: (-p[0], index - p[1].sentence, p[1].token))
    if not ranked or ranked[0][0] <= 0:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
        return None
    return ranked[0][1]


def agrees(c: Candidate, kind: str) -> bool:
    """Whether number, person and gender of a candidate allow the pronoun `kind` (he, she, it, they)."""
    m = c.meaning
    if kind == "they":
        return bool(c.members) or c.plural or m.base in ("police", "military")
    if c.members or c.plural:
        return False
    if kind == "it":
        return m.kind != "person"
    if m.kind != "person":
        return False
    return gender(m.name or "", m.title or m.base) != {"he": "f", "she": "m"}[kind]
