"""Metonyms: a place name that stands for a government or a people ("Moscow said", "talks with Beijing")."""

from services.extract.document import Parse, Sentence
from services.extract.place.candidate import Candidate
from services.extract.place.cues import cue
from services.extract.place.gazetteer import Entry

_SUBJECT = frozenset({"nsubj", "nsubj:outer"})
_PARTY, _ADDRESSED, _STATIC = cue("party"), cue("addressed"), cue("static")
_RELATIONS, _DEALINGS, _UPON = cue("relations"), cue("dealings"), cue("upon")
_BODIES, _PLACE_NOUNS, _CLASSIFIERS = cue("bodies"), cue("place_nouns"), cue("classifiers")


def is_metonym(candidate: Candidate, entry: Entry, sentence: Sentence) -> bool:
    """Whether the mention stands for a government or people rather than a place. Without a parse: the seats only."""
    parse = sentence.parse
    if entry.kind in ("region", "site") and entry.country is None and entry.resolution == 1:
        return False
    if parse is None:
        return False
    head = head_of(parse, candidate.first, candidate.last)
    return _acts(parse, head, entry)


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token whose relation the name of first … last (inclusive) has in its sentence.

    Its own head, or the word that says what it names: "Zamfara state", "the town of Tame", "Choco province".
    """
    own = next((t for t in range(first, last + 1) if not first <= parse.heads[t] <= last), last)
    above = parse.heads[own]
    if above < 0 or parse.lemmas[above].lower() not in _CLASSIFIERS:
        return own
    case = parse.child(own, "case")
    named = parse.deprels[own] in ("compound", "appos", "flat", "nmod:desc") and case is None
    of = parse.deprels[own] == "nmod" and case is not None and parse.words[case].lower() == "of"
    return above if named or of else own


def _acts(parse: Parse, token: int, entry: Entry) -> bool:
    relation, above = parse.deprels[token], parse.heads[token]
    for _ in range(3):  # "Moscow and Beijing": the second has the first's part
        if relation != "conj" or above < 0 or parse.upos[above] not in ("PROPN", "NOUN"):
            break
        token, relation, above = above, parse.deprels[above], parse.heads[above]
    if above < 0:
        return False
    lemma = parse.lemmas[above].lower()
    if relation in _SUBJECT:
        if parse.upos[above] in ("VERB", "AUX"):
            return lemma not in _STATIC
        return False
    if relation in ("obj", "iobj"):
        return lemma in _ADDRESSED
    if relation in ("obl", "nmod", "obl:agent"):
        case = parse.child(token, "case")
        word = parse.lemmas[case].lower() if case is not None else ""
        if lemma in _PLACE_NOUNS:
            return False
        if word == "between":
            return lemma in _DEALINGS
        if word in ("on", "upon"):
            return lemma in _UPON
        if word == "from" and parse.upos[above] == "VERB":
            return False
        return word in _PARTY or (word in ("from", "for", "against", "to") and lemma in _RELATIONS)
    if relation == "nmod:poss":
        return _person_or_body(parse, above) or _agent(parse, above, token)
    if relation in ("compound", "amod", "nmod:desc"):
        return not _event(parse, above) and lemma not in _PLACE_NOUNS
    return False


def _event(parse: Parse, token: int) -> bool:
    frame = parse.frame_at.get(token)
    return frame is not None and (frame.kind == "verb" or frame.event >= 0.5)


def _agent(parse: Parse, event: int, token: int) -> bool:
    frame = parse.frame_at.get(event)
    return frame is not None and any(a.role == "A0" and a.token == token for a in frame.arguments)


def _person_or_body(parse: Parse, token: int) -> bool:
    return parse.lemmas[token].lower() in _BODIES or parse.upos[token] == "PROPN"
