"""Whether an act of speech happened where its sentence has a place: "said in Geneva", not "the war in Ukraine"."""

from schemas.fields import Where
from services.extract.document import Document, Parse
from services.extract.place.cues import cue

_RELATIONS = frozenset({"obl", "nmod", "compound", "flat", "appos", "conj", "amod"})
_SIGNING, _SEATED, _GATHERING = cue("signing"), cue("seated"), cue("gathering")
_SIGNED = frozenset({"obj", "nsubj", "nsubj:pass", "obl:agent"})
_TRAVEL = frozenset({"visit", "tour", "reach", "enter"})
_SUBJECT = ("nsubj", "nsubj:pass")


def spoken_there(document: Document, sentence_index: int, token: int, where: Where) -> bool:
    """Whether the act at `token` was done at `where`, by how the two hang together in the tree.

    What is signed is signed where its phrase says, or where the parties were just told to be: the tree hangs
    "in Prague" on the treaty that was signed there. Courts and parliaments judge where they sit.
    """
    sentence = document.sentences[sentence_index]
    parse = sentence.parse
    if parse is None or where.evidence is None:
        return False
    lemma = parse.lemmas[token].lower()
    if where.evidence.end <= sentence.start:
        return lemma in _SIGNING
    spans = enumerate(parse.spans)
    at = next((t for t, (start, _) in spans if start + sentence.start == where.evidence.start), None)
    chain = [at, *parse.ancestors(at)] if at is not None else []
    if token not in chain and parse.deprels[token] in ("obj", "nsubj:pass"):
        token = parse.heads[token]  # "a court in The Hague upheld the conviction"
    if token not in chain:
        return False
    chain = chain[: chain.index(token)]
    if not chain:
        return False
    last = chain[-1]
    parties = len(chain) > 1 and all(parse.deprels[x] == "conj" for x in chain[1:-1])
    if lemma in _SIGNING and parties and parse.deprels[last] in _SIGNED:
        return _case(parse, chain[0]) in ("in", "at")
    if chain == [at] and lemma in _TRAVEL:
        return True
    if len(chain) > 1 and parse.deprels[last] in _SUBJECT:
        below = chain[-2]
        if parse.deprels[below] == "acl":
            return parse.lemmas[below].lower() in _GATHERING
        seated = parse.lemmas[last].lower() in _SEATED
        return seated and parse.deprels[below] == "nmod" and _case(parse, below) in ("in", "at")
    if parse.deprels[last] == "advcl":
        return all(parse.deprels[x] in _RELATIONS for x in chain[:-1])
    return all(parse.deprels[x] in _RELATIONS or parse.deprels[x] == "acl" for x in chain)


def _case(parse: Parse, token: int) -> str:
    case = parse.child(token, "case")
    return parse.words[case].lower() if case is not None else ""
