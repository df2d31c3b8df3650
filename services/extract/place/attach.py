"""The place of an event: from what the predicate says of itself outward to the text before it. Never invented.

Order: the predicate's own place roles and place phrases; what it was done to, where that is a place; the phrases of
the words above it in its clause; the sentence's opening place; for an event told again ("the attack"), the place of
the sentence before, or the dateline. The nearest of these that has a place decides; within it the most exact one.
"""

from collections.abc import Sequence

from schemas.base import Span
from schemas.fields import Where
from services.extract.document import Document, PlaceMention
from services.extract.place.cues import cue
from services.extract.place.motion import destination, toward
from services.extract.place.retold import dateline_place, place_before, told_again
from services.extract.place.sentence_view import SentenceView, most_exact
from services.extract.reason import is_reason

NOT_NAMED, METONYM, OTHERS = "no place named", "metonym only", "place of something else"
NOT_LISTED = "place not in the gazetteer"
UNPARSED = "sentence not parsed"
LOCATIVE, _STATIC = cue("locative"), cue("static_locative")
_STRIKES, _JUDGING, _GATHERING = cue("strikes"), cue("judging"), cue("gathering")
_TALKS = cue("dealings") | {"visit", "trip", "conference"}
_MEANWHILE, _INHABITANTS = frozenset({"while", "when", "as", "after"}), cue("inhabitants")
_ROLES = ("LOC", "GOL", "DIR")
_UP = frozenset(
    {
        "obj",
        "nsubj",
        "nsubj:pass",
        "obl",
        "obl:agent",
        "nmod",
        "conj",
        "xcomp",
        "compound",
        "appos",
        "acl",
        "advcl",
        "iobj",
        "amod",
    }
)  # relations over which a word shares its head's place
CLIMB = 4


def attach_place(
    document: Document, places: Sequence[PlaceMention], sentence_index: int, token: int
) -> tuple[Where | None, str | None]:
    """The place of the event whose predicate is `token` of a sentence, or None and why.

    `places`: what `PlaceTagger.tag` found in `document`.
    """
    sentence = document.sentences[sentence_index]
    parse = sentence.parse
    if parse is None:
        return None, UNPARSED
    places = [p for p in places if not p.approximate]
    here = [p for p in places if p.sentence == sentence_index]
    view = SentenceView(sentence, parse, here)
    found = (
        _of_predicate(view, token)
        or destination(view, token)
        or _meanwhile(view, token)
        or _of_object(view, token)
        or _shared(view, token)
    )
    reason = is_reason(parse, token, punished=True)
    if not reason:
        found = found or _of_subject(view, token) or _of_clause(view, token) or _opening(view, token)
    found = _finer(view, token, found)
    if found is None and _unlisted(view, token):
        return None, NOT_LISTED
    if found is None and not reason and told_again(parse, token):
        found = place_before(document, places, sentence)
    if found is None and not reason:
        found = dateline_place(document, places, sentence)
    if found is None:
        return None, _reason(here)
    return _where(found), None


def _unlisted(view: SentenceView, token: int) -> bool:
    """Whether the event's own place phrase names a place that we don't know: no dateline's place is better."""
    parse = view.parse
    phrases = _locatives(view, token)
    for thing in (c for c in parse.children[token] if parse.deprels[c] in ("obj", "obl", "nsubj:pass", "nmod")):
        phrases += _locatives(view, thing)
    named = {t for e in parse.entities if e.kind == "LOC" for t in range(e.first, e.last)}
    return any(p in named and p not in view.heads and view.case(p) in _STATIC for p in phrases)


def _meanwhile(view: SentenceView, token: int) -> PlaceMention | None:
    """Where its subject did something else at the time: "shot while campaigning in Tainan"."""
    parse = view.parse
    for child in parse.children[token]:
        if parse.deprels[child] != "advcl":
            continue
        subject = parse.child(child, "nsubj", "nsubj:pass")
        own = subject is None or parse.upos[subject] == "PRON"
        opening = [parse.words[c].lower() for c in parse.children[child] if parse.deprels[c] in ("mark", "advmod")]
        if own and _MEANWHILE.intersection(opening):
            return _of_predicate(view, child) or _of_object(view, child)
    return None


