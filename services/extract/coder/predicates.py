"""Events told by verbs: the verb's lexicon entry whose conditions hold, and its parties."""

from dataclasses import dataclass

from schemas.plover import EventType
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.lexicon import Entry, Lexicon
from services.extract.coder.phrase import content, names_of, preposition
from services.extract.coder.scene import Scene
from services.extract.coder.slots import Slots
from services.extract.document import Parse
from services.extract.quantities.words import wordset

PARTICLES = wordset("up down out off back away over in on apart aside along together through forward around under by")
EMPTY_VERBS = wordset(
    "take get put set give make go come bring hold turn call break cut pull push carry run look keep let"
    " hand fall stand work point play pass move send lay throw pay start end open close shut step walk"
)
ENDING = frozenset({"end", "conclude", "finish", "complete"})
"""What ends is no new violence: "ended the siege"."""
FIXED_OBJECTS = {
    ("take", "part"): "take_part",
    ("set", "fire"): "set_fire",
    ("set", "ablaze"): "set_fire",
    ("open", "fire"): "open_fire",
    ("take", "place"): "take_place",
    ("take", "effect"): "take_effect",
    ("join", "force"): "join_forces",
    ("take", "hold"): "take_hold",
    ("take", "issue"): "take_issue",
    ("set", "alight"): "set_fire",
    ("shoot", "dead"): "shoot_dead",
    ("set", "free"): "set_free",
    ("cut", "short"): "cut_short",
    ("find", "guilty"): "find_guilty",
    ("press", "charge"): "press_charges",
    ("take", "over"): "take_over",
    ("take", "hostage"): "take_hostage",
    ("hold", "hostage"): "take_hostage",
    ("put", "blame"): "put_blame",
    ("lay", "blame"): "put_blame",
    ("pin", "blame"): "put_blame",
    ("place", "blame"): "put_blame",
}


@dataclass(frozen=True)
class Match:
    """A lexicon entry found at a token, in its scene. `noun`: the event noun that a light verb carries."""

    entry: Entry
    scene: Scene
    first: int
    last: int
    light: bool = False
    announced: bool = False  # "announced a withdrawal": not yet done

    @property
    def token(self) -> int:
        """The trigger's head."""
        return self.scene.slots.token


def keys_of(parse: Parse, token: int) -> list[str]:
    """Lexicon keys a verb may stand under, the most exact first: with particle, roleset, lemma."""
    lemma = parse.lemmas[token].lower()
    frame = parse.frame_at.get(token)
    particle = particle_of(parse, token)
    keys = [f"{lemma}_{parse.words[particle].lower()}"] if particle is not None else []
    fixed = (FIXED_OBJECTS.get((lemma, parse.lemmas[c].lower())) for c in parse.children[token])
    keys += [k for k in fixed if k]
    if lemma == "come" and any(preposition(parse, c) == "under" for c in parse.children[token]):
        keys.append("come_under")
    if frame is not None and "." in frame.roleset:
        name = frame.roleset.rpartition(".")[0]
        keys.append(frame.roleset)
        if name != lemma:
            keys.append(name)
    if particle is None or lemma not in EMPTY_VERBS:
        keys.append(lemma)
    return list(dict.fromkeys(keys))


def particle_of(parse: Parse, token: int) -> int | None:
    """The particle of a phrasal verb: "shot down", "called off"."""
    for c in parse.children[token]:
        if parse.deprels[c] == "compound:prt":
            return c
        if (
            parse.deprels[c] == "advmod"
            and parse.words[c].lower() in PARTICLES
            and c in (token + 1, token + 2)
            and not parse.children[c]
        ):
            return c
    given = parse.child(token, "obj")
    behind = None if given is None else max(parse.subtree(given), default=given) + 1  # "brushed the warnings aside"
    own = behind is not None and behind < len(parse.words) and parse.heads[behind] == token
    if own and behind and parse.deprels[behind] == "advmod" and parse.words[behind].lower() in PARTICLES:
        return None if parse.children[behind] else behind
    after = token + 1
    if after < len(parse.words) and parse.deprels[after] == "advmod" and parse.words[after].lower() in PARTICLES:
        return after if parse.upos[after] in ("ADP", "ADV") and parse.lemmas[token] in EMPTY_VERBS else None
    return None


def is_verb(parse: Parse, token: int) -> bool:
    """Whether a token can be the predicate of a clause; "wounded soldiers" is an attribute."""
    if parse.upos[token] == "ADJ":
        return any(parse.deprels[c] == "cop" for c in parse.children[token])
    if parse.upos[token] != "VERB":
        return False
    return parse.deprels[token] not in ("amod", "compound", "case", "mark", "fixed", "flat")


