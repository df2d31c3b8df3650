"""Names of places that the gazetteer lacks, put where the text says they are: "Kagara, in Niger state", "the Bitterroot
River … in Hamilton". Such a name keeps its own text; its point, country and division are those of the place beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.extract.document import Document, Entity, Parse, Sentence
from services.extract.place.candidate import Candidate
from services.extract.place.cues import cue
from services.extract.place.evidence import DIVISION
from services.extract.place.gazetteer import Entry

SURE = 0.7  # probability of the model's name
LOOK_BACK = 1  # sentences, of one paragraph
MOST = 100  # of one document
_NO_PLACE, _BUILT = cue("generic") | cue("leading"), cue("facilities") | cue("roads")
_APPROACH, _FEATURES = cue("approach") | cue("static_locative") | {"between", "of"}, cue("features")
_CONTAINER = re.compile(r",?(?: \w{1,20}){0,4},? (?:in|of)(?: (?:the|[a-z]{3,15}ern|nearby|state of))* |, ")
_WIDE = frozenset({"country", "admin1", "admin2", "region"})


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name and the place that says where it is. contained: the text says that it lies in that place."""

    start: int
    end: int
    sentence: int
    text: str
    anchor: Entry
    contained: bool


def unlisted(document: Document, taken: Sequence[Candidate], entries: Sequence[Entry]) -> list[Unlisted]:
    """In text order. taken: the names that are in the gazetteer, in text order, with what they mean."""
    out: list[Unlisted] = []
    for sentence in document.sentences:
        for entity in sentence.parse.entities if sentence.parse else ():
            if len(out) < MOST and (found := _place(document, sentence, entity, taken, entries)):
                out.append(found)
    return out


def _place(
    document: Document, sentence: Sentence, entity: Entity, taken: Sequence[Candidate], entries: Sequence[Entry]
) -> Unlisted | None:
    parse = sentence.parse
    if parse is None or entity.kind != "LOC" or entity.probability < SURE:
        return None
    words = parse.words[entity.first : entity.last]
    start = sentence.start + parse.spans[entity.first][0]
    end = sentence.start + parse.spans[entity.last - 1][1]
    named = words[0][:1].isupper() and len(words[0]) > 2 and parse.upos[entity.last - 1] == "PROPN"
    if not named or words[-1].lower() in _BUILT or (len(words) == 1 and words[0].lower() in _NO_PLACE):
        return None
    if (len(words) == 1 and words[0].lower() in DIVISION) or (words[0].isupper() and len(words[0]) < 5):
        return None  # "the State", "INS Mysore"
    if not _stands_as_place(parse, entity) or not all(w.replace("-", "").isalpha() for w in words):
        return None
    if any(c.start < end and start < c.end for c in taken):
        return None
    before, container = None, None
    for candidate, entry in zip(taken, entries, strict=True):
        if candidate.end <= start:
            before = candidate, entry
        elif container is None:
            container = candidate, entry
    text = document.text[start:end]
    if container is not None and container[0].sentence == sentence.index:
        gap = document.text[end : container[0].start]
        if container[1].kind in _WIDE and len(gap) < 60 and _CONTAINER.fullmatch(gap):
            return Unlisted(start, end, sentence.index, text, container[1], True)
    near = [a for a in (before, container) if a is not None and _within_reach(document, sentence, a[0])]
    if not near:
        return None
    _, anchor = min(near, key=lambda a: (a[1].kind in _WIDE, a[0].start > start))
    return Unlisted(start, end, sentence.index, text, anchor, False)


def _stands_as_place(parse: Parse, entity: Entity) -> bool:
    """Whether the name follows a preposition of place, stands in a list, or is a river's or a mountain's."""
    words = parse.words
    if words[entity.first].lower() in _FEATURES or words[entity.last - 1].lower() in _FEATURES:
        return True
    following = words[entity.last] if entity.last < len(words) else "."
    if following[:1].isalnum() and parse.upos[entity.last] in ("NOUN", "PROPN", "ADJ"):
        return False
    before = [w.lower() for w in words[max(0, entity.first - 2) : entity.first] if w.lower() != "the"]
    return bool(before) and before[-1] in _APPROACH | {"and"}


def _within_reach(document: Document, sentence: Sentence, candidate: Candidate) -> bool:
    if candidate.sentence == sentence.index:
        return True
    other = document.sentences[candidate.sentence]
    return abs(sentence.index - other.index) <= LOOK_BACK and other.paragraph == sentence.paragraph
