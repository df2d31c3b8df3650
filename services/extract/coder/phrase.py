"""Small questions to a dependency tree: prepositions, conjuncts, what a noun is called, where its phrase ends."""

from services.extract.document import Parse

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM"})
COMPLEX = {
    ("on", "behalf"): "for",
    ("because", "of"): "because",
    ("such", "as"): "as",
    ("in", "front"): "at",
    ("next", "to"): "near",
    ("close", "to"): "near",
    ("prior", "to"): "before",
    ("according", "to"): "according",
    ("in", "response"): "after",
    ("out", "of"): "from",
    ("off", "of"): "off",
    ("together", "with"): "with",
    ("along", "with"): "with",
    ("alongside", "with"): "with",
    ("as", "to"): "about",
}
SYNONYMS = {
    "upon": "on",
    "onto": "on",
    "alongside": "with",
    "amongst": "among",
    "towards": "toward",
    "versus": "against",
}


NEVER_PASSIVE = frozenset(
    {"apologize", "apologise", "resign", "protest", "march", "rally", "arrive", "surrender", "flee"}
)
"""Verbs whose subject acts even where the parser calls it passive."""


def preposition(parse: Parse, token: int) -> str | None:
    """The preposition (or the "to", "for", "of" before a clause) that introduces `token`, lower case; None without."""
    found = [c for c in parse.children[token] if parse.deprels[c] in ("case", "mark") and c < token]
    if not found:
        return None
    words = [parse.words[c].lower() for c in found]
    fixed = [parse.words[c].lower() for c in parse.children[found[0]] if parse.deprels[c] == "fixed"]
    key = (words[0], (fixed + words[1:] + [""])[0])
    word = COMPLEX.get(key, words[0])
    return SYNONYMS.get(word, word)


def conjuncts(parse: Parse, token: int) -> list[int]:
    """`token` and the words coordinated with it, in text order."""
    return [token, *(c for c in parse.children[token] if parse.deprels[c] == "conj")]


def names_of(parse: Parse, token: int) -> list[str]:
    """What a noun may be listed as in a class: its lemma, its form, and both with the words just before it."""
    lemma, word = parse.lemmas[token].lower(), parse.words[token].lower()
    out = list(dict.fromkeys((lemma, word, *singular(word))))
    before = [
        c for c in parse.children[token] if c < token and parse.deprels[c] in ("compound", "amod", "nmod", "flat")
    ]
    for c in before:
        out += [f"{parse.lemmas[c].lower()} {lemma}", f"{parse.words[c].lower()} {word}"]
    if len(before) > 1:
        out.append(" ".join([parse.words[c].lower() for c in before[-2:]] + [lemma]))
    out += [
        f"{lemma} {prep} {parse.lemmas[c].lower()}"
        for c in parse.children[token]
        if parse.deprels[c] == "nmod" and (prep := preposition(parse, c)) in ("of", "for")
    ]
    return out


def singular(word: str) -> tuple[str, ...]:
    """What a plural may come from, for words whose lemma the model gets wrong: "rallies" is "rally"."""
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y",)
    if word.endswith(("shes", "ches", "sses", "xes")):
        return (word[:-2],)
    if word.endswith("men") and len(word) > 4:
        return (f"{word[:-2]}an",)
    return (word[:-1],) if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else ()


def content(parse: Parse, token: int, transparent: frozenset[str]) -> list[int]:
    """`token`, and where it only counts or measures ("a series of strikes", "18 of them") the noun counted too."""
    out = [token]
    for _ in range(3):
        t = out[-1]
        if parse.upos[t] not in ("NUM", "DET", "PRON", "ADJ") and parse.lemmas[t].lower() not in transparent:
            break
        counted = (c for c in parse.children[t] if parse.deprels[c] == "nmod" and preposition(parse, c) in ("of", "in"))
        below = max(counted, default=None)
        if below is None:
            break
        out.append(below)
    return out


def is_passive(parse: Parse, token: int) -> bool:
    """Whether a verb stands in the passive: "was hit", "got hit", and the bare participle of "the man killed in …"."""
    rels = {parse.deprels[c] for c in parse.children[token]}
    if parse.lemmas[token].lower() in NEVER_PASSIVE and "aux:pass" not in rels:
        return False
    if rels & {"nsubj:pass", "aux:pass", "csubj:pass"}:
        return "aux:pass" in rels or not rels & {"obj"}
    if parse.deprels[token] == "conj" and parse.upos[parse.heads[token]] == parse.upos[token]:
        return not rels & {"nsubj", "aux", "obj"} and is_passive(parse, parse.heads[token])
    return parse.xpos[token] == "VBN" and parse.deprels[token] in ("acl", "advcl") and not rels & {"obj", "aux"}


def phrase_span(parse: Parse, token: int) -> tuple[int, int]:
    """First and last token of the noun phrase of `token`: without clauses, appositions, conjuncts and prepositions."""
    drop = frozenset({"acl", "acl:relcl", "appos", "conj", "cc", "punct", "parataxis", "case", "advcl", "obl", "cop"})
    tokens = parse.subtree(token, drop)
    run = [token]
    for t in reversed([t for t in tokens if t < token]):
        if t == run[0] - 1:
            run.insert(0, t)
    last = token
    for t in (t for t in tokens if t > token):
        if t <= last + 2:
            last = t
    return run[0], last
