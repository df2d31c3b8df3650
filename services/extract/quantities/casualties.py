"""Casualty claims: how many people were killed, wounded, missing, displaced, detained or abducted, by which word."""

from collections.abc import Iterator

from schemas.fields import CasualtyKind, Qualifier
from services.extract.document import CasualtyMention, Document, Parse, QuantityMention, Sentence
from services.extract.quantities import harm
from services.extract.quantities.idioms import TRIGGERS, Idioms
from services.extract.quantities.roles import Roles
from services.extract.quantities.tagger import Counted, counted
from services.extract.quantities.tolls import toll
from services.extract.quantities.victims import Group, People
from services.extract.quantities.words import wordset

_TRIGGERS = (
    {"toll", "number", "count", "figure"}
    | harm.TRANSITIVE.keys()
    | harm.INTRANSITIVE.keys()
    | harm.STATES.keys()
    | harm.NOUNS.keys()
    | harm.REMOVALS.keys()
    | harm.RESULT.keys()
    | TRIGGERS
)
_YEARS = wordset("year years decade decades century centuries")
_FURTHEST = 30
"""Evidence longer than this many tokens is cut down to the group alone."""


def tag_casualties(document: Document, quantities: list[QuantityMention]) -> list[CasualtyMention]:
    """All casualty claims in text order.

    `quantities` are those of `tag_quantities`; a number that is not among them is no count. A claim under "no" or
    "not" gives nothing, save "no major casualties" (qualifier no_major, no number). What could happen gives nothing.
    """
    kept = {(q.sentence, q.token) for q in quantities}
    out: list[CasualtyMention] = []
    for sentence in document.sentences:
        if sentence.parse is not None and _may_claim(sentence.parse):
            known = [q for q in counted(sentence) if (sentence.index, q.mention.token) in kept]
            out += _Reader(sentence, sentence.parse, known, document.published.year).read()
    return out


def _may_claim(parse: Parse) -> bool:
    """A quick look whether a sentence has any word that a claim hangs on."""
    return any(
        lemma.lower() in _TRIGGERS or word.lower() in _TRIGGERS or word.endswith(("ies", "IES"))
        for lemma, word in zip(parse.lemmas, parse.words, strict=True)
    )


