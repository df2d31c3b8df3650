"""Tolls: "the death toll rose to 12", "put the number of dead at 27", "a toll of 5"."""

from dataclasses import replace

from schemas.fields import CasualtyKind, Qualifier
from services.extract.document import Parse
from services.extract.quantities import harm
from services.extract.quantities.victims import Group, People
from services.extract.quantities.words import wordset

_MOVES = wordset("rise climb go increase grow jump raise bring take push lift drive send revise")
_RISES = wordset(
    "rise climb stand reach increase grow jump exceed pass top hit be remain put raise revise give set say bring take"
    " push lift drive send surpass estimate"
)


def toll(
    parse: Parse, people: People, token: int, last: CasualtyKind | None = None
) -> tuple[CasualtyKind, Group] | None:
    """The kind and number a toll or "number of dead" at `token` is said to have; None where none is said.

    last: what the words before claimed, which "the number" takes up: "three had died; rebels put the number at 20".
    """
    kind = _kind(parse, people, token) or (last if _takes_up(parse, token) else None)
    if kind is None:
        return None
    governor = parse.heads[token]
    places = [c for c in parse.children[token] if parse.deprels[c].startswith(("nmod", "appos", "nummod"))]
    if governor >= 0 and parse.deprels[token].startswith("nmod"):  # "a rise in the death toll to 12"
        governor = parse.heads[governor]
    if governor >= 0 and (parse.lemmas[governor].lower() in _RISES or governor in people.by_token):
        places += [governor] if governor in people.by_token else []
        places += [c for c in parse.children[governor] if c != token and _said(parse, c)]
    groups = [g for p in places if (g := _number(people, p))]
    if not groups:
        return None
    found = max(groups, key=lambda g: g.last)  # "rose from 5 to 12": the last one named is the new toll
    moved = found.qualifier is Qualifier.UP_TO and governor >= 0 and parse.lemmas[governor].lower() in _MOVES
    return kind, replace(found, min=found.max, qualifier=None) if moved else found  # "pushed the toll up to 18"


def _kind(parse: Parse, people: People, token: int) -> CasualtyKind | None:
    """What a toll counts: deaths, unless "of wounded" or the like says otherwise."""
    for child in parse.children[token]:
        word, lemma = parse.words[child].lower(), people.noun(child)
        if parse.deprels[child] in ("nmod", "compound", "amod"):
            kind = harm.STATES.get(word) or harm.NOUNS.get(lemma)
            if kind:
                return kind
            below = next(
                (harm.STATES[w] for c in parse.children[child] if (w := parse.words[c].lower()) in harm.STATES), None
            )
            if below:
                return below
            verb = parse.child(child, "acl")
            if verb is not None and parse.lemmas[verb].lower() in harm.TRANSITIVE:
                return harm.TRANSITIVE[parse.lemmas[verb].lower()]
    return CasualtyKind.KILLED if parse.lemmas[token].lower() == "toll" else None


def _takes_up(parse: Parse, token: int) -> bool:
    """Whether a bare "the number" is put somewhere: it can only be the number told before."""
    below, governor = parse.children[token], parse.heads[token]
    bare = [parse.words[c].lower() for c in below] == ["the"]
    return bare and governor >= 0 and parse.lemmas[governor].lower() in _PUTS


_PUTS = wordset("put give set place")


def _said(parse: Parse, token: int) -> bool:
    relation = parse.deprels[token]
    return relation in ("obj", "obl", "xcomp", "nmod", "advmod", "obl:unmarked", "ccomp", "conj")


def _number(people: People, token: int) -> Group | None:
    """The group at a number's token or at a noun for people it counts."""
    quantity = people.by_token.get(token) or people.by_noun.get(token)
    if not quantity:
        return None
    noun = quantity.noun
    if noun is not None and people.noun(noun) not in harm.PEOPLE | {"dead", "death", "fatality"}:
        return None
    return people.of(quantity)
