"""The mode of an event where the lexicon leaves it to the words around: weapons, what is asked, threatened, refused."""

from schemas.plover import EventType
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.scene import Scene
from services.extract.document import Parse

APART = frozenset({"acl:relcl", "parataxis", "advcl", "ccomp", "conj"})
WEAPON_MODES = (
    "drone",
    "suicide-attack",
    "unconventional",
    "crowd-control",
    "heavy-weapons",
    "aerial",
    "explosives",
    "firearms",
    "primitive",
)
THREATS = (
    ("expel", "expel_verb"),
    ("territory", "territory_verb"),
    ("arrest", "arrest_verb"),
    ("violence", "force_verb"),
    ("relations", "relations_verb"),
    ("restrict", "restrict_verb"),
)
ASKED = (("meet", "meet_word"), ("yield", "yield_word"), ("assist", "assist_word"), ("change", "change_word"))
HARM = ("violence", ("war", "force", "strike", "attack", "retaliation", "response", "revenge", "military", "blood"))
PHONE, MULTILATERAL = ("phone",), ("summit",)


def mode_of(scene: Scene, event_type: EventType, mode: str | None) -> str | None:
    """The mode of an entry in this scene: `mode` itself, or what "?…" infers."""
    if event_type is EventType.ASSAULT and mode in (None, "?"):
        return weapon_mode(scene) or _destruction(scene)
    if mode is None or mode[0] not in "?=":
        return mode
    default = mode[1:] or None
    match event_type:
        case EventType.ASSAULT:
            return weapon_mode(scene) or default
        case EventType.REQUEST:
            return _asked(scene) or "change"
        case EventType.REJECT:
            return _asked(scene)
        case EventType.THREATEN:
            return _threat(scene)
        case EventType.CONSULT:
            return _meeting(scene)
        case EventType.PROTEST:
            return _protest(scene)
    return None


def weapon_mode(scene: Scene) -> str | None:
    """The mode of the weapon named in the clause, the most telling first; what is attacked does not count."""
    parse, lexicon = scene.slots.parse, scene.knowledge.lexicon
    victims = {t for a in (scene.slots.get("A1") if not scene.slots.nominal else ()) for t in parse.subtree(a, APART)}
    found: set[str] = set()
    for word in clause_words(parse, scene.slots.token, scene.slots.nominal, victims):
        if mode := lexicon.weapons.get(word):
            found.add(mode)
    return next((m for m in WEAPON_MODES if m in found), None)


def clause_words(parse: Parse, token: int, nominal: bool, without: set[int]) -> list[str]:
    """Lemmas and pairs of words of the predicate's own clause."""
    tokens = [t for t in parse.subtree(token, APART) if t not in without]
    if not nominal:
        for c in parse.children[token]:  # "killed when rockets hit", "firing into the crowd"
            if parse.deprels[c] == "advcl":
                tokens += [t for t in parse.subtree(c, APART) if t not in without]
    elif parse.deprels[token] in ("nmod", "obl", "compound"):
        tokens.append(parse.heads[token])
    out = []
    for t in sorted(set(tokens)):
        lemma = parse.lemmas[t].lower()
        out += [lemma, parse.words[t].lower()]
        if t + 1 < len(parse.words):
            out.append(f"{lemma} {parse.lemmas[t + 1].lower()}")
    return out


def _destruction(scene: Scene) -> str | None:
    slots = ("A1", "~on", "~against", "~at", "~of")
    return "destroy" if any(scene.has(s, "energy_infrastructure") for s in slots) else None


def _words(scene: Scene) -> list[str]:
    """What is asked, refused or threatened: the verbs of the complement, then the nouns."""
    k: Knowledge = scene.knowledge
    parse = k.parse
    heads = list(scene.slots.get("clause"))
    heads += [
        t for name in ("~for", "A1", "A2", "~to", "~on", "~with", "~in", "~against") for t in scene.slots.get(name)
    ]
    out: list[str] = []
    for head in dict.fromkeys(heads):
        out.append(parse.lemmas[head].lower())
        below = parse.subtree(head, frozenset({"acl:relcl", "advcl", "parataxis"}))
        out += [parse.lemmas[t].lower() for t in below if t != head and parse.upos[t] in ("VERB", "NOUN")]
    return out


def _asked(scene: Scene) -> str | None:
    words, lexicon = _words(scene), scene.knowledge.lexicon
    if any(lexicon.in_class("meet_noun", w) for w in words[:4]):
        return "meet"
    for word in words:
        for mode, name in ASKED:
            if lexicon.in_class(name, word):
                return mode
    return None


def _threat(scene: Scene) -> str | None:
    words, lexicon = _words(scene), scene.knowledge.lexicon
    for word in words:
        for mode, name in THREATS:
            if lexicon.in_class(name, word):
                return mode
    return HARM[0] if any(w in HARM[1] for w in words) else None


def _meeting(scene: Scene) -> str | None:
    if any(scene.has("near", name) for name in PHONE):
        return "phone"
    if scene.has("A1", "summit") or scene.has("~at", "summit") or scene.has("near", "multilateral"):
        return "multilateral"
    return None


def _protest(scene: Scene) -> str:
    for slot in ("A1", "~in", "~on"):
        for mode, words in (
            ("hunger", ("hunger strike",)),
            ("boycott", ("boycott",)),
            ("riot", ("riot", "uprising")),
            ("strike", ("labour_strike",)),
            ("obstruct", ("blockade",)),
        ):
            if any(scene.has(slot, w) for w in words):
                return mode
    return "demo"