def match_verb(lexicon: Lexicon, knowledge: Knowledge, token: int) -> Match | None:
    """The first entry, in the order of the table, whose conditions hold; None where none does or it says "no event"."""
    parse = knowledge.parse
    slots = Slots(parse, token)
    if any(_creature(lexicon, knowledge, t) for t in slots.get("subject")):
        return None
    found: dict[int, tuple[Entry, str]] = {}
    for key in keys_of(parse, token):
        for entry in lexicon.predicates.get(key, ()):
            found.setdefault(entry.order, (entry, key))
    scenes: dict[str, Scene] = {}
    for _, (entry, key) in sorted(found.items()):
        scene = scenes.get(key) or scenes.setdefault(key, Scene(slots, knowledge, key))
        if all(c.holds(scene) for c in entry.conditions):
            if entry.type is None:
                return None
            last = particle_of(parse, token)
            return Match(entry, scene, token, token if last is None or last > token + 3 else max(token, last))
    return None


def _creature(lexicon: Lexicon, knowledge: Knowledge, token: int) -> bool:
    """Whether an animal, a plant or a thing of nature does it: "locusts invaded the fields"."""
    parse = knowledge.parse
    lemma, word = parse.lemmas[token].lower(), parse.words[token].lower()
    if parse.upos[token] != "NOUN" or not (lexicon.in_class("nature", lemma) or lexicon.in_class("nature", word)):
        return False
    return not knowledge.known(token)


def match_light(lexicon: Lexicon, knowledge: Knowledge, token: int) -> Match | None:
    """A light verb with an event noun: "carried out strikes on", "launched an offensive", "came under attack"."""
    parse = knowledge.parse
    light = next((v for k in keys_of(parse, token) if (v := lexicon.light.get(k.partition(".")[0]))), None)
    if light is None or light.kind not in ("done", "suffered", "announced"):
        return None
    slots = Slots(parse, token)
    if light.kind == "suffered" and slots.get("~for") and slots.get("~under"):
        return None  # "came under attack for its prices" is criticism
    candidates = slots.get("object")
    if not candidates or light.kind == "suffered":
        candidates = (*candidates, *slots.get("~under"), *slots.get("~in"))
    announced = light.kind == "announced"
    if announced and slots.passive:  # "the resignation was announced": the noun says who
        return None
    for head in (t for c in candidates for t in content(parse, c, lexicon.transparent)):
        inner = Slots(parse, head, nominal=True)
        entries = [(e, Scene(inner, knowledge, e.key)) for e in noun_entries(lexicon, parse, head)]
        if len({e.type for e, _ in entries}) > 1:  # "completed their withdrawal": of troops, or from a pact
            entries.sort(key=lambda pair: not all(c.holds(pair[1]) for c in pair[0].conditions))
        for entry, scene in entries:
            if entry.type is None or not _not_excluded(entry, scene):
                continue
            if entry.type is EventType.ASSAULT and parse.lemmas[token] in ENDING:
                continue
            if entry.type is EventType.SANCTION and parse.lemmas[token] == "have":  # "has two convictions"
                continue
            outer = Scene(slots, knowledge, entry.key)
            if entry.type is EventType.ASSAULT and light.kind == "suffered" and not _hurt(outer):
                continue
            first, last = min(token, head), max(token, head)
            merged = Entry(
                entry.key,
                entry.type,
                entry.mode,
                light.actor,
                light.recipient,
                (),
                entry.confidence + 0.05,
                entry.order,
            )
            return Match(merged, outer, first, last if last - first <= 8 else token, light=True, announced=announced)
    return None


def _hurt(scene: Scene) -> bool:
    """Whether somebody or something can be attacked there: no "sector" that comes under attack from sellers."""
    armed = scene.has("~from", "@armed") or scene.has("~by", "@armed")
    return armed or any(scene.has("subject", c) for c in ("@target", "@any_place", "building", "vehicle_or_weapon"))


def _not_excluded(entry: Entry, scene: Scene) -> bool:
    return all(
        any(t.negated and t.holds(scene) for t in tests) or not any(t.negated for t in tests)
        for c in entry.conditions
        for tests in c.alternatives
    )


def noun_entries(lexicon: Lexicon, parse: Parse, token: int) -> list[Entry]:
    """Entries of an event noun, those of a longer name ("drone attack") before those of the bare noun."""
    names = sorted(names_of(parse, token), key=lambda n: -n.count(" "))
    return [e for n in dict.fromkeys(names) for e in lexicon.nominals.get(n, ())]
