"""The surroundings of a predicate or event noun by name: who stands in which role, behind which preposition.

A slot name is a PropBank role (A0 … A5, LOC, PRP …), "subject" and "object" (the logical ones), "~on" (what follows
the preposition), "of_A1" (the same, hanging on the A1: "of the visit"), "clause" (the verb of the complement), and for
nouns bare prepositions with "poss" and "adj" ("Russian", "drone" before the noun). The engine's roles come first; the
tree fills what they leave open.
"""

import re
from functools import cached_property

from services.extract.coder.circumstances import causes, destinations
from services.extract.coder.phrase import NOMINAL, SUBJECTS, conjuncts, is_passive, preposition
from services.extract.coder.surroundings import agents, attended, joined, patients, resulting, speaking
from services.extract.document import Frame, Parse
from services.extract.quantities.words import wordset

ROLE = re.compile(r"A\d")
OBLIQUE = ("obl", "nmod", "obl:agent", "advcl", "obl:tmod", "obl:unmarked", "obl:npmod", "acl", "xcomp", "ccomp")
OCCURRING = wordset("erupt break take begin start happen occur continue resume rage flare spread spill")
WRITINGS = frozenset({"statement", "declaration", "letter", "resolution", "message", "communique", "petition", "note"})
PROJECTING = ("at", "over", "on", "against", "into", "toward", "across", "from")


