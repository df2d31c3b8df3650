"""Pronouns and definite phrases ("it", "the two leaders", "the country"): which party named before they mean."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.extract.actors import nominals
from services.extract.actors.definite import Definite, definite
from services.extract.actors.meaning import Meaning
from services.extract.actors.names import vocabulary
from services.extract.actors.salience import Candidate, agrees, best, subject
from services.extract.actors.view import View
from services.extract.document import Parse

BACK = 3  # sentences looked back
UNSURE = Meaning("pronoun")
_ENTITIES = ("person", "group", "organisation", "state")
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "both"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
}
_SPEECH = vocabulary("say tell add write state warn claim note announce stress insist argue explain declare post tweet")

MeaningAt = Callable[[int, int], Meaning]


class References:
    """Resolves references of one article, first to last, so that a reference can lead on from an earlier one.

    `meaning` gives the meaning of a phrase that is no reference, in its surroundings.
    """

    def __init__(self, views: Sequence[View | None], meaning: MeaningAt) -> None:
        self._views = views
        self._meaning = meaning
        self._candidates: list[list[Candidate]] = []
        self._resolved: dict[tuple[int, int], list[Meaning] | None] = {}
        self._busy: list[int] = []  # sentences of the references being worked out
        self._done = 0  # sentences whose candidates are all gathered

    def resolve(self, index: int, token: int) -> list[Meaning] | None:
        """What the reference at `token` means; None where it is no reference; a nameless pronoun where unsure."""
        key = (index, token)
        if key not in self._resolved and len(self._candidates) <= index and not self._refers(index, token):
            return None  # no need to know yet what was told before
        while len(self._candidates) < index:
            self._collect(len(self._candidates))
        if key not in self._resolved:
            if len(self._candidates) == index:
                self._collect(index)
            if key not in self._resolved:
                self._work_out(index, token)
        return self._resolved[key]

    def settled(self, index: int) -> bool:
        """Whether all that phrases of sentence `index` refer to is known, so that no later question changes it."""
        return index < self._done and all(index < busy for busy in self._busy)

    def _refers(self, index: int, token: int) -> bool:
        """Whether the phrase at `token` is a reference at all."""
        view = self._views[index]
        if view is None or view.parse is None:
            return False
        pronoun = view.parse.xpos[token] in ("PRP", "PRP$") or view.words[token].lower() == "both"
        return pronoun or definite(view, token) is not None

    def _work_out(self, index: int, token: int) -> list[Meaning] | None:
        self._resolved[index, token] = [UNSURE]  # what a reference that leads back to itself finds
        self._busy.append(index)
        found = self._resolved[index, token] = self._lead(index, token)
        self._busy.pop()
        return found

    def _lead(self, index: int, token: int) -> list[Meaning] | None:
        view = self._views[index]
        if view is None or view.parse is None:
            return None
        word = view.words[token].lower()
        if view.parse.xpos[token] in ("PRP", "PRP$") or (word == "both" and view.parse.upos[token] in ("PRON", "DET")):
            kind = _PRONOUNS.get(word)
            found = self._pronoun(view.parse, index, token, kind) if kind else []
            return found or [replace(UNSURE, plural=kind in ("they", "we"))]
        phrase = definite(view, token)
        return None if phrase is None else self._definite(view.parse, index, token, phrase)

    def _collect(self, index: int) -> None:
        """Gather the candidates of sentence `index`, its references resolved on the way."""
        self._gather(index)
        self._done = index + 1

    def _gather(self, index: int) -> None:
        out: list[Candidate] = []
        self._candidates.append(out)
        view = self._views[index]
        if view is None or view.parse is None:
            return
        parse = view.parse
        for t in nominals.heads(parse):
            found = self._resolved[index, t] if (index, t) in self._resolved else self._work_out(index, t)
            if found is not None and (len(found) != 1 or found[0].kind == "pronoun"):
                continue
            if parse.upos[t] == "PRON" and found is None:
                continue
            meaning = found[0] if found else self._meaning(index, t)
            if parse.deprels[t] == "appos" and parse.heads[t] >= 0 and self._meaning(index, parse.heads[t]).name:
                continue  # told with the name it stands beside
            if nominals.whole(parse, t) is not None:
                continue  # what it is part of stands for it
            top = nominals.holder(parse, t)
            role = parse.deprels[top]
            if role == "conj" and parse.heads[top] >= 0:
                role = parse.deprels[parse.heads[top]]
            out.append(Candidate(index, t, meaning, role, meaning.plural))
            joined = nominals.conjuncts(parse, t) if parse.deprels[t] != "conj" and found is None else [t]
            members = tuple(self._meaning(index, j) for j in joined)
            if len(members) > 1 and all(m.kind in _ENTITIES for m in members):
                out.append(Candidate(index, t, meaning, role, True, members))

    def _before(self, index: int, token: int) -> list[Candidate]:
        here = [c for c in self._candidates[index] if c.token < token]
        for back in range(1, BACK + 1):
            if index - back >= 0:
                here += self._candidates[index - back]
        return here

    def _pronoun(self, parse: Parse, index: int, token: int, kind: str) -> list[Meaning]:
        if kind in ("i", "we"):
            return self._speaker(parse, index, token, kind)
        barred = _coarguments(parse, token)
        fitting = [
            c for c in self._before(index, token) if agrees(c, kind) and not (c.sentence == index and c.token in barred)
        ]
        beside = parse.words[token + 1].lower() if token + 1 < len(parse.words) else ""
        if kind == "they" and (beside == "both" or parse.words[token].lower() == "both"):
            fitting = [c for c in fitting if len(c.members) == 2]
        found = best(fitting, index, parse.deprels[token])
        if found is None or (found.meaning.kind == "thing" and not found.members):
            return []
        return list(found.members) or [found.meaning]

    def _speaker(self, parse: Parse, index: int, token: int, kind: str) -> list[Meaning]:
        """Who says "I" or "we": the subject of the verb of saying above the quotation; "we" is the speaker's side."""
        above = set(parse.ancestors(token))
        for t in parse.ancestors(token):
            said = parse.child(t, "nsubj")
            if parse.lemmas[t] in _SPEECH and said is not None and said != token and said not in above:
                speaker = self._meaning(index, said)
                if speaker.kind == "thing" or parse.upos[said] == "PRON":
                    return []
                side = replace(speaker, kind="group", name=None, title=None, plural=True)
                return [speaker] if kind == "i" else [side]
        return []

    def _definite(self, parse: Parse, index: int, token: int, phrase: Definite) -> list[Meaning] | None:
        before = self._before(index, token)
        if phrase.count:
            return self._several(before, index, phrase)
        fitting = [c for c in before if phrase.fits(c.meaning) and not c.members]
        if phrase.state:
            barred = set() if subject(parse.deprels[token]) else _subjects_above(parse, token)
            states = [
                replace(c, meaning=_state(c.meaning), plural=False)
                for c in fitting
                if not (c.sentence == index and c.token in barred)
            ]
            found = best(states, index, "obl", flat=True)
            return [found.meaning] if found else None
        nearest = max(fitting, key=lambda c: (c.sentence, subject(c.role), c.token), default=None)
        if nearest is None and not phrase.person:
            # a body introduced with this very word may lie further back
            far = [c for row in self._candidates[:index] for c in row if phrase.base in c.meaning.aliases]
            nearest = far[-1] if far else None
        return [nearest.meaning] if nearest else None

    def _several(self, before: list[Candidate], index: int, phrase: Definite) -> list[Meaning] | None:
        """ "the two leaders": the latest distinct parties of that kind, as many as it says."""
        pairs = [c for c in before if len(c.members) == phrase.count and index - c.sentence <= 2]
        for c in sorted(pairs, key=lambda c: (-c.sentence, -c.token)):
            if all(phrase.fits(m) for m in c.members):
                return [_state(m) for m in c.members] if phrase.state else list(c.members)
        found: dict[str, Meaning] = {}
        for c in sorted(before, key=lambda c: (-c.sentence, not subject(c.role), c.token)):
            if c.members or not phrase.fits(c.meaning) or index - c.sentence > 2:
                continue
            meaning = _state(c.meaning) if phrase.state else c.meaning
            key = meaning.country if phrase.state else meaning.name
            if key:
                found.setdefault(key, meaning)
        chosen = list(found.values())[: phrase.count]
        return chosen if len(chosen) == phrase.count else [replace(UNSURE, plural=True)]


def _coarguments(parse: Parse, token: int) -> set[int]:
    """Tokens a pronoun can't mean: other arguments of its predicate, and the noun it hangs on."""
    t, out = token, set()
    while parse.deprels[t] in ("nmod", "nmod:poss", "conj") and parse.heads[t] >= 0 and t not in out:
        out.add(t)
        possessive = parse.deprels[t] == "nmod:poss"
        t = parse.heads[t]
        out.add(t)
        if possessive:
            return out  # "his" can be the subject
    h = parse.heads[t]
    if h < 0 or parse.words[token].lower().endswith(("self", "selves")):
        return out
    return out | {c for c in parse.children[h] if c != t}


def _subjects_above(parse: Parse, token: int) -> set[int]:
    """Subjects of the verbs above `token`: who acts on "the country" is seldom the country."""
    return {c for t in parse.ancestors(token) for c in parse.children[t] if parse.deprels[c].startswith("nsubj")}


def _state(meaning: Meaning) -> Meaning:
    """The state of a party that belongs to one."""
    if meaning.kind == "state":
        return replace(meaning, sector=None)
    return Meaning("state", None, meaning.country, base=meaning.base)
