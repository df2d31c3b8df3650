"""From role specifications to parties: "A0/~by" is the first of two slots that names someone, "A0+~with" both.

What cannot act stands for its owner: "Russian drones", "Ukraine's power grid", "the attack" (whoever carried it out).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from schemas.plover import Sector
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.phrase import SUBJECTS, content
from services.extract.coder.slots import Slots
from services.extract.coder.words import useful
from services.extract.document import ActorMention

PRONOUNS = frozenset({"it", "he", "she", "they", "them", "him", "her", "its", "his", "their", "who", "which"})
Perpetrators = Callable[[int], list[ActorMention]]
"""Given the token of an event noun: who did it, as far as the document has said."""


class Parties:
    """Finds the parties of one sentence's events."""

    def __init__(self, knowledge: Knowledge, perpetrators: Perpetrators | None = None) -> None:
        self._k, self._perpetrators = knowledge, perpetrators

    def of(self, slots: Slots, specification: str, people_only: bool = False) -> list[ActorMention]:
        """The parties that fill a specification, each once, in text order; [] where none is named."""
        for alternative in specification.split("/"):
            tokens = [t for name in alternative.split("+") for t in self.tokens(slots, name)]
            found = self._mentions(tokens, people_only)
            if found:
                return found
        return []

    def tokens(self, slots: Slots, name: str) -> tuple[int, ...]:
        """Head tokens that fill one part of a specification."""
        if name in ("", "UNK"):
            return ()
        if name == "host":
            return hosts(slots, self._k)
        return slots.get(name)

    def _mentions(self, tokens: Iterable[int], people_only: bool) -> list[ActorMention]:
        out: dict[tuple[int, int, str | None], ActorMention] = {}
        for token in sorted(set(tokens)):
            for m in map(self._named, self.at(token, people_only)):
                out.setdefault((m.start, m.end, m.country), m)
        return list(out.values())

    def _crowd(self, tokens: list[int]) -> ActorMention | None:
        """People whom actor resolution has no word for: "tens of thousands", "truckers"."""
        counted = self._k.parse.upos[tokens[-1]] == "NUM"  # "259 were arrested"
        if not counted and not any(self._k.listed(t, "crowd", "person") for t in tokens):
            return None
        found = self._k.mentions(tokens[0]) or self._k.mentions(tokens[-1])
        return replace(found[0], kind="group", sector=Sector.CVL) if found and found[0].kind == "thing" else None

    def _named(self, m: ActorMention) -> ActorMention:
        """For a pronoun the party itself, where the same sentence names it before: "Syria says it will …"."""
        if m.text.lower() not in PRONOUNS:
            return m
        parse, sentence = self._k.parse, self._k.document.sentences[self._k.sentence]
        for t in range(len(parse.words)):
            if sentence.start + parse.spans[t][0] >= m.start:
                break
            if parse.upos[t] not in ("NOUN", "PROPN") or parse.deprels[t] not in SUBJECTS:
                continue
            for o in self._k.mentions(t):
                same = o.name == m.name if m.name and o.name else o.country == m.country and o.sector == m.sector
                if useful(o) and same and o.country == m.country:
                    return o
        return m

    def at(self, token: int, people_only: bool = False) -> list[ActorMention]:
        """The parties that the phrase of `token` stands for: itself, or the owner of the thing it names."""
        parse = self._k.parse
        tokens = content(parse, token, self._k.lexicon.transparent)
        own = [m for m in self._k.mentions(tokens[0]) if useful(m)]
        if not own and len(tokens) > 1:
            own = [m for m in self._k.mentions(tokens[-1]) if useful(m)]
        if not own and (crowd := self._crowd(tokens)):
            return [crowd]
        if own or people_only:
            return own
        if self._perpetrators is not None and (found := self._perpetrators(tokens[-1])):
            return found
        return self._k.owner(tokens[-1])


def hosts(slots: Slots, knowledge: Knowledge) -> tuple[int, ...]:
    """Whom a visitor sees: the partner of the talks it goes to, else the country it goes to."""
    parse = slots.parse
    partners: list[int] = []
    events = (
        [t for w in ("for", "on", "to") for t in slots.get(f"~{w}")]
        + list(slots.get("clause"))
        + list(slots.get("PRP"))
    )
    events += list(slots.get("A1")) if not slots.nominal else [slots.token]
    for e in dict.fromkeys(events):
        inner = Slots(parse, e, nominal=parse.upos[e] in ("NOUN", "PROPN"))
        if inner.nominal and knowledge.listed(e, "talks", "visit", "summit"):
            partners += inner.get("~with") or inner.get("~to")
        elif not inner.nominal and parse.lemmas[e] in ("meet", "see", "discuss", "talk", "negotiate", "hold", "confer"):
            partners += inner.get("object") if parse.lemmas[e] in ("meet", "see") else ()
            partners += inner.get("~with")
    partners = [t for t in partners if knowledge.known(t)]
    if partners:
        return tuple(dict.fromkeys(partners))
    places = [
        t
        for t in (*slots.get("destination"), *(slots.get("A1") if not slots.nominal else ()))
        if knowledge.known(t) and t not in slots.get("subject")
    ]
    home = {m.country for t in slots.get("subject") for m in knowledge.mentions(t)}
    abroad = [t for t in places if any(m.country not in home for m in knowledge.known(t))]
    return tuple(dict.fromkeys(abroad or places))[:1]