def _finer(view: SentenceView, token: int, found: PlaceMention | None) -> PlaceMention | None:
    """A town in the country or province found, where the subject or object is: "In Jharkhand, a court in Ranchi …"."""
    if found is None or found.resolution > 2:
        return found
    for place in (_of_subject(view, token), _of_object(view, token)):
        inside = place is not None and place.country == found.country and found.admin1 in (None, place.admin1)
        if place is not None and inside and place.resolution > found.resolution:
            return place
    return found


def _reason(here: Sequence[PlaceMention]) -> str:
    if not here:
        return NOT_NAMED
    return METONYM if all(p.metonym for p in here) else OTHERS


def _of_predicate(view: SentenceView, token: int) -> PlaceMention | None:
    """Its place roles, then its own place phrases."""
    parse = view.parse
    frame = parse.frame_at.get(token)
    phrases = [a.token for role in _ROLES for a in (frame.arguments if frame else ()) if a.role == role]
    phrases = toward(view, token, phrases + _locatives(view, token))
    return most_exact(
        p for phrase in phrases if phrase != token for _, p in view.under(phrase) if _literal(view, phrase, p)
    )


def _literal(view: SentenceView, phrase: int, place: PlaceMention) -> bool:
    """Whether a place in a place phrase is meant as one: "in Moscow" is, whatever its relation suggests."""
    head = next((t for t, p in view.heads.items() if p is place), phrase)
    return not place.metonym or (head == phrase and view.case(phrase) in _STATIC)


def _locatives(view: SentenceView, token: int) -> list[int]:
    parse = view.parse
    out = []
    for child in parse.children[token]:
        relation = parse.deprels[child].split(":")[0]
        phrase = relation in ("obl", "nmod", "advmod") and (view.case(child) in LOCATIVE or child in view.heads)
        if phrase or (relation == "compound" and child in view.heads):
            out.append(child)
    return out


def _of_object(view: SentenceView, token: int) -> PlaceMention | None:
    """What it was done to: "attacked Kyiv", "Ukraine's energy infrastructure", "visited troops in Bakhmut"."""
    parse = view.parse
    frame = parse.frame_at.get(token)
    physical = parse.upos[token] != "VERB" or parse.lemmas[token].lower() in _STRIKES
    if parse.upos[token] == "VERB" and parse.lemmas[token].lower() in _JUDGING:
        return None  # "condemned the coup in Myanmar" was said elsewhere

    def acted_on(place: PlaceMention) -> bool:
        return physical or place.resolution > 1

    objects = [c for c in parse.children[token] if parse.deprels[c] in ("obj", "nsubj:pass", "nmod:poss")]
    objects += [
        a.token for a in (frame.arguments if frame else ()) if a.role in ("A1", "A2", "A4") and a.token != token
    ]
    return most_exact(
        place
        for thing in dict.fromkeys(objects)
        if parse.upos[thing] in ("NOUN", "PROPN", "PRON", "NUM")
        for t, place in view.under(thing)
        if not place.metonym and _whole_or_located(view, thing, t) and (t != thing or acted_on(place))
    )


def _whole_or_located(view: SentenceView, thing: int, token: int) -> bool:
    """Whether a place in an object's phrase says where the object is."""
    if token == thing:
        return True
    relation = view.parse.deprels[token]
    return relation in ("nmod:poss", "compound", "appos", "conj", "flat") or view.case(token) in LOCATIVE


