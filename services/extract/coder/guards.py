"""What a coded event must have to be one, and how its parties are put in order."""

from schemas.fields import Factuality
from schemas.plover import QUAD, RECIPIENT_REQUIRED, EventType, Sector
from services.extract.coder.coded import Coded
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.link import SCATTER
from services.extract.coder.phrase import preposition
from services.extract.coder.predicates import Match
from services.extract.coder.scene import Scene
from services.extract.coder.sectors import ARMED, INTERGOVERNMENTAL, POLITICAL
from services.extract.document import ActorMention, Parse
from services.extract.quantities.words import wordset

MAY_LACK_ACTOR = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.SANCTION,
        EventType.PROTEST,
        EventType.RETREAT,
        EventType.ACCUSE,
        EventType.AID,
    }
)
BUSINESS = frozenset({Sector.BUS})
TRADE_TYPES = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.CONSULT,
        EventType.AID,
        EventType.CONCEDE,
        EventType.REJECT,
        EventType.REQUEST,
    }
)
VERBAL = frozenset({t for t in EventType if QUAD[t] in (1, 3)} - {EventType.SANCTION}) | {EventType.COOPERATE}
PUBLIC = frozenset({Sector.OPP, Sector.LAB, Sector.REL, Sector.REF, Sector.SOC, Sector.PTY, Sector.JRN})
HARM = frozenset({"kill", "wound", "injure", "hurt", "maim", "slay"})
POWERS = frozenset({Sector.REB, Sector.PRM, Sector.GOV, Sector.MIL, Sector.OPP, Sector.LEG})
PRIVATE = frozenset({Sector.BUS, Sector.EDU, Sector.MED})
PUBLIC_BODIES = wordset(
    "board agency commission authority council committee union movement front army federation parliament bureau court"
    " department force forces league congress assembly alliance party police ministry senate guard brigade"
    " brigades tribunal organisation organization government coalition"
)
"""Words in the names of organisations that act in politics; one unknown and without them may be a company."""
SPOKEN = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.ACCUSE, EventType.REJECT})
DISPUTED = frozenset({EventType.AGREE, EventType.REJECT, EventType.REQUEST, EventType.CONCEDE})
PUBLIC_LIFE = 0.0
"""Below this distance (`domain.distances`) a sentence is of public life whoever speaks."""
ADMITTING = frozenset({"admit", "acknowledge", "confess"})
MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE, EventType.SUPPORT})


def stands_apart(governor: Match, match: Match, definite: bool) -> bool:
    """Whether an event noun under a speech act is an event nonetheless: "condemned the attack on the school"."""
    if match.entry.type is EventType.ASSAULT and governor.entry.key.partition(".")[0] in ADMITTING:
        return True  # "killing 12, the alliance admitted": what is owned up to has happened
    if not match.scene.slots.nominal or match.entry.type is not EventType.ASSAULT:
        return False
    if governor.entry.type not in (EventType.ACCUSE, EventType.SUPPORT, EventType.PROTEST):
        return False
    if governor.entry.mode == "allege" and not definite:
        return False
    slots = match.scene.slots
    located = any(slots.get(s) for s in ("on", "against", "in", "at"))
    return (
        definite
        and located
        and any(slots.parse.deprels[c] in ("nmod", "obl:tmod", "nmod:poss") for c in slots.parse.children[slots.token])
    )