class _Reader:
    """Reads the claims of one sentence."""

    def __init__(self, sentence: Sentence, parse: Parse, quantities: list[Counted], year: int) -> None:
        self.sentence, self.parse, self.year = sentence, parse, year
        self.people = People(parse, quantities)
        self.roles = Roles(parse, self.people, quantities)
        self.idioms = Idioms(parse, self.people, self.roles)

    def read(self) -> list[CasualtyMention]:
        """Claims in the order of their words; the same people are claimed once for a kind."""
        out: list[CasualtyMention] = []
        taken: set[tuple[CasualtyKind, int]] = set()
        for token in range(len(self.parse.words)):
            for kind, group in self._claims(token, out[-1].kind if out else None):
                if (kind, group.last) not in taken and not self._history(token):
                    taken.add((kind, group.last))
                    out.append(self._mention(token, kind, group))
        return out

    def _history(self, token: int) -> bool:
        """Whether a relative clause tells of years ago: "a poet who died 90 years ago", "killed in 1973"."""
        if not self.parse.deprels[token].startswith("acl"):
            return False
        below = [self.parse.words[t].lower() for t in self.parse.subtree(token)]
        years = {int(w) for w in below if len(w) == 4 and w.isascii() and w.isdigit()}
        old = any(1000 <= y < self.year - 1 for y in years)
        return old or ("ago" in below and bool(_YEARS & set(below)))

    def _claims(self, token: int, last: CasualtyKind | None) -> Iterator[tuple[CasualtyKind, Group]]:
        for kind, head in self.idioms.at(token):
            yield from self._all(kind, [head])
        lemma, upos = self.people.noun(token), self.parse.upos[token]
        word = self.parse.words[token].lower()
        if lemma == "toll" or (lemma in ("number", "count", "figure") and upos == "NOUN"):
            found = toll(self.parse, self.people, token, last)
            if found:
                yield found
        elif upos == "NOUN" and lemma in harm.NOUNS:
            yield from self._noun(token, harm.NOUNS[lemma])
        elif upos == "NOUN" and lemma in harm.REMOVALS and not self._ordered(token):
            yield from self._of(token, harm.REMOVALS[lemma])
        elif upos == "NOUN" and lemma in harm.RESULT:
            yield from self._result(token, lemma)
        elif upos in ("VERB", "AUX") and lemma in harm.TRANSITIVE and not self.roles.unreal(token):
            if self._counted_above(token):
                return
            yield from self._among(token, harm.TRANSITIVE[lemma])
            yield from self._all(harm.TRANSITIVE[lemma], self.roles.patients(token))
        elif lemma == "flee" and self._escapes(token):
            return
        elif upos == "VERB" and lemma in harm.INTRANSITIVE and not self.roles.unreal(token):
            yield from self._all(harm.INTRANSITIVE[lemma], self.roles.subjects(token))
        elif word in harm.STATES and not self.roles.unreal(token) and not self._left_unreal(token):
            yield from self._all(harm.STATES[word], self.roles.holders(token))

    def _all(self, kind: CasualtyKind, tokens: list[int]) -> Iterator[tuple[CasualtyKind, Group]]:
        for token in tokens:
            for group in self.people.groups(token):
                if kind is not CasualtyKind.DISPLACED or group.max != 1:  # a driver who flees is no refugee
                    yield kind, group

    def _counted_above(self, token: int) -> bool:
        """Whether a toll says how many: "the number of people killed has climbed to 19" counts no "people"."""
        head = self.parse.heads[token]
        above = self.parse.heads[head] if head >= 0 else -1
        bound = (
            self.parse.deprels[token] == "acl"
            and self.parse.deprels[head] == "nmod"
            and head not in self.people.by_noun
        )
        return bound and above >= 0 and self.people.noun(above) in ("number", "toll", "count")

    def _among(self, token: int, kind: CasualtyKind) -> Iterator[tuple[CasualtyKind, Group]]:
        """ "nine insurgents were among those killed"."""
        those = self.parse.heads[token]
        bound = self.parse.deprels[token] == "acl" and self.parse.words[those].lower() == "those"
        if bound and any(self.parse.words[c].lower() == "among" for c in self.parse.children[those]):
            yield from self._all(kind, self.roles.subjects(those))

    def _escapes(self, token: int) -> bool:
        """Whether someone gets away rather than loses a home: "managed to flee", "fled the scene"."""
        managed = (
            self.parse.deprels[token] == "xcomp" and self.parse.lemmas[self.parse.heads[token]].lower() == "manage"
        )
        from_ = (self.people.noun(c) for c in self.parse.children[token] if self.parse.deprels[c] in ("obj", "obl"))
        return managed or any(noun in harm.ESCAPES for noun in from_)

    def _left_unreal(self, token: int) -> bool:
        """Whether the verb that leaves people in a state never did: "threatened to take them hostage"."""
        bound = self.parse.deprels[token] in ("xcomp", "obj", "advmod", "advcl", "obl")
        return bound and self.roles.unreal(self.parse.heads[token])

    def _noun(self, token: int, kind: CasualtyKind) -> Iterator[tuple[CasualtyKind, Group]]:
        """ "8 fatalities", "no major casualties", "the death of two soldiers"."""
        modifiers = {self.parse.words[c].lower() for c in self.parse.children[token]}
        if "no" in modifiers:
            if modifiers & harm.MILD:
                first = min(c for c in self.parse.children[token] if self.parse.words[c].lower() == "no")
                yield kind, Group(first, token, None, None, Qualifier.NO_MAJOR, None)
            return
        head = self.parse.heads[token]
        if self.parse.lemmas[token] == "death" and self.parse.deprels[token] == "obl" and "to" in modifiers:
            if self.parse.lemmas[head].lower() not in harm.ONLY_SAID and not self.roles.unreal(head):
                # "was stabbed to death"
                yield from self._all(kind, self.roles.patients(head))
            return
        quantity = self.people.by_noun.get(token)
        if quantity:
            group = self.people.of(quantity)
            if group:
                yield kind, Group(group.first, group.last, group.min, group.max, group.qualifier, None)
            return
        yield from self._of(token, kind)

    def _of(self, token: int, kind: CasualtyKind) -> Iterator[tuple[CasualtyKind, Group]]:
        """The people that a noun of harm has after "of"."""
        for child in self.parse.children[token]:
            of = any(self.parse.words[c].lower() == "of" for c in self.parse.children[child])
            if self.parse.deprels[child] == "nmod" and of:
                for group in self.people.groups(child):
                    if child in self.people.by_noun or group.max == 1:
                        yield kind, group

    def _ordered(self, token: int) -> bool:
        """Whether what the noun names is only ordered, planned or feared."""
        head = self.parse.heads[token]
        return head < 0 or self.parse.lemmas[head].lower() in harm.UNREAL or self.roles.unreal(head)

    def _result(self, token: int, lemma: str) -> Iterator[tuple[CasualtyKind, Group]]:
        """ "claimed 14 lives", "12 bodies were recovered"."""
        head = self.parse.heads[token]
        if head < 0 or self.parse.lemmas[head].lower() not in harm.RESULT_VERBS[lemma] or self.roles.unreal(head):
            return
        quantity = self.people.by_noun.get(token)
        group = self.people.of(quantity) if quantity else None
        if group:
            yield harm.RESULT[lemma], Group(group.first, group.last, group.min, group.max, group.qualifier, None)
        elif lemma != "life":  # "the bodies of nine shepherds"
            owners = [c for c in self.parse.children[token] if self.parse.deprels[c] == "nmod"]
            yield from self._all(harm.RESULT[lemma], [c for c in owners if c in self.people.by_noun])

    def _mention(self, token: int, kind: CasualtyKind, group: Group) -> CasualtyMention:
        first, last = min(token, group.first), max(token, group.last)
        if last - first > _FURTHEST:
            first, last = group.first, group.last
        start, end = self.sentence.span(first, last)
        return CasualtyMention(
            start=start,
            end=end,
            sentence=self.sentence.index,
            verb=token,
            text=self.sentence.text[start - self.sentence.start : end - self.sentence.start],
            kind=kind,
            min=group.min,
            max=group.max,
            qualifier=group.qualifier,
            victims=group.victims,
        )