class Slots:
    """Slots of one predicate (a verb, or a noun with `nominal`). `frame` is the engine's, None where it made none."""

    def __init__(self, parse: Parse, token: int, nominal: bool = False) -> None:
        self.parse, self.token, self.nominal = parse, token, nominal
        self.frame: Frame | None = parse.frame_at.get(token)
        self._cache: dict[str, tuple[int, ...]] = {}

    def get(self, name: str) -> tuple[int, ...]:
        """Head tokens in the slot, in text order; () where it is empty."""
        if name not in self._cache:
            self._cache[name] = tuple(dict.fromkeys(self._find(name)))
        return self._cache[name]

    @cached_property
    def passive(self) -> bool:
        """Whether the verb stands in the passive."""
        return not self.nominal and is_passive(self.parse, self.token)

    @cached_property
    def subject_token(self) -> int | None:
        """The syntactic subject, shared over coordination and taken over by infinitives and participles."""
        return self._subject_of(self.token, 0)

    def _subject_of(self, token: int, depth: int) -> int | None:
        p = self.parse
        own = p.child(token, *SUBJECTS)
        if own is not None or depth > 4:
            return own
        head, rel = p.heads[token], p.deprels[token]
        if head < 0:
            return None
        if rel in ("acl:relcl", "advcl:relcl") and (owner := self._antecedent()) is not None:
            return owner
        if rel == "acl" and p.xpos[token] == "VBG" and p.lemmas[head].lower() in WRITINGS and p.deprels[head] == "obj":
            return self._subject_of(p.heads[head], depth + 1)  # "issued a declaration demanding"
        if rel == "acl:relcl" or (rel == "acl" and p.xpos[token] in ("VBG", "VBN")):
            return head
        if rel == "conj" and p.upos[head] in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
            return self._subject_of(head, depth + 1)
        if rel == "xcomp":
            control = p.child(head, "obj", "iobj")
            return control if control is not None else self._subject_of(head, depth + 1)
        if rel in ("advcl", "parataxis", "ccomp", "dep") and p.upos[head] in ("VERB", "AUX", "ADJ"):
            return self._subject_of(head, depth + 1) if rel == "advcl" else None
        return None

    def _find(self, name: str) -> list[int]:
        if "_" in name and not name.startswith("~") and name != "clause_subject" and name != "clause_object":
            return self._below(*name.split("_", 1))
        match name:
            case "subject":
                return self._logical_subject()
            case "object":
                return self._object()
            case "clause":
                return self._clauses()
            case "clause_subject":
                return self._clause_subject()
            case "clause_object":
                return self._clause_object()
            case "cause":
                return causes(self)
            case "destination":
                return destinations(self)
            case "speaker" | "told":
                verb = speaking(self.parse, self.token)
                if verb is None:
                    return []
                said = Slots(self.parse, verb)
                return said._logical_subject() if name == "speaker" else list(said.get("A2"))
            case "projected":
                return [t for w in PROJECTING for t in self.oblique(w)] + self.role("A2") + self.role("LOC")
            case "predicative":
                return self._predicative()
            case "governor":
                return [] if self.parse.heads[self.token] < 0 else [self.parse.heads[self.token]]
            case "joined":
                return joined(self.parse, self.token)
            case "parenthetic":
                return [self.token] if self.parse.deprels[self.token] == "parataxis" and not self._clauses() else []
            case "attendant":
                above = attended(self.parse, self.token) if self.nominal else None
                return [] if above is None else Slots(self.parse, above)._logical_subject()
            case "poss":
                return [c for c in self.parse.children[self.token] if self.parse.deprels[c] == "nmod:poss"]
            case "adj":
                return [
                    c
                    for c in self.parse.children[self.token]
                    if self.parse.deprels[c] in ("amod", "compound", "nmod")
                    and c < self.token
                    and preposition(self.parse, c) is None
                ]
            case "A0":
                if not self.nominal and self._agents() and (found := self._logical_subject()):
                    return found
                return self._agents() or ([] if self.nominal else self._tree_a0())
            case "A1":
                return patients(self.parse, self.token, self.role("A1")) or ([] if self.nominal else self._object())
        if ROLE.fullmatch(name) or name.isupper():
            return self.role(name)
        return self.oblique(name.removeprefix("~"))

    def role(self, *names: str) -> list[int]:
        """Tokens that the engine gives one of these roles."""
        return [a.token for a in self.frame.arguments if a.role in names] if self.frame else []

    def _agents(self) -> list[int]:
        found, p = self.role("A0"), self.parse
        if found == [p.heads[self.token]] and p.lemmas[found[0]].lower() in WRITINGS and self.subject_token is not None:
            return [self.subject_token]  # "issued a declaration demanding that …"
        return found if not self.frame or self.nominal or self.passive else agents(self.parse, self.frame, found)

    def _tree_a0(self) -> list[int]:
        if self.passive:
            return self.oblique("by")
        subject = self.subject_token
        if subject is None:
            return []
        taken = {a.token for a in self.frame.arguments if ROLE.fullmatch(a.role)} if self.frame else set()
        return [] if subject in taken and self.parse.child(self.token, "obj") is not None else [subject]

    def _antecedent(self) -> int | None:
        """The noun that a relative pronoun in subject position stands for."""
        p = self.parse
        own = p.child(self.token, *SUBJECTS)
        if own is None or p.words[own].lower() not in ("who", "which", "that"):
            return None
        head = p.heads[self.token]
        if p.deprels[self.token] == "advcl:relcl":  # hung on the verb; the noun stands right before "which"
            head = next((t for t in range(own - 1, max(-1, own - 4), -1) if p.upos[t] in ("NOUN", "PROPN")), head)
        return head if p.upos[head] in NOMINAL else None

    def _logical_subject(self) -> list[int]:
        if (
            self.parse.deprels[self.token] in ("acl:relcl", "advcl:relcl")
            and not self.passive
            and (owner := self._antecedent()) is not None
        ):
            return [owner]
        if found := self._agents():
            return found
        if self.passive:
            return self.oblique("by")
        return [] if self.subject_token is None else [self.subject_token]

    def _object(self) -> list[int]:
        found = self.parse.child(self.token, "obj")
        if found is None:
            found = self.parse.child(self.token, "iobj")
        if found is None and self.passive and self.subject_token is not None:
            found = self.subject_token
        found = resulting(self.parse, self.token) if found is None else found
        if found is None and self.parse.deprels[self.token] == "conj":  # "shelled and captured the town"
            found = next(
                (
                    c
                    for c in self.parse.children[self.parse.heads[self.token]]
                    if self.parse.deprels[c] == "obj" and c > self.token
                ),
                None,
            )
        return [] if found is None else [found]

    def oblique(self, word: str) -> list[int]:
        """What follows the preposition `word`, at the predicate, its object and its obliques."""
        p, out = self.parse, []
        holders = [self.token]
        if self.nominal and p.deprels[self.token] == "nsubj" and p.lemmas[p.heads[self.token]] in OCCURRING:
            holders.append(p.heads[self.token])  # "clashes erupted between the army and rebels"
        if not self.nominal:
            holders += self._object()
            holders += [c for c in p.children[self.token] if p.deprels[c] == "obl" and c not in holders][:2]
        for holder in holders:
            out += [
                c
                for c in p.children[holder]
                if p.deprels[c].split(":")[0] in ("obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "obj")
                and preposition(p, c) == word
            ]
        if self.frame:
            out += [a.token for a in self.frame.arguments if a.token not in out and preposition(p, a.token) == word]
        return sorted(t for t in out if p.upos[t] != "ADP")

    def _below(self, word: str, role: str) -> list[int]:
        p, out = self.parse, []
        if word == "for" and role == "subject":
            return self._for_subject()
        for head in self.get(role):
            for t in conjuncts(p, head):
                for c in p.children[t]:
                    rel, case = p.deprels[c], preposition(p, c)
                    if (
                        case == word
                        or (word == "of" and (rel == "nmod:poss" or case == "by"))
                        or (word == "of" and rel in ("amod", "compound") and p.upos[c] in ("PROPN", "ADJ"))
                    ):
                        out.append(c)
        return out

    def _for_subject(self) -> list[int]:
        """Who is asked in "pleaded for X to send …", "called for X to leave"."""
        p = self.parse
        out = [t for t in self.oblique("for") if p.upos[t] in NOMINAL and self._clauses()]
        for c in self._clauses():
            if preposition(p, c) == "for":
                out += [s for s in p.children[c] if p.deprels[s] in SUBJECTS]
        return out

    def _clauses(self) -> list[int]:
        p = self.parse
        holders = [self.token, *(self._object() if not self.nominal else [])]
        out = [c for c in p.children[self.token] if p.deprels[c] in ("ccomp", "xcomp") and p.upos[c] not in ("PRON",)]
        out += [c for h in holders for c in p.children[h] if p.deprels[c] in ("acl", "advcl") and self._infinitive(c)]
        out += [
            a.token
            for a in (self.frame.arguments if self.frame else ())
            if a.role in ("A1", "A2", "A3", "PRP") and p.upos[a.token] in ("VERB", "AUX") and a.token not in out
        ]
        out += [x for c in list(out) for x in p.children[c] if p.deprels[x] == "conj" and p.upos[x] == "VERB"]
        return sorted(set(out) - {self.token})

    def _infinitive(self, token: int) -> bool:
        p = self.parse
        return p.xpos[token] == "VB" and any(
            p.words[c].lower() == "to" for c in p.children[token] if p.deprels[c] in ("mark", "aux")
        )

    def _clause_subject(self) -> list[int]:
        p, out = self.parse, []
        for c in self._clauses():
            own = p.child(c, *SUBJECTS)
            if own is not None:
                out.append(own)
        if not out and self._clauses():
            out = [c for c in p.children[self.token] if p.deprels[c] in ("obj", "iobj")]
        return out

    def _clause_object(self) -> list[int]:
        """Whom the act of the complement would hit: "threatened to cut ties with Lithuania"."""
        out: list[int] = []
        for c in self._clauses():
            inner = Slots(self.parse, c)
            for name in ("~with", "~against", "~on", "~from", "~at", "object"):
                out += inner.get(name)
        return out

    def _predicative(self) -> list[int]:
        p = self.parse
        out = self.oblique("as") + [
            c for c in p.children[self.token] if p.deprels[c] == "xcomp" and p.upos[c] != "VERB"
        ]
        return out + [t for t in self.role("A2", "PRD") if p.upos[t] in ("NOUN", "ADJ", "PROPN")]
