"""Who the words say was harmed, and how many: one claim for each counted group."""

from dataclasses import dataclass

from schemas.fields import Qualifier
from services.extract.document import Parse
from services.extract.quantities import harm
from services.extract.quantities.tagger import Counted
from services.extract.quantities.words import singular

_SINGULAR = ("NN", "NNP")
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_AGENT_ENDINGS = ("er", "or", "ist", "man", "ian", "ee", "woman", "ant")


@dataclass(frozen=True, slots=True)
class Group:
    """People harmed: tokens `first` … `last` name them, `min` and `max` bound their number."""

    first: int
    last: int
    min: int | None
    max: int | None
    qualifier: Qualifier | None
    victims: str | None


class People:
    """Reads groups of people off a parse with its quantities."""

    def __init__(self, parse: Parse, quantities: list[Counted]) -> None:
        self.parse = parse
        self.by_noun = {q.noun: q for q in quantities if q.noun is not None}
        self.by_token = {t: q for q in quantities for t in range(q.first, q.last + 1) if q.noun is None}
        self.by_token |= {q.mention.token: q for q in quantities}
        self.persons = {t for e in parse.entities if e.kind == "PER" for t in range(e.first, e.last)}

    def noun(self, token: int) -> str:
        """Mended lemma of a token."""
        return singular(self.parse.lemmas[token], self.parse.words[token])

    def groups(self, token: int) -> list[Group]:
        """The groups a victim phrase with head `token` names: "two soldiers and three civilians" are two."""
        if self.parse.words[token].lower() in _RELATIVE:
            head = self._antecedent(token)
            return self.groups(head) if head is not None else []
        out = []
        for member in (token, *self._conjuncts(token)):
            group = self.group(member)
            if group:
                out.append(group)
        return out

    def group(self, token: int) -> Group | None:
        """One group, or None where the phrase names no people or denies them."""
        if self.denied(token):
            return None
        quantity = self.by_noun.get(token) or self.by_token.get(token) or self._members(token)
        if quantity:
            return self.of(quantity)
        lemma = self.noun(token)
        pronoun = self.parse.words[token].lower()
        known = (
            lemma in harm.PEOPLE
            or token in self.persons
            or pronoun in ("he", "she", "him", "her", "himself", "herself")
        )
        if not known and not (self.parse.upos[token] == "NOUN" and lemma.endswith(_AGENT_ENDINGS)):
            return None
        if lemma in harm.NOT_PEOPLE or lemma in ("family", "staff", "crew", "police", "opposition", "personnel"):
            return None
        first = min(
            [token, *(c for c in self.parse.children[token] if self.parse.deprels[c] in ("det", "amod", "compound"))]
        )
        if self.parse.xpos[token] in _SINGULAR or self.parse.upos[token] == "PRON":
            plural = lemma in ("person", "troop") and self.parse.words[token].lower() != "person"
            return None if plural else Group(first, token, 1, 1, None, self._kind(token))
        if self.parse.xpos[token] in ("NNS", "NNPS"):
            return Group(first, token, 2, None, None, self._kind(token))
        return None

    def _members(self, token: int) -> Counted | None:
        """Of whom a body of people consists: "a family of five", "a group of eight hikers"."""
        if self.noun(token) not in harm.BODIES_OF:
            return None
        for c in self.parse.children[token]:
            if self.parse.deprels[c] == "nmod" and any(self.parse.words[b] == "of" for b in self.parse.children[c]):
                return self.by_noun.get(c) or self.by_token.get(c)
        return None

    def human(self, token: int) -> bool:
        """Whether the phrase at `token` is plainly people: a noun for them, a name, a nationality, or a bare number."""
        token = self.taken_up(token)
        quantity = self.by_token.get(token)
        if quantity and quantity.noun is not None and quantity.noun != token:
            token = quantity.noun
        elif quantity and quantity.noun is None:
            return quantity.mention.unit is None
        lemma = self.noun(token)
        if lemma in harm.PEOPLE or lemma in harm.BODIES_OF or token in self.persons:
            return True
        nationality = self.parse.upos[token] in ("PROPN", "ADJ") and token in self.by_noun
        person = lemma.endswith(_AGENT_ENDINGS) and lemma not in harm.NOT_PEOPLE
        return nationality or (person and self.parse.upos[token] == "NOUN")

    def taken_up(self, token: int) -> int:
        """The noun that a relative pronoun takes up; any other token itself."""
        head = self._antecedent(token) if self.parse.words[token].lower() in _RELATIVE else None
        return token if head is None else head

    def of(self, quantity: Counted) -> Group | None:
        """The group a quantity counts; None for money, per cent and things."""
        mention, noun = quantity.mention, quantity.noun
        if mention.unit and not mention.unit.isalpha():
            return None
        if noun is not None and self.noun(noun) in harm.NOT_PEOPLE:
            return None
        low = None if mention.min is None else round(mention.min)
        high = None if mention.max is None else round(mention.max)
        if (low is None and high is None) or high == 0:
            return None
        kind = self._kind(noun) if noun is not None else None
        return Group(quantity.first, quantity.last, low, high, mention.qualifier, kind)

    def denied(self, token: int) -> bool:
        """Whether the phrase says "no": "no one", "nobody", "none", "no civilians"."""
        words = [self.parse.words[c].lower() for c in self.parse.children[token] if self.parse.deprels[c] == "det"]
        return self.parse.words[token].lower() in ("nobody", "none", "no-one", "noone") or bool(
            {"no", "any"} & set(words)
        )

    def _kind(self, token: int) -> str | None:
        lemma = self.noun(token)
        if lemma in harm.GENERAL or token in self.persons or self.parse.upos[token] not in ("NOUN", "ADJ"):
            return None
        return self.parse.words[token].lower()

    def _conjuncts(self, token: int) -> list[int]:
        found = (
            c for c in self.parse.children[token] if self.parse.deprels[c] == "conj" and self.parse.upos[c] != "VERB"
        )
        return [c for c in found if not self._harmed_apart(c)]

    def _harmed_apart(self, token: int) -> bool:
        """Whether a word of harm stands right before the number: "killed 12 and wounded at least 20", misread."""
        quantity = self.by_noun.get(token) or self.by_token.get(token)
        if not quantity or not quantity.first:
            return False
        return self.parse.lemmas[quantity.first - 1].lower() in harm.TRANSITIVE

    def _antecedent(self, token: int) -> int | None:
        """The noun that "who" at `token` takes up."""
        for t in self.parse.ancestors(token):
            if self.parse.deprels[t] == "acl:relcl":
                return self.parse.heads[t]
        return None
