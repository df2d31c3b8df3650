"""What the lexicon's conditions are asked of: one predicate with its slots and what is known of the words in them."""

from services.extract.coder.knowledge import Knowledge
from services.extract.coder.phrase import content, names_of, singular
from services.extract.coder.slots import Slots
from services.extract.document import Parse

STORY, AROUND = 3, 12  # words of a topic, sentences before and after in which they count

TOPICS = frozenset({"sport", "market", "fiction"})  # their words are found in the gravest news as well


class Scene:
    """One predicate or noun. `key`: the lexicon key under which it was found."""

    def __init__(self, slots: Slots, knowledge: Knowledge, key: str) -> None:
        self.slots, self.knowledge, self.key = slots, knowledge, key

    def exists(self, slot: str) -> bool:
        """Whether the slot is filled; "passive" asks for the voice."""
        if slot == "passive":
            return self.slots.passive
        return bool(self.slots.get(slot))

    def has(self, slot: str, name: str) -> bool:
        """Whether something in the slot is of the class; a few slots hold words rather than arguments."""
        match slot:
            case "key":
                return self.key in (name, f"{name}.01")
            case "near":
                if name in TOPICS and self.knowledge.lexicon.any_in_class("grave", self.knowledge.near):
                    return False  # crude spilled by guerrillas, police at a stadium
                return self.knowledge.lexicon.any_in_class(name, self.knowledge.near)
            case "story":
                return self._story(name)
            case "modifier" | "hostage" | "joint" | "compound":
                wanted = slot if name == "modifier" else name
                return self.knowledge.lexicon.any_in_class(wanted, self.modifiers)
            case "object" if name == "reflexive":
                return any(self.slots.parse.words[t].lower().endswith(("self", "selves")) for t in self.slots.get(slot))
            case "destination" if name == "foreign":
                return self._abroad()
            case "predicative":
                return any(self.knowledge.is_a(t, name) for t in self.slots.get(slot))
        return any(self.knowledge.is_a(t, name) for t in self.slots.get(slot))

    @property
    def modifiers(self) -> frozenset[str]:
        """Words right before the noun or object, and adverbs of the verb."""
        known, key = self.knowledge.modifiers, (self.slots.token, self.slots.nominal)
        if key not in known:
            known[key] = frozenset(modifiers(self.slots, self.knowledge.lexicon.transparent))
        return known[key]

    def _story(self, name: str) -> bool:
        """Whether the article is about the class: STORY of its words in the sentences around."""
        document, at = self.knowledge.document, self.knowledge.sentence
        lexicon = self.knowledge.lexicon
        around = document.sentences[max(0, at - AROUND) : at + AROUND]
        words = [w.strip(".,;:!?“”\"'()").lower() for s in around for w in s.text.split()]  # the gate parses not all
        return sum(any(lexicon.in_class(name, form) for form in (w, *singular(w))) for w in words) >= STORY

    def _abroad(self) -> bool:
        """Whether a destination lies in another country than the traveller's."""
        home = {m.country for t in self.slots.get("subject") for m in self.knowledge.mentions(t)}
        there = {
            m.country for t in self.slots.get("destination") for m in self.knowledge.mentions(t) if m.kind == "state"
        }
        return bool({c for c in there if c} - home)


def modifiers(slots: Slots, transparent: frozenset[str]) -> set[str]:
    """Lemmas of adjectives, compounds and adverbs of the predicate and of its object."""
    parse: Parse = slots.parse
    heads = [
        slots.token,
        *(t for a in (slots.get("A1") if not slots.nominal else ()) for t in content(parse, a, transparent)),
    ]
    heads += [t for p in ("in", "on") for t in (slots.get(f"~{p}") if not slots.nominal else ())]
    out: set[str] = set()
    for head in heads:
        for c in parse.children[head]:
            if parse.deprels[c] in ("amod", "compound", "advmod", "nummod", "nmod", "flat"):
                out |= {parse.lemmas[c].lower(), parse.words[c].lower()}
                out |= {
                    parse.lemmas[g].lower()
                    for g in parse.children[c]
                    if parse.deprels[g] in ("compound", "amod", "conj")
                }
        names = names_of(parse, head)
        out |= {*names[2:], *(n.split()[0] for n in names if " " in n)}
    return out
