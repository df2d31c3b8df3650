"""Whose outcome a sentence without an event of its own tells: "Thirty-one others were wounded.", "The toll rose to 40."

The claim goes to the violence told last before it, where nothing in its sentence speaks of another occasion: another
place or year, an accident, an illness, a reckoning of many events.
"""

from collections.abc import Collection, Sequence

from schemas.fields import CasualtyKind, Factuality
from schemas.plover import EventType
from services.extract.coder.filled import Filled
from services.extract.coder.phrase import phrase_span
from services.extract.document import CasualtyMention, Document, Parse
from services.extract.quantities.words import wordset

REACH = 3  # sentences back; between stand at most reactions to the event
CARRIED = frozenset({CasualtyKind.KILLED, CasualtyKind.INJURED, CasualtyKind.MISSING, CasualtyKind.DISPLACED})
SINGLE = frozenset({EventType.ASSAULT, EventType.PROTEST})
TOLD = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED})
ELSEWHERE = wordset(
    "elsewhere separately separate meanwhile since ago annually overall nationwide worldwide history anniversary"
    " previous previously similar last past year decade month insurgency war conflict"
)
"""Words under which a number counts other events, or many: "elsewhere in the country", "so far this year"."""
MISFORTUNE = wordset(
    "accident crash collision earthquake quake flood flooding storm cyclone hurricane typhoon tornado landslide"
    " avalanche derailment stampede shipwreck ferry illness disease virus outbreak cholera cancer heart stroke heat"
    " cold poisoning drown overturn capsize collide hunger famine"
)
SAYING = wordset("say report tell add announce confirm state claim estimate put")
LONGEST = 200  # tokens of a sentence looked at


def told_before(
    document: Document, claim: CasualtyMention, events: Sequence[Filled], types: Collection[EventType]
) -> Filled | None:
    """The event before the claim's sentence whose outcome it is; None where there is none or something is against it.

    types: those that may cause what is claimed.
    """
    parse = document.sentences[claim.sentence].parse
    if parse is None or claim.kind not in CARRIED or _apart(parse, document.published.year):
        return None
    for at in range(claim.sentence - 1, max(-1, claim.sentence - 1 - REACH), -1):
        here = [f for f in events if f.event.sentence == at and f.event.type in types]
        if any(f.elsewhere or f.event.factuality not in TOLD or f.event.background for f in here):
            return None
        found = [f for f in here if f.event.type in SINGLE and _drives_out(f, claim.kind)]
        if found:
            return _main(found)
    return None


def _drives_out(f: Filled, kind: CasualtyKind) -> bool:
    """Whether people may have fled from it: from violence and riots, not from a march."""
    return kind is not CasualtyKind.DISPLACED or f.event.type is EventType.ASSAULT or f.event.mode == "riot"


def _apart(parse: Parse, year: int) -> bool:
    """Whether the sentence speaks of another occasion, or of a mishap."""
    for t, (word, lemma) in enumerate(zip(parse.words[:LONGEST], parse.lemmas[:LONGEST], strict=True)):
        if "old" in (w.lower() for w in parse.words[t + 1 : t + 3]) and lemma.lower() == "year":
            continue  # a 22-year-old student
        if lemma.lower() in ELSEWHERE | MISFORTUNE or word.lower() in ELSEWHERE:
            return True
        if len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in ("19", "20") and int(word) != year:
            return True
    return False


def _main(found: Sequence[Filled]) -> Filled:
    """Of several in one sentence: violence before protest, one whose victims are counted already before others."""
    return max(
        found,
        key=lambda f: (f.event.type is EventType.ASSAULT, bool(f.casualties), not f.event.nominal, -f.event.token),
    )


def said_by(document: Document, claim: CasualtyMention) -> str | None:
    """Who says it in the claim's own sentence: "the health ministry said"; None where nobody is named."""
    sentence = document.sentences[claim.sentence]
    parse = sentence.parse
    if parse is None:
        return None
    for at in (claim.verb, *parse.ancestors(claim.verb)):
        if parse.lemmas[at].lower() in SAYING and at != claim.verb:
            who = parse.child(at, "nsubj")
            if who is not None and parse.upos[who] in ("NOUN", "PROPN"):
                start, end = sentence.span(*phrase_span(parse, who))
                return sentence.text[start - sentence.start : end - sentence.start]
    return None
