"""The place of an event that the text has told before ("the attack", "it killed three"), and that of a dateline."""

import re
from collections.abc import Sequence

from services.extract.document import Document, Parse, PlaceMention, Sentence
from services.extract.place.cues import cue
from services.extract.place.sentence_view import most_exact

_DEFINITE, _CONTINUING, _HAPPENINGS = cue("definite"), cue("continuing"), cue("happenings")
_CLOSED = re.compile(r"(?:, ?[^\W\d_][\w.'-]{0,20}(?: [^\W_][\w.'-]{0,20}){0,2}){0,2}(?: ?\([^()\n]{1,20}\))? ?[:.|] ")
"""What ends a dateline without a dash, after the country, the day or the agency."""
LOOK_BACK = 2  # sentences
DATELINE_REACH = 3  # first sentences that a dateline places


def told_again(parse: Parse, token: int) -> bool:
    """Whether the event is one that the text has told: "the attack", "it killed three"."""
    determiner = parse.child(token, "det")
    if determiner is not None and parse.words[determiner].lower() in _DEFINITE:
        return True
    subject = parse.child(token, "nsubj", "nsubj:pass")
    if subject is None:
        return False
    below = parse.child(subject, "det")
    if parse.upos[subject] == "PRON":
        return parse.words[subject].lower() in _CONTINUING
    frame = parse.frame_at.get(subject)
    told = frame is not None or parse.lemmas[subject].lower() in _HAPPENINGS
    return below is not None and told and parse.words[below].lower() in _DEFINITE


def place_before(document: Document, places: Sequence[PlaceMention], sentence: Sentence) -> PlaceMention | None:
    """The nearest place before, of this paragraph or, for its first sentence, the one before."""
    for place in reversed(places):
        if place.sentence >= sentence.index or place.metonym:
            continue
        other = document.sentences[place.sentence]
        if sentence.index - other.index > LOOK_BACK or sentence.paragraph - other.paragraph > 1:
            return None
        return most_exact(p for p in places if p.sentence == other.index and not p.metonym)
    return None


def dateline_place(document: Document, places: Sequence[PlaceMention], sentence: Sentence) -> PlaceMention | None:
    """The place that opens the article: "KYIV, Ukraine (Reuters) - ", "KARACHI: ", "TOCOA, Colón. "."""
    if sentence.index >= DATELINE_REACH or not places:
        return None
    first = places[0]
    opening = document.text[: first.start].strip()
    if opening or not first.text.isupper() or first.end > 60:
        return None
    rest = document.text[first.end : first.end + 60]
    return first if any(dash in rest for dash in ("—", "–", " - ", "--")) or _CLOSED.match(rest) else None