def complete(event: Coded, knowledge: Knowledge, scene: Scene, far: float = 0.0) -> bool:
    """Whether the event has the parties that its type needs, and they can be parties of politics.

    far: how far the sentence lies from public life, see `domain.distances`.
    """
    if not event.actors and event.type not in MAY_LACK_ACTOR:
        return False
    if not event.actors and not event.recipients and not _bare_allowed(event, scene):
        return False
    if (
        event.type in RECIPIENT_REQUIRED
        and not event.recipients
        and not (event.type is EventType.SANCTION and event.mode)
    ):
        return False
    if not event.actors and event.type in (EventType.AID, EventType.RETREAT) and not event.recipients:
        return False
    if not _civic(event):
        return False
    if event.type in VERBAL and not (political(event) and _identified(event)):
        general = scene.slots.parse.xpos[event.token] in ("VBZ", "VBP", "VB")  # "employers who threaten strikers"
        return not general and (_labour(event, knowledge, scene) or (far < PUBLIC_LIFE and _citizens(event)))
    if event.type in TRADE_TYPES and event.actors and all(business(a) for a in event.actors):
        return any(_political(r) and (r.sector is not Sector.LAB or r.kind == "organisation") for r in event.recipients)
    if event.type is EventType.CONSULT and len(event.actors) + len(event.recipients) < 2:
        several = event.nominal or scene.has("subject", "@several")
        return event.mode == "multilateral" or (several and bool(event.actors))
    return (
        any(a.country or a.sector or a.kind == "person" for a in event.actors)
        or not event.actors
        or event.type in (EventType.ASSAULT, EventType.PROTEST)
    )


def _identified(event: Coded) -> bool:
    """Whether somebody is somebody: a party with a country, a name, or a power of its own."""
    parties = (*event.actors, *event.recipients)
    return any(m.country or m.name or m.sector in POWERS for m in parties)


def _citizens(event: Coded) -> bool:
    """Whether people or bodies of public life speak up, if nobody says of which country: demands, refusals, threats."""
    if event.type not in SPOKEN or all(map(business, event.actors)):
        return False
    bodies = any(m.kind != "person" and m.kind != "thing" and (m.country or m.sector) for m in event.actors)
    return bodies or any({m.sector, *m.other_sectors} & POLITICAL for m in event.actors)


def _labour(event: Coded, knowledge: Knowledge, scene: Scene) -> bool:
    """Whether a labour dispute speaks: unions and employers threaten each other and agree, of whatever country."""
    if not event.actors:
        return False
    if event.type is EventType.THREATEN:
        return knowledge.lexicon.any_in_class("labour_dispute", knowledge.near)
    labour = any(m.sector is Sector.LAB for m in event.actors)
    return labour and event.type in DISPUTED and scene.has("story", "labour_dispute")


def _civic(event: Coded) -> bool:
    """Whether the event is one of public life: companies and private people among themselves make none."""
    if event.type is EventType.PROTEST:
        return not event.actors or not all(business(a) and a.kind != "group" for a in event.actors)  # no bank clerks
    if event.type in (EventType.RETREAT, EventType.SANCTION, EventType.COERCE) and event.actors:
        return political(event)
    return True


def political(event: Coded) -> bool:
    """Whether one of the parties is of politics; acts of speech between private people are none of PLOVER's."""
    if event.type is EventType.THREATEN and any(m.kind == "group" for m in event.actors):
        return True
    if event.type is EventType.REQUEST and event.mode == "yield" and any(_people(m) for m in event.actors):
        return True
    return any(_political(m) for m in (*event.actors, *event.recipients))


def _people(m: ActorMention) -> bool:
    """Whether the party is a people or part of one: who asks for a truce is of politics, "Bosnian Serbs" too."""
    return m.kind == "group" and m.country is not None


def _political(m: ActorMention) -> bool:
    if m.kind == "state" or m.country in INTERGOVERNMENTAL or m.country == "NGO":
        return True
    sectors = {s for s in (m.sector, *m.other_sectors) if s}
    if sectors & (POLITICAL | ARMED | PUBLIC) or (m.kind == "group" and m.country and not sectors):
        return True
    if m.kind != "organisation":
        return False
    return not sectors & PRIVATE if sectors else not PUBLIC_BODIES.isdisjoint(m.text.lower().split())


def _bare_allowed(event: Coded, scene: Scene) -> bool:
    """Events without any party: an attack or a protest that is only named, a curfew that nobody is said to impose."""
    if event.type is EventType.ASSAULT:
        return event.nominal or bool(scene.slots.get("A1")) or bool(scene.slots.get("subject"))
    if event.type is EventType.COERCE:
        return event.mode in ("curfew", "martial-law")
    return event.type is EventType.PROTEST and (event.nominal or bool(scene.slots.get("subject")))