def _shared(view: SentenceView, token: int) -> PlaceMention | None:
    """The place phrase that closes verbs joined by "and": "killed three and wounded 11 in Kherson"."""
    parse = view.parse
    for child in parse.children[token]:
        if parse.deprels[child] == "conj" and parse.upos[child] == "VERB" and parse.child(child, "nsubj") is None:
            frame = parse.frame_at.get(child)
            phrases = [a.token for a in (frame.arguments if frame else ()) if a.role == "LOC"]
            phrases += [p for p in _locatives(view, child) if view.case(p) in _STATIC]
            found = most_exact(p for phrase in phrases for _, p in view.under(phrase) if _literal(view, phrase, p))
            if found is not None:
                return found
    return None


def _of_subject(view: SentenceView, token: int) -> PlaceMention | None:
    """Where its subject is or happened: "a court in The Hague convicted", "the bombing of Aleppo killed"."""
    parse = view.parse
    subject = parse.child(token, "nsubj", "nsubj:pass")
    if subject is None or parse.upos[subject] not in ("NOUN", "PROPN"):
        return None
    near = _STATIC | {"of"} if parse.lemmas[subject].lower() in _INHABITANTS else _STATIC
    phrases = [c for c in parse.children[subject] if parse.deprels[c] == "nmod" and view.case(c) in near]
    found = most_exact(p for phrase in phrases for _, p in view.under(phrase) if _literal(view, phrase, p))
    for child in (*parse.children[subject], *parse.children[token]) if found is None else ():
        if parse.deprels[child] in ("acl", "advcl") and parse.lemmas[child].lower() in _GATHERING:
            found = found or _of_predicate(view, child)  # "the Council, meeting in New York, condemned"
    frame = parse.frame_at.get(subject)
    if found is None and frame is not None:
        return _of_predicate(view, subject) or _of_object(view, subject)
    return found


def _of_clause(view: SentenceView, token: int) -> PlaceMention | None:
    """Place phrases of the words above it in its clause: "carried out an attack in Kyiv"."""
    parse = view.parse
    for _ in range(CLIMB):
        if parse.deprels[token] not in _UP or parse.heads[token] < 0:
            return None
        below, joined, token = token, parse.deprels[token] in ("conj", "advcl"), parse.heads[token]
        found = _of_predicate(view, token) or (_of_object(view, token) if joined else None)
        for child in parse.children[token] if found is None else ():
            if parse.deprels[child] == "xcomp" and child != below:  # "forced a plane to land in Minsk and arrested"
                found = found or _of_predicate(view, child)
            if parse.deprels[child] == "obl" and view.case(child) == "for" and parse.lemmas[child].lower() in _TALKS:
                found = found or _of_predicate(view, child)  # "sat down for talks in Istanbul"
        if found is None and below != parse.child(token, "nsubj", "nsubj:pass"):
            found = _of_subject(view, token)
        if found is not None:
            return found
    return None


def _opening(view: SentenceView, token: int) -> PlaceMention | None:
    """The place phrase that opens the sentence: "In Kyiv, …", "Speaking to reporters in Minsk, …"."""
    parse = view.parse
    for t in sorted(view.heads):
        place = view.heads[t]
        if t >= token:
            return None
        if place.metonym or view.case(t) not in _STATIC:
            continue
        above = [t]
        for ancestor in parse.ancestors(t):
            if ancestor == token or parse.deprels[above[-1]] == "advcl":
                break
            above.append(ancestor)
        opening = above[-1]
        relations = [parse.deprels[a].split(":")[0] for a in above]
        if relations[-1] not in ("obl", "advcl") or {"ccomp", "conj", "parataxis"} & set(relations):
            continue
        if "acl:relcl" in {parse.deprels[a] for a in above}:
            continue
        if relations[-1] == "advcl" and parse.heads[opening] != token:
            continue
        if min(parse.subtree(opening)) <= 1:
            return place
    return None


def _where(place: PlaceMention) -> Where:
    return Where(
        text=place.text,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonameid=place.geonameid,
        latitude=place.latitude,
        longitude=place.longitude,
        resolution=place.resolution,
        evidence=Span(start=place.start, end=place.end, text=place.text),
    )
