"""Where what is sent, or who travels, goes: "sent helicopters to Mozambique", "flew from Doha to Kabul"."""

from collections.abc import Iterable, Sequence

from services.extract.document import PlaceMention
from services.extract.place.cues import cue
from services.extract.place.sentence_view import SentenceView, most_exact

_SENDING, _WORDS, _LEAVING = cue("sending"), cue("messages"), cue("leaving")
_TO, _FROM = frozenset({"to", "into", "toward", "towards"}), frozenset({"from", "out"})


def toward(view: SentenceView, token: int, phrases: Sequence[int]) -> list[int]:
    """Of a journey's two ends the one that the verb is about: arrival, or with "evacuated" and the like departure."""
    ends = {view.case(p) for p in phrases}
    if not (ends & _TO and ends & _FROM):
        return list(phrases)
    drop = _TO if view.parse.lemmas[token].lower() in _LEAVING else _FROM
    return [p for p in phrases if view.case(p) not in drop]


def destination(view: SentenceView, token: int) -> PlaceMention | None:
    """Where things and people are sent, though it be a country that gets them; letters and warnings go nowhere."""
    parse = view.parse
    if parse.lemmas[token].lower() not in _SENDING:
        return None
    thing = parse.child(token, "obj", "nsubj:pass")
    if thing is None or parse.lemmas[thing].lower() in _WORDS:
        return None
    ends = [c for c in (*parse.children[token], *parse.children[thing]) if view.case(c) in _TO and c in view.heads]
    return most_exact(_at(view, ends))


def _at(view: SentenceView, tokens: Iterable[int]) -> list[PlaceMention]:
    return [view.heads[t] for t in tokens]