def business(m: ActorMention) -> bool:
    """Whether the party is a company or one of its people."""
    return m.sector in BUSINESS or m.country == "MNC"


def own_state(m: ActorMention, actors: list[ActorMention]) -> bool:
    """Whether a recipient is the state in whose name the actors speak: no ministry warns its own capital."""
    return m.kind == "state" and any(
        m.country == a.country and (a.kind == "state" or a.sector in (Sector.GOV, Sector.MIL)) for a in actors
    )


def arrange(event: Coded) -> None:
    """Put parties where PLOVER wants them: all participants of a meeting are actors, cooperation has a recipient."""
    if event.type is EventType.CONSULT and event.mode != "visit" and event.recipients and event.mode != "third-party":
        event.actors, event.recipients = merge(event.actors, event.recipients), []
    if event.type is EventType.COOPERATE and not event.recipients and len(event.actors) > 1:
        event.actors, event.recipients = event.actors[:1], event.actors[1:]
    starts = {(a.start, a.country) for a in event.actors}
    event.recipients = [r for r in event.recipients if (r.start, r.country) not in starts]


def merge(first: list[ActorMention], second: list[ActorMention]) -> list[ActorMention]:
    """Both lists, each party once."""
    out = list(first)
    for m in second:
        if all((m.start, m.country) != (o.start, o.country) for o in out):
            out.append(m)
    return out


def apart(events: list[Coded], parse: Parse) -> list[Coded]:
    """Drop what doubles another event of the sentence: coordinated verbs of harm, MOBILIZE in a battle."""
    out = [e for e in events if not _doubles(e, events, parse)]
    if any(e.type is EventType.ASSAULT and not _aside(e, parse) for e in out):
        out = [e for e in out if e.type is not EventType.MOBILIZE or e.factuality is Factuality.PLANNED]
    return out


def _aside(e: Coded, parse: Parse) -> bool:
    """Whether violence is told beside the news: planned, history, or as its occasion ("since the attack on …")."""
    if e.factuality is Factuality.PLANNED or e.background:
        return True
    return (e.nominal or parse.deprels[e.token] == "advcl") and preposition(parse, e.token) in (
        "since",
        "after",
        "following",
        "before",
        "amid",
        "despite",
    )


def _doubles(e: Coded, others: list[Coded], parse: Parse) -> bool:
    """Whether `e` only tells the outcome or the purpose of another event of the sentence.

    "killed three and wounded 11", "opened fire, killing ten", "the bomb killed four", "travelled to Cairo to meet".
    """
    head, rel = parse.heads[e.token], parse.deprels[e.token]
    for o in others:
        if o is e or o.nominal:
            continue
        both = e.type is EventType.ASSAULT and o.type is EventType.ASSAULT and head == o.token
        told = not e.recipients and (not e.actors or _same(e.actors, o.actors))
        if both and e.nominal and rel in ("nsubj", "obl", "obl:agent") and told:
            return True
        harm = e.lemma in HARM and rel in ("conj", "advcl", "acl")
        outcome = rel in ("advcl", "acl") and parse.xpos[e.token] == "VBG" and e.type is o.type and head == o.token
        if not e.nominal and (outcome or (both and harm)) and _same(e.actors, o.actors):
            return True
        if o.type is EventType.ASSAULT and e.lemma in SCATTER and rel in ("advcl", "xcomp") and head == o.token:
            o.recipients = o.recipients or e.recipients
            return e.type is not o.type  # "fired shots to disperse the crowd"; of one type they are linked
        purpose = rel in ("advcl", "xcomp", "obl", "acl", "obj", "nmod") and o.token in parse.ancestors(e.token)
        if o.mode == "visit" and e.type is EventType.CONSULT and purpose:
            return True
    return False


def _same(a: list[ActorMention], b: list[ActorMention]) -> bool:
    return {(m.start, m.country) for m in a} == {(m.start, m.country) for m in b}
