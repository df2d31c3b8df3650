"""Better verbs than those of a type and mode, where the sentences' own triggers give them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.cluster import Canonical
from schemas.fields import Actor, Factuality
from schemas.mention import EventMention
from schemas.plover import EventType
from services.enrich import complement
from services.enrich.tables import WORDINGS, Phrase, phrase
from services.enrich.verbs import past

MOST_TELLINGS = 50  # looked at; they are one of each kind, so that further ones hardly change the words
_TOLD = (Factuality.ASSERTED, Factuality.ATTRIBUTED)
_WITH_THING = frozenset(
    {
        *(EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE, EventType.REQUEST, EventType.ACCUSE),
        *(EventType.REJECT, EventType.THREATEN, EventType.SANCTION, EventType.MOBILIZE, EventType.AID),
    }
)
_MODES_WITH_THING = frozenset({(EventType.COERCE, "restrict"), (EventType.COERCE, "seize")})
_REQUESTS = {
    **{
        verb: verb
        for verb in ("urge", "order", "tell", "ask", "beg", "press", "instruct", "invite", "implore", "force")
    },
    "call": "call on",
    "appeal": "appeal to",
}


@dataclass(frozen=True, slots=True)
class Worded:
    """The phrase to use, and the whole predicate in the past tense where the sentence gives it."""

    words: Phrase
    predicate: str | None = None


def worded(record: Canonical, mentions: Sequence[EventMention]) -> Worded:
    """The best words for a record that `mentions` tell, each distinct telling once."""
    mentions = mentions[:MOST_TELLINGS]
    known = _by_trigger(record, mentions)
    words = known or phrase(record.type, record.mode)
    if record.factuality not in _TOLD:
        return Worded(words)
    if record.recipients:
        return Worded(_with_request(words, record, mentions))
    return Worded(words, _predicate(record, mentions))


def _by_trigger(record: Canonical, mentions: Sequence[EventMention]) -> Phrase | None:
    """The phrase of the triggers' most frequent verb that has one of its own."""
    found: Counter[tuple[EventType, str | None, str]] = Counter()
    for mention in mentions:
        for key in ((record.type, record.mode, k) for k in _keys(mention)):
            if key in WORDINGS:
                found[key] += 1
                break
    if not found or found.most_common(1)[0][1] * 2 <= len(mentions):  # most sentences must say so
        return None
    own, usual = WORDINGS[found.most_common(1)[0][0]], phrase(record.type, record.mode)
    return replace(
        usual,
        verb=own.verb or usual.verb,
        passive=own.passive or (usual.passive if not own.verb else ""),
        tail=own.tail if own.verb else usual.tail,
        alone=own.alone or usual.alone,
    )


def _keys(mention: EventMention) -> list[str]:
    sense = (mention.roleset or "").partition(".")[0]
    return list(dict.fromkeys(k for k in (sense, mention.trigger_lemma) if k))


def _with_request(words: Phrase, record: Canonical, mentions: Sequence[EventMention]) -> Phrase:
    """ "urge {r} to stay calm", "accuse {r} of a planned action": what the sentence asks for or reproaches."""
    for mention in mentions:
        if _names(mention.recipients) != _names(record.recipients):
            continue
        verb = _REQUESTS.get(mention.trigger_lemma) if record.type is EventType.REQUEST else None
        if record.type is EventType.ACCUSE and mention.trigger_lemma == "accuse":
            verb = "accuse"
        said = complement.asked(mention, mention.recipients, "of" if verb == "accuse" else "to") if verb else None
        if said:
            return replace(words, verb=f"{verb} {{r}} {_literal(said)}", tail="")
    return words


def _predicate(record: Canonical, mentions: Sequence[EventMention]) -> str | None:
    """ "condemned the bombing", "offered to mediate"."""
    if record.type not in _WITH_THING and (record.type, record.mode) not in _MODES_WITH_THING:
        return None
    for mention in mentions:
        verb = mention.trigger.text.casefold().partition(" ")[0]
        if mention.type is not record.type or mention.factuality not in _TOLD or verb != past(mention.trigger_lemma):
            continue
        if _names(mention.actors) & _names(record.actors) and (said := complement.thing(mention)):
            return f"{verb} {said}"
    return None


def _names(parties: Sequence[Actor]) -> frozenset[str]:
    return frozenset(" ".join((p.name or p.text).casefold().split()) for p in parties)


def _literal(text: str) -> str:
    return text.replace("{r}", "")
