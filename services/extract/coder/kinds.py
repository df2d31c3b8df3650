"""The classes with @ that conditions name: what actors, the tree and the entities of the model decide of a word."""

from collections.abc import Callable

from schemas.plover import Sector
from services.extract.coder.moods import subjunctive
from services.extract.coder.sectors import ARMED, CIVIL, INTERGOVERNMENTAL, POLITICAL, STATE
from services.extract.coder.words import Words

DESCRIBING = ("nmod:desc", "compound", "appos", "flat", "amod")


def _living(k: Words, t: int) -> bool:
    return (
        k.listed(t, "person", "crowd")
        or k.pronoun(t)
        or k.person_entity(t)
        or any(m.kind in ("person", "group") for m in k.mentions(t))
    )


def _official(k: Words, t: int) -> bool:
    described = [t, *(c for c in k.parse.children[t] if k.parse.deprels[c] in DESCRIBING)]
    if any(k.listed(c, "official") for c in described) or any(m.kind == "state" for m in k.mentions(t)):
        return True
    return any((m.sector in POLITICAL) or m.country in INTERGOVERNMENTAL for m in k.known(t))


def _state(k: Words, t: int) -> bool:
    return any(m.kind == "state" or m.sector in STATE for m in k.known(t))


def _armed(k: Words, t: int) -> bool:
    return bool(k.sectors(t) & ARMED) or k.listed(t, "troops", "rebel", "police")


def _actor(k: Words, t: int) -> bool:
    return bool(k.known(t))


def _people(k: Words, t: int) -> bool:
    if k.parse.words[t].lower() == "it" and k.parse.deprels[t] == "nsubj":
        return True  # a body or a state, where only people can do it: "which it accused of"
    return _living(k, t) or any(m.kind in ("organisation", "group") for m in k.mentions(t)) or k.listed(t, "union")


def _place(k: Words, t: int) -> bool:
    return k.place_entity(t) or any(m.kind == "state" for m in k.mentions(t))


def _any_place(k: Words, t: int) -> bool:
    return _place(k, t) or k.listed(t, "building", "territory", "place")


def _target(k: Words, t: int) -> bool:
    return (
        _living(k, t)
        or _any_place(k, t)
        or _actor(k, t)
        or k.listed(t, "energy_infrastructure", "arms", "ships", "aircraft", "troops", "police")
    )


def _igo(k: Words, t: int) -> bool:
    return any(m.country in INTERGOVERNMENTAL or m.country == "NGO" for m in k.mentions(t))


def _several(k: Words, t: int) -> bool:
    plural = k.parse.xpos[t] in ("NNS", "NNPS") or k.parse.words[t].lower() in ("they", "both", "we", "two", "all")
    return len(k.mentions(t)) > 1 or (plural and (k.listed(t, "several") or bool(k.known(t))))


def _visitor(k: Words, t: int) -> bool:
    if k.listed(t, "mission_of") or (k.listed(t, "official") and k.parse.upos[t] == "NOUN"):
        return True
    return any(
        m.kind in ("person", "group")
        and (m.sector in POLITICAL or m.sector == Sector.REL or m.country in INTERGOVERNMENTAL)
        for m in k.known(t)
    )


def _negative(k: Words, t: int) -> bool:
    words = [w for d in k.parse.subtree(t) for w in (k.parse.lemmas[d].lower(), k.parse.words[d].lower())]
    words += k.names(t)
    return any(k.lexicon.evaluation.get(w) in ("negative", "negative verb") for w in words)


def _infinitive(k: Words, t: int) -> bool:
    return any(k.parse.words[c].lower() == "to" for c in k.parse.children[t] if k.parse.deprels[c] in ("mark", "aux"))


def _finite(k: Words, t: int) -> bool:
    """Whether a clause says that something is so: "protested that the data were wrong"."""
    return k.parse.deprels[t] == "ccomp" and not _infinitive(k, t)


def _bidden(k: Words, t: int) -> bool:
    """Whether a "that" clause says what is to be done: "asked that the flag be removed"."""
    be = any(k.parse.words[c].lower() == "be" for c in k.parse.children[t] if k.parse.deprels[c] in ("aux:pass", "cop"))
    helped = any(k.parse.deprels[c] == "aux" for c in k.parse.children[t])
    return subjunctive(k.parse, t) or (be and not helped)


def _group(k: Words, t: int) -> bool:
    return any(m.kind in ("organisation", "group") for m in k.known(t)) or k.listed(t, "group")


def _captive(k: Words, t: int) -> bool:
    return k.listed(t, "captive") or k.person_entity(t)


