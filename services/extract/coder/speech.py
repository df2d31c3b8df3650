"""Speech that judges: "X said Y was treading on dangerous ground" says ACCUSE without a verb of accusing.

A saying verb, a clause about another party, and a negative evaluation in that clause. Praise said this way is left out:
it is too often quoted from others, or meant otherwise.
"""

from dataclasses import dataclass

from schemas.plover import EventType
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.modes import ASKED
from services.extract.coder.parties import Parties
from services.extract.coder.sectors import POLITICAL
from services.extract.coder.slots import Slots
from services.extract.coder.words import useful
from services.extract.document import ActorMention, Parse

SAYING = frozenset(
    {
        "say",
        "tell",
        "write",
        "tweet",
        "declare",
        "state",
        "argue",
        "insist",
        "claim",
        "add",
        "post",
        "comment",
        "remark",
    }
    | {"complain", "maintain", "assert", "believe", "reiterate", "announce", "conclude", "stress", "emphasize", "note"}
)
DENIED = frozenset({"not", "n't", "n’t", "never", "no"})
OBLIGING = frozenset({"must", "should", "ought"})


@dataclass(frozen=True)
class Judgement:
    """ACCUSE or REQUEST by speech: speakers, the parties judged or asked, the saying verb, the head of what is said."""

    type: EventType
    mode: str
    verb: int
    predicate: int
    speakers: list[ActorMention]
    judged: list[ActorMention]


def judgements(k: Knowledge, parties: Parties, matched: set[int], coded: set[int]) -> list[Judgement]:
    """All judgements of a sentence; matched: predicates that the lexicon knows, coded: those that made an event."""
    out = []
    parse = k.parse
    for verb, lemma in enumerate(parse.lemmas):
        if lemma not in SAYING or parse.upos[verb] != "VERB" or verb in coded:
            continue
        speakers = [m for t in Slots(parse, verb).get("subject") for m in parties.at(t, people_only=True)]
        if not any(m.country or m.sector for m in speakers):
            continue
        for predicate in _said(parse, verb):
            if predicate in coded:
                continue
            if asked := _obliged(k, parties, predicate, speakers):
                out.append(Judgement(EventType.REQUEST, _asked(k, predicate), verb, predicate, speakers, asked))
                break
            judged = [] if predicate in matched or verb in matched else _judged(k, parties, predicate, speakers)
            if judged:
                out.append(Judgement(EventType.ACCUSE, "disapprove", verb, predicate, speakers, judged))
                break
    return out


def _said(parse: Parse, verb: int) -> list[int]:
    """Heads of the clauses said, quoted ones and those before the verb included."""
    out = [
        c for c in parse.children[verb] if parse.deprels[c] in ("ccomp", "parataxis") and parse.deprels[c] != "punct"
    ]
    out += [x for c in list(out) for x in parse.children[c] if parse.deprels[x] == "conj" and parse.upos[x] == "VERB"]
    if parse.deprels[verb] == "parataxis" and parse.heads[verb] >= 0:
        out.append(parse.heads[verb])
    return out


def _obliged(k: Knowledge, parties: Parties, predicate: int, speakers: list[ActorMention]) -> list[ActorMention]:
    """Who must do something: "said China must drop its barriers" is a demand on China."""
    parse = k.parse
    modal = any(parse.words[c].lower() in OBLIGING for c in parse.children[predicate] if parse.deprels[c] == "aux")
    has_to = parse.lemmas[predicate] in ("have", "need") and parse.child(predicate, "xcomp") is not None
    has_to = has_to and parse.xpos[predicate] in ("VBP", "VBZ", "VB")  # "they had to break the door" only tells
    has_to = has_to and not any(parse.words[c].lower() == "would" for c in parse.children[predicate])
    subject = Slots(parse, predicate).subject_token
    if subject is None or not (modal or has_to) or parse.words[subject].lower() in ("we", "i", "it", "there"):
        return []
    home = {m.country for m in speakers if m.country}
    if not any(m.sector in POLITICAL or m.kind in ("state", "organisation", "group") for m in speakers):
        return []
    return [m for m in parties.at(subject, people_only=True) if _other(m, speakers, home)]


def _asked(k: Knowledge, predicate: int) -> str:
    words = [k.parse.lemmas[t].lower() for t in k.parse.subtree(predicate) if k.parse.upos[t] in ("VERB", "NOUN")]
    words.insert(0, k.parse.lemmas[predicate].lower())
    return next((mode for w in words for mode, name in ASKED if k.lexicon.in_class(name, w)), "change")


def _judged(k: Knowledge, parties: Parties, predicate: int, speakers: list[ActorMention]) -> list[ActorMention]:
    parse = k.parse
    if any(parse.words[c].lower() in DENIED for c in parse.children[predicate]):
        return []
    slots = Slots(parse, predicate)
    subject = slots.subject_token
    if subject is None or not _negative(k, predicate, subject):
        return []
    home = {m.country for m in speakers if m.country}
    found = [m for m in parties.at(subject) if _other(m, speakers, home)]
    if not found and _adjective(k, subject):
        objects = dict.fromkeys((*slots.get("object"), *slots.get("A1")))
        found = [m for t in objects for m in parties.at(t, people_only=True) if _other(m, speakers, home)]
        found = [m for m in found if m.country not in home]
    return found


def _other(m: ActorMention, speakers: list[ActorMention], home: set[str]) -> bool:
    if (
        not useful(m)
        or not (m.country or m.sector)
        or any(m.start == s.start or (m.name and m.name == s.name) for s in speakers)
    ):
        return False
    return m.country is None or m.country not in home or m.sector is not None


def _negative(k: Knowledge, predicate: int, subject: int) -> bool:
    """A negative verb, predicate noun or adjective, phrase ("on dangerous ground"), or epithet of the subject."""
    parse, sense = k.parse, k.lexicon.evaluation
    lemma = parse.lemmas[predicate].lower()
    if sense.get(lemma) == "negative verb" and parse.upos[predicate] == "VERB":
        return True
    if sense.get(lemma) == "negative" and parse.upos[predicate] in ("ADJ", "NOUN"):
        return True
    if _adjective(k, subject):
        return True
    own = set(parse.subtree(predicate, frozenset({"advcl", "acl:relcl", "parataxis", "ccomp", "conj"})))
    words = " ".join(parse.words[t].lower() for t in sorted(own | {predicate}))
    return any(s == "negative frame" and phrase in words for phrase, s in sense.items())


def _adjective(k: Knowledge, noun: int) -> bool:
    return any(
        k.lexicon.evaluation.get(k.parse.lemmas[c].lower()) == "negative"
        for c in k.parse.subtree(noun, frozenset({"acl:relcl", "nmod"}))
        if k.parse.deprels[c] in ("amod", "conj")
    )
