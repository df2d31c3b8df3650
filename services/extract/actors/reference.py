"""Pronouns and definite phrases ("it", "the two leaders", "the country"): which party named before they mean.

A salience model after Lappin and Leass (1994), cut down to what holds in news: subjects before objects before the
rest, near before far, parties named often before others; number, person and gender have to agree. Where two
candidates are as likely, nothing is claimed: the mention keeps its text and has no name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from services.extract.actors import nominals
from services.extract.actors.context import ArticleContext
from services.extract.actors.definite import Definite, definite
from services.extract.actors.gender import gender
from services.extract.actors.meaning import Meaning
from services.extract.actors.names import vocabulary
from services.extract.actors.view import View

BACK = 3  # sentences looked back
MARGIN = 0.4  # by which the best candidate has to lead another party
_ROLE = {"nsubj": 3.0, "nsubj:pass": 2.8, "root": 2.0, "obj": 2.0, "iobj": 1.8, "obl:agent": 1.8, "nmod:poss": 1.2}
_OTHER_ROLE = 1.0
_FAR = 1.6  # lost per sentence
_ENTITIES = ("person", "group", "organisation", "state")

_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "both"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
}
_SPEECH = vocabulary("say tell add write state warn claim note announce stress insist argue explain declare")

MeaningAt = Callable[[int, int], Meaning]


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
        return (m.name or m.base, m.country, None if m.kind == "state" else m.sector)


class References:
    """Resolves references of one article. `meaning` gives the meaning of a phrase by itself."""

    def __init__(self, views: Sequence[View | None], context: ArticleContext, meaning: MeaningAt) -> None:
        self._views = views
        self._context = context
        self._meaning = meaning
        self._candidates: dict[int, list[Candidate]] = {}

    def resolve(self, index: int, token: int) -> list[Meaning] | None:
        """What the reference at `token` means; None where it is no reference; a nameless pronoun where unsure."""
        view = self._views[index]
        if view is None or view.parse is None:
            return None
        word = view.words[token].lower()
        if view.parse.xpos[token] in ("PRP", "PRP$") or (word == "both" and view.parse.upos[token] in ("PRON", "DET")):
            kind = _PRONOUNS.get(word)
            found = self._pronoun(index, token, kind) if kind else []
            return found or [Meaning("pronoun", plural=kind in ("they", "we"))]
        phrase = definite(view, token)
        return None if phrase is None else self._definite(index, token, phrase)

    def _of(self, index: int) -> list[Candidate]:
        found = self._candidates.get(index)
        if found is None:
            found = list(self._collect(index))
            self._candidates[index] = found
        return found

    def _collect(self, index: int) -> list[Candidate]:
        view = self._views[index]
        out: list[Candidate] = []
        if view is None or view.parse is None:
            return out
        parse = view.parse
        for t in nominals.heads(parse):
            if parse.upos[t] == "PRON" or (definite(view, t) and self._meaning(index, t).kind != "thing"):
                continue
            meaning = self._meaning(index, t)
            joined = nominals.conjuncts(parse, t) if parse.deprels[t] != "conj" else [t]
            role = parse.deprels[t]
            if role == "conj" and parse.heads[t] >= 0:
                role = parse.deprels[parse.heads[t]]
            out.append(Candidate(index, t, meaning, role, meaning.plural))
            members = tuple(self._meaning(index, j) for j in joined)
            if len(members) > 1 and all(m.kind in _ENTITIES for m in members):
                out.append(Candidate(index, t, meaning, role, True, members))
        return out

    def _before(self, index: int, token: int) -> list[Candidate]:
        here = [c for c in self._of(index) if c.token < token]
        for back in range(1, BACK + 1):
            if index - back >= 0:
                here += self._of(index - back)
        return here

    def _pronoun(self, index: int, token: int, kind: str) -> list[Meaning]:
        if kind in ("i", "we"):
            return self._speaker(index, token, kind)
        view = self._views[index]
        assert view is not None
        assert view.parse is not None
        parse = view.parse
        barred = self._barred(index, token)
        fitting = [
            c
            for c in self._before(index, token)
            if _agrees(c, kind, view.words, self._views) and (c.sentence, c.token) not in barred
        ]
        best = self._best(fitting, index, parse.deprels[token])
        if best is None or (best.meaning.kind == "thing" and not best.members):
            return []
        return list(best.members) or [best.meaning]

    def _barred(self, index: int, token: int) -> set[tuple[int, int]]:
        """Tokens the pronoun can't mean: the other arguments of its own predicate, unless it is possessive."""
        view = self._views[index]
        assert view is not None
        assert view.parse is not None
        parse = view.parse
        h = parse.heads[token]
        if h < 0 or parse.deprels[token] == "nmod:poss":
            return {(index, h)} if h >= 0 else set()
        reflexive = view.words[token].lower().endswith(("self", "selves"))
        return set() if reflexive else {(index, c) for c in parse.children[h] if c != token}

    def _best(self, fitting: list[Candidate], index: int, role: str) -> Candidate | None:
        scores: dict[tuple[str | None, ...], tuple[float, Candidate]] = {}
        for c in fitting:
            score = _ROLE.get(c.role, _OTHER_ROLE) - _FAR * (index - c.sentence)
            score += 0.6 if _subject(c.role) and _subject(role) else 0.0
            score += 0.3 if c.meaning.name else 0.0
            known = scores.get(c.identity)
            if known is None:
                scores[c.identity] = (score, c)
            else:
                # named again: a party that runs through the text gains
                scores[c.identity] = (max(score, known[0]) + 0.5, known[1] if known[0] >= score else c)
        ranked = sorted(scores.values(), key=lambda p: (-p[0], index - p[1].sentence, p[1].token))
        if not ranked or ranked[0][0] <= 0:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return None
        return ranked[0][1]

    def _speaker(self, index: int, token: int, kind: str) -> list[Meaning]:
        """Who says "I" or "we": the subject of the verb of saying above the quotation; "we" is the speaker's side."""
        view = self._views[index]
        assert view is not None
        assert view.parse is not None
        parse = view.parse
        for t in parse.ancestors(token):
            subject = parse.child(t, "nsubj")
            if parse.lemmas[t] in _SPEECH and subject is not None and subject != token:
                said = self._meaning(index, subject)
                if said.kind == "thing" or parse.upos[subject] == "PRON":
                    return []
                return [said] if kind == "i" else [replace(said, kind="group", name=None, title=None, plural=True)]
        return []

    def _definite(self, index: int, token: int, phrase: Definite) -> list[Meaning] | None:
        before = self._before(index, token)
        if phrase.count:
            return self._several(before, index, phrase)
        fitting = [c for c in before if phrase.fits(c.meaning) and not c.members]
        if phrase.state:
            states: list[Candidate] = [replace(c, meaning=_state(c.meaning)) for c in fitting]
            best = self._best(states, index, "nsubj")
            return [best.meaning] if best else None
        nearest = max(fitting, key=lambda c: (c.sentence, _subject(c.role), c.token), default=None)
        return [nearest.meaning] if nearest else None

    def _several(self, before: list[Candidate], index: int, phrase: Definite) -> list[Meaning] | None:
        """ "the two leaders": the latest distinct parties of that kind, as many as it says."""
        found: dict[str, Meaning] = {}
        for c in sorted(before, key=lambda c: (-c.sentence, not _subject(c.role), c.token)):
            if c.members or not phrase.fits(c.meaning) or index - c.sentence > 2:
                continue
            meaning = _state(c.meaning) if phrase.state else c.meaning
            key = meaning.country if phrase.state else meaning.name
            if key:
                found.setdefault(key, meaning)
        chosen = list(found.values())[: phrase.count]
        return chosen if len(chosen) == phrase.count else [Meaning("pronoun", plural=True)]


def _subject(role: str) -> bool:
    return role.startswith("nsubj") or role == "root"


def _state(meaning: Meaning) -> Meaning:
    """The state of a party that belongs to one."""
    if meaning.kind == "state":
        return meaning
    return Meaning("state", None, meaning.country, base=meaning.base)


def _agrees(c: Candidate, kind: str, words: Sequence[str], views: Sequence[View | None]) -> bool:
    m = c.meaning
    if kind == "they":
        return bool(c.members) or c.plural or m.kind == "group" or m.base in ("police", "military")
    if c.members or c.plural:
        return False
    if kind == "it":
        return m.kind != "person"
    if m.kind != "person":
        return False
    other = {"he": "f", "she": "m"}[kind]
    return gender(m.name or "", m.title or m.base) != other
