"""What tense, negation and condition make of a type (manual: a single category, never a category with an auxiliary).

Promised cooperation is AGREE, promised retreat CONCEDE, cooperation that will not be REJECT; conflict that an actor
announces for the future, or under a condition, is THREATEN.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.fields import Factuality
from schemas.plover import QUAD, EventType
from services.extract.coder.verdict import Verdict
from services.extract.document import Parse

PROMISED = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
REFUSED: dict[EventType, str | None] = {
    EventType.CONSULT: "meet",
    EventType.SUPPORT: "assist",
    EventType.COOPERATE: "assist",
    EventType.AID: "assist",
    EventType.RETREAT: "yield",
    EventType.CONCEDE: "yield",
    EventType.AGREE: None,
}
THREATENED = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST, EventType.RETREAT})
MODES = {
    "arrest": "arrest",
    "deport": "expel",
    "expel": "expel",
    "withdraw": "relations",
    "discontinue": "relations",
    "seize": "territory",
    "boycott": "restrict",
    "strike": "restrict",
}
REPEATED = frozenset({"repeatedly", "consistently", "constantly", "always", "long", "often", "frequently"})
FUTURE = frozenset({"will", "wo", "would", "’ll", "'ll", "shall"})
CONDITIONS = frozenset({"if", "unless"})


@dataclass(frozen=True)
class Turned:
    """A type as tense and polarity leave it."""

    type: EventType
    mode: str | None
    factuality: Factuality


def turn(
    parse: Parse, token: int, nominal: bool, event_type: EventType, mode: str | None, verdict: Verdict, known: bool
) -> Turned:
    """Type, mode and factuality of a coded predicate. known: whether its actor is named."""
    kind = verdict.factuality
    if kind is Factuality.NEGATED and event_type in REFUSED and known and refused(parse, token, verdict.cues):
        return Turned(EventType.REJECT, REFUSED[event_type], Factuality.ASSERTED)
    if kind is Factuality.HABITUAL and QUAD[event_type] == 3 and not nominal and _said_often(parse, token, verdict):
        return Turned(event_type, mode, Factuality.ASSERTED)
    if kind is Factuality.NEGATED and event_type is EventType.REJECT and parse.lemmas[token].lower() == "have":
        return Turned(event_type, mode, Factuality.ASSERTED)  # "had nothing to do with it"
    if kind is not Factuality.PLANNED:
        return Turned(event_type, mode, kind)
    conditional = not nominal and on_condition(parse, token)
    if event_type in THREATENED and any(parse.words[c].lower() == "about" for c in verdict.cues):
        return Turned(event_type, mode, Factuality.HYPOTHETICAL)  # "were about to board the ship"
    threat = event_type in THREATENED and known and not nominal
    if threat and (conditional or event_type not in (EventType.PROTEST, EventType.RETREAT)):
        return Turned(EventType.THREATEN, _threat(event_type, mode), Factuality.ASSERTED)
    if conditional and event_type is EventType.MOBILIZE:
        return Turned(event_type, mode, Factuality.HYPOTHETICAL)
    if event_type is EventType.THREATEN:
        return Turned(event_type, mode, Factuality.ASSERTED)  # "said it would retaliate": the threat is made
    if event_type in PROMISED:
        return Turned(EventType.AGREE, None, Factuality.ASSERTED)
    if event_type is EventType.RETREAT:
        return Turned(EventType.CONCEDE, None, Factuality.ASSERTED)
    return Turned(event_type, mode, kind)


def _said_often(parse: Parse, token: int, verdict: Verdict) -> bool:
    """Whether the words have been said, if more than once: "has repeatedly denied"."""
    past = parse.xpos[token] in ("VBD", "VBN")
    return past and {parse.words[c].lower() for c in verdict.cues} <= REPEATED


def refused(parse: Parse, token: int, cues: Sequence[int]) -> bool:
    """Whether the negation is a refusal, "will not accept": future and negation at the verb itself."""
    own = {parse.words[c].lower() for c in parse.children[token] if parse.deprels[c] == "aux"}
    return bool(own & FUTURE) and any(parse.heads[c] == token for c in cues if parse.deprels[c] == "advmod")


def on_condition(parse: Parse, token: int) -> bool:
    """Whether an "if" or "unless" clause hangs on the predicate or on what governs it."""
    for at in (token, *parse.ancestors(token)):
        for c in parse.children[at]:
            if parse.deprels[c] == "advcl" and any(
                parse.words[g].lower() in CONDITIONS for g in parse.children[c] if parse.deprels[g] == "mark"
            ):
                return True
        if parse.deprels[at] in ("acl:relcl", "advcl"):
            return False
    return False


def _threat(event_type: EventType, mode: str | None) -> str | None:
    if event_type is EventType.ASSAULT:
        return "violence"
    if event_type is EventType.RETREAT:
        return "relations"
    return MODES.get(mode or "", "relations" if event_type is EventType.SANCTION else "restrict")
