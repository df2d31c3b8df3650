"""Casualty claims: how many people were killed, wounded, missing, displaced, detained or abducted, by which word."""

from collections.abc import Iterator

from schemas.fields import CasualtyKind, Qualifier
from services.extract.document import CasualtyMention, Document, Parse, QuantityMention, Sentence
from services.extract.quantities import harm
from services.extract.quantities.tagger import Counted, counted
from services.extract.quantities.tolls import toll
from services.extract.quantities.victims import Group, People

_SUBJECT = ("nsubj", "nsubj:pass")
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
        if sentence.parse is not None:
            known = [q for q in counted(sentence) if (sentence.index, q.mention.token) in kept]
            out += _Reader(sentence, sentence.parse, known).read()
    return out


class _Reader:
    """Reads the claims of one sentence."""

    def __init__(self, sentence: Sentence, parse: Parse, quantities: list[Counted]) -> None:
        self.sentence, self.parse, self.quantities = sentence, parse, quantities
        self.people = People(parse, quantities)

    def read(self) -> list[CasualtyMention]:
        """Claims in the order of their words; the same people are claimed once for a kind."""
        out: list[CasualtyMention] = []
        taken: set[tuple[CasualtyKind, int]] = set()
        for token in range(len(self.parse.words)):
            for kind, group in self._claims(token):
                if (kind, group.last) not in taken:
                    taken.add((kind, group.last))
                    out.append(self._mention(token, kind, group))
        return out

    def _claims(self, token: int) -> Iterator[tuple[CasualtyKind, Group]]:
        lemma, upos = self.people.noun(token), self.parse.upos[token]
        word = self.parse.words[token].lower()
        if lemma == "toll" or (lemma in ("number", "count") and upos == "NOUN"):
            found = toll(self.parse, self.people, token)
            if found:
                yield found
        elif upos == "NOUN" and lemma in harm.NOUNS:
            yield from self._noun(token, harm.NOUNS[lemma])
        elif upos == "NOUN" and lemma in harm.RESULT:
            yield from self._result(token, lemma)
        elif upos in ("VERB", "AUX") and lemma in harm.TRANSITIVE and not self._unreal(token):
            yield from self._all(harm.TRANSITIVE[lemma], self._patients(token))
        elif upos == "VERB" and lemma in harm.INTRANSITIVE and not self._unreal(token):
            yield from self._all(harm.INTRANSITIVE[lemma], self._subjects(token))
        elif word in harm.STATES and not self._unreal(token):
            yield from self._all(harm.STATES[word], self._holders(token))

    def _all(self, kind: CasualtyKind, tokens: list[int]) -> Iterator[tuple[CasualtyKind, Group]]:
        for token in tokens:
            for group in self.people.groups(token):
                if kind is not CasualtyKind.DISPLACED or group.max != 1:  # a driver who flees is no refugee
                    yield kind, group

    def _unreal(self, token: int) -> bool:
        """Negated, or only possible."""
        frame = self.parse.frame_at.get(token)
        if frame and frame.role("NEG"):
            return True
        relation, above = self.parse.deprels[token], self.parse.heads[token]
        if relation in ("xcomp", "ccomp", "advcl") and self.parse.lemmas[above].lower() in harm.UNREAL:
            return True
        chain = [token]
        if (
            self.parse.deprels[token] in ("xcomp", "conj")
            and self.parse.child(token, *_SUBJECT, "aux", "aux:pass") is None
        ):
            chain.append(self.parse.heads[token])
        words = {self.parse.words[c].lower() for t in chain for c in self.parse.children[t] if self._helper(c)}
        return bool(words & harm.UNSURE or words & {"not", "n't", "n’t", "never", "without"})

    def _helper(self, token: int) -> bool:
        return self.parse.deprels[token].startswith(("aux", "advmod", "mark"))

    def _patients(self, token: int) -> list[int]:
        """Heads of what a verb is done to: passive subject, object, or the noun it modifies."""
        given = self.parse.child(token, "obj")
        if given is not None and self.parse.child(token, "aux:pass") is None:
            return [given, *self._more_objects(token)]
        passive = [c for c in self.parse.children[token] if self.parse.deprels[c] == "nsubj:pass"]
        if passive:  # a second one, behind an active verb, is its object misread
            return passive[-1:] if passive[-1] > token else passive[:1]
        participle = self.parse.xpos[token] == "VBN" or self.parse.xpos[token] == "VBD"
        relation, head = self.parse.deprels[token], self.parse.heads[token]
        if relation in ("acl", "amod") and participle and head >= 0:
            return [head]
        if (participle and self.parse.xpos[token] == "VBN") or (
            participle and relation in ("conj", "xcomp", "parataxis")
        ):
            subject = self.parse.child(token, "nsubj")
            if subject is not None:
                return [subject]
            if relation == "conj" and head >= 0:  # "were arrested and jailed"
                shared = self.parse.child(head, "nsubj:pass")
                return [shared] if shared is not None and self._near(token) is None else self._beside(token)
        return self._beside(token)

    def _more_objects(self, token: int) -> list[int]:
        """Counted nouns the parser has joined to the verb, not to its object: "killed himself and five policemen"."""
        members = (c for c in self.parse.children[token] if self.parse.deprels[c] == "conj")
        counted_nouns = [
            c for c in members if c in self.people.by_noun and self.parse.child(c, *_SUBJECT, "cop") is None
        ]
        # "killed a woman and wounded two men", read as "wounded men"
        return [c for c in counted_nouns if not self._harmed(c)]

    def _harmed(self, token: int) -> bool:
        return any(self.parse.lemmas[c] in harm.TRANSITIVE for c in self.parse.children[token])

    def _near(self, token: int) -> Counted | None:
        """A number that stands right beside the word, its noun left out: "wounded 11", "11 wounded"."""
        for q in self.quantities:
            if (q.first == token + 1 or q.last == token - 1) and q.noun in (None, token):
                return q
        return None

    def _beside(self, token: int) -> list[int]:
        """A number right beside the word, else what the frame says it was done to."""
        found = self._near(token) or next((q for q in self.quantities if q.first == token + 1), None)
        if found:
            return [found.mention.token]
        frame = self.parse.frame_at.get(token)
        patient = frame.role("A1") if frame and frame.probability > 0.5 else None
        return [patient.token] if patient and patient.probability > 0.5 and patient.token != token else []

    def _subjects(self, token: int) -> list[int]:
        subject = self.parse.child(token, *_SUBJECT)
        if subject is not None:
            return [subject]
        if self.parse.deprels[token] in ("conj", "xcomp"):
            shared = self.parse.child(self.parse.heads[token], *_SUBJECT)
            return [shared] if shared is not None else []
        return [self.parse.heads[token]] if self.parse.deprels[token] == "acl" else []

    def _holders(self, token: int) -> list[int]:
        """Who is dead, missing, homeless or hostage."""
        relation, head = self.parse.deprels[token], self.parse.heads[token]
        near = self._near(token)
        own = self.parse.child(token, *_SUBJECT)
        if own is not None:
            return [own]
        if near is not None or token in self.people.by_noun:
            return [near.mention.token] if near else [token]
        if head < 0:
            return []
        if relation in ("xcomp", "obl", "advcl", "conj"):
            patient = self.parse.child(head, "nsubj:pass", "obj")
            return [patient] if patient is not None else []
        return [head] if relation in ("amod", "acl") and head in self.people.by_noun else []

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
            if not self._unreal(head):  # "was stabbed to death"
                yield from self._all(kind, self._patients(head))
            return
        quantity = self.people.by_noun.get(token)
        if quantity:
            group = self.people.of(quantity)
            if group:
                yield kind, Group(group.first, group.last, group.min, group.max, group.qualifier, None)
            return
        for child in self.parse.children[token]:
            of = any(self.parse.words[c].lower() == "of" for c in self.parse.children[child])
            if self.parse.deprels[child] == "nmod" and of:
                for group in self.people.groups(child):
                    if child in self.people.by_noun or group.max == 1:
                        yield kind, group

    def _result(self, token: int, lemma: str) -> Iterator[tuple[CasualtyKind, Group]]:
        """ "claimed 14 lives", "12 bodies were recovered"."""
        head = self.parse.heads[token]
        quantity = self.people.by_noun.get(token)
        if quantity and head >= 0 and self.parse.lemmas[head].lower() in harm.RESULT_VERBS[lemma]:
            group = self.people.of(quantity)
            if group and not self._unreal(head):
                yield harm.RESULT[lemma], Group(group.first, group.last, group.min, group.max, group.qualifier, None)

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
