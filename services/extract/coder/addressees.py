"""Recipients that stand deeper in what is said: "threatened to cut gas to Moldova", "to protest Sweden's decision".

Only for acts whose recipient the lexicon's roles leave open; what is found here is less sure than a role.
"""

from schemas.plover import EventType
from services.extract.coder.embedding import CIRCUMSTANCE
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.parties import Parties
from services.extract.coder.phrase import preposition
from services.extract.coder.sectors import INTERGOVERNMENTAL, POLITICAL
from services.extract.coder.slots import Slots
from services.extract.document import ActorMention

SEARCHED = frozenset(
    {EventType.AGREE, EventType.REJECT, EventType.THREATEN, EventType.CONCEDE, EventType.PROTEST, EventType.ACCUSE}
)
DENYING = frozenset({"deny", "refute", "rebut", "contradict"})
TOWARD = frozenset({"to", "for", "with", "from", "against", "on", "by", "of", "over", "about", "at"})
HOLDERS = ("A2", "A1", "clause", "object", "~against", "~over", "~about", "~for", "~on", "~with", "~from", "~of", "~to")
NOT_DOWN = frozenset({"acl:relcl", "parataxis", "appos", "flat"})


def addressed(
    knowledge: Knowledge, parties: Parties, slots: Slots, event_type: EventType, actors: list[ActorMention]
) -> list[ActorMention]:
    """The first parties of politics inside the content of the act, its actors left out; [] where there are none."""
    if event_type not in SEARCHED or knowledge.parse.lemmas[slots.token] in DENYING:
        return []
    parse = knowledge.parse
    roots = [t for name in HOLDERS for t in slots.get(name)]
    if event_type is EventType.PROTEST:
        roots += [c for c in parse.children[slots.token] if parse.deprels[c] in ("advcl", "xcomp", "acl")]
    for root in dict.fromkeys(roots):
        if preposition(parse, root) in CIRCUMSTANCE or any(t == root for t in slots.get("subject")):
            continue
        for token in _inside(knowledge, root):
            found = [m for m in parties.at(token, people_only=True) if _addressee(m, actors)]
            if found:
                return found
    return []


def _inside(knowledge: Knowledge, root: int) -> list[int]:
    """Nouns below `root` that an act can be directed at: objects, owners, and what follows "to", "for", "with" …"""
    parse = knowledge.parse
    out: list[int] = []
    stack = [root]
    while stack:
        token = stack.pop(0)
        rel, case = parse.deprels[token], preposition(parse, token)
        fits = rel in ("obj", "iobj", "nmod:poss", "amod", "nsubj", "compound") or case in TOWARD
        if fits and parse.upos[token] in ("NOUN", "PROPN", "ADJ"):
            out.append(token)
        stack += [
            c
            for c in parse.children[token]
            if parse.deprels[c] not in NOT_DOWN and not (parse.deprels[c] == "advcl" and preposition(parse, c) != "to")
        ]
    return out


def _addressee(m: ActorMention, actors: list[ActorMention]) -> bool:
    if m.kind not in ("state", "person", "organisation", "group") or not (m.country or m.name):
        return False
    sectors = {s for s in (m.sector, *m.other_sectors) if s}
    if not (m.kind == "state" or sectors & POLITICAL or m.country in INTERGOVERNMENTAL or m.kind == "group"):
        return False
    for a in actors:
        if (m.start, m.end) == (a.start, a.end) or (m.name and m.name == a.name):
            return False
        if m.country == a.country and (m.sector == a.sector or m.kind == "state"):
            return False
    return True