def _civilian(k: Words, t: int) -> bool:
    return _living(k, t) and not _armed(k, t)


def _civilians(k: Words, t: int) -> bool:
    """People who are neither armed nor in office."""
    if not _people(k, t) or _armed(k, t) or k.listed(t, "official"):
        return False
    return any(m.kind == "group" and m.sector in (None, *CIVIL) for m in k.mentions(t))


def _deed(k: Words, t: int) -> bool:
    return k.listed(t, "deed") and any(k.parse.deprels[c] in ("nmod:poss", "nmod", "amod") for c in k.parse.children[t])


def _fired_upon(k: Words, t: int) -> bool:
    return k.parse.words[t].lower() in ("them", "it", "one", "some", "most") or k.parse.upos[t] == "NUM"


def _country(k: Words, t: int) -> bool:
    return any(m.kind == "state" for m in k.mentions(t))


def _inert(k: Words, t: int) -> bool:
    """What can kill only by accident or as a figure of speech: "fog", "the waiting"; no people, weapon or attack."""
    if k.parse.upos[t] != "NOUN" or _living(k, t) or _actor(k, t) or _armed(k, t):
        return False
    return not k.listed(t, "weapon", "attack", "explosive", "violent_means", "fire_projectile", "stones", "harm_source")


def _present(k: Words, t: int) -> bool:
    """Whether a clause states how things are, no intention: "agreed that prices are too high"."""
    if not _finite(k, t):
        return False
    verbs = [t, *(c for c in k.parse.children[t] if k.parse.deprels[c] in ("aux", "cop", "aux:pass"))]
    if any(k.parse.xpos[v] == "MD" for v in verbs):
        return False
    return any(k.parse.xpos[v] in ("VBZ", "VBD") or k.parse.words[v].lower() in ("are", "have") for v in verbs)


def _pair(k: Words, t: int) -> bool:
    """Parties of two countries at least."""
    return len({m.country for m in k.mentions(t) if m.country}) > 1


SECTORS = {
    "police_like": {Sector.COP, Sector.MIL},
    "police": {Sector.COP},
    "troops": {Sector.MIL},
    "rebel": {Sector.REB, Sector.UAF},
    "court": {Sector.JUD},
    "crowd": CIVIL,
}
"""Classes of words whose members are people of these sectors."""


def stands_for(k: Words, t: int, name: str) -> bool:
    """Whether a pronoun or a name means what the words of a class name: "dispersed them", "Boko Haram freed"."""
    sectors = SECTORS.get(name)
    if (
        sectors is None
        or k.parse.upos[t] not in ("PRON", "PROPN")
        or (k.parse.words[t].lower() == "it" and name == "troops")
    ):
        return False
    return any(m.kind in ("group", "organisation") and m.sector in sectors for m in k.mentions(t))


BUILT_IN: dict[str, Callable[[Words, int], bool]] = {
    "@abstract": lambda k, t: k.listed(t, "abstract") and not _actor(k, t),
    "@actor": _actor,
    "@actor_foreign": _actor,
    "@actor_state": _state,
    "@any_noun": lambda k, t: k.noun(t),
    "@any_place": _any_place,
    "@armed": _armed,
    "@bad_act": lambda k, t: k.listed(t, "bad_act"),
    "@captive": _captive,
    "@civilians": _civilians,
    "@deed": _deed,
    "@deictic_aircraft": _fired_upon,
    "@finite": _finite,
    "@group": _group,
    "@igo": _igo,
    "@inert": _inert,
    "@living": _living,
    "@living_civilian": _civilian,
    "@living_one": lambda k, t: k.person_entity(t),
    "@meeting": lambda k, t: k.listed(t, "talks", "visit", "summit"),
    "@negated": lambda k, t: any(k.parse.words[c].lower() in ("not", "n't", "never") for c in k.parse.children[t]),
    "@negative": _negative,
    "@ngo": lambda k, t: any(m.country == "NGO" for m in k.mentions(t)),
    "@none": lambda k, t: False,
    "@official": _official,
    "@official_other": _official,
    "@pair": _pair,
    "@people": _people,
    "@place": _place,
    "@plan": lambda k, t: k.listed(t, "abstract", "proposal"),
    "@present": _present,
    "@rescuer": lambda k, t: bool(k.sectors(t) & {Sector.COP, Sector.MIL}) and not k.listed(t, "rebel"),
    "@several": _several,
    "@state": _state,
    "@state_name": _country,
    "@subjunctive": lambda k, t: k.parse.deprels[t] == "ccomp" and _bidden(k, t),
    "@target": _target,
    "@to_clause": _infinitive,
    "@visitor": _visitor,
}
