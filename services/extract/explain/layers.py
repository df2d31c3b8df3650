"""All expressions of an article, not only those of its events: sentences, times, places, actors, quantities, frames,
and the predicates that no table lists."""

from collections.abc import Callable, Iterator
from typing import Any

from services.extract.coder.factuality import Judge
from services.extract.coder.lexicon import Lexicon
from services.extract.document import ActorMention, Document, Frame, Parse, Sentence
from services.extract.explain.received import Received
from services.extract.explain.unlisted import Unlisted
from services.extract.place.gazetteer import RESOLUTION
from services.extract.stage import Taggers

CITY = RESOLUTION["city"]

Row = dict[str, Any]
TagActors = Callable[[Document], list[ActorMention]]
CLOSING = frozenset("’”)]}»'\"")


class Layers:
    """Reads the layers of parsed documents. Offsets come out as they count in the text as received."""

    def __init__(
        self, taggers: Taggers, actors: TagActors, lexicon: Lexicon, unlisted: Callable[[Sentence], list[Unlisted]]
    ) -> None:
        self._taggers, self._actors, self._lexicon, self._unlisted = taggers, actors, lexicon, unlisted

    def read(self, document: Document, received: Received) -> dict[str, list[Row]]:
        """The rows of each layer, in text order. Of `places` the names: "the capital" is told by its event."""
        read = {
            "sentences": [_place(received, s.start, s.end) for s in document.sentences],
            "times": [
                _quoted(received, e.start, e.end)
                | {
                    "type": e.type,
                    "value": e.value,
                    "interval_start": e.interval_start.isoformat() if e.interval_start else None,
                    "interval_end": e.interval_end.isoformat() if e.interval_end else None,
                }
                for e in self._taggers.times.tag(document)
            ],
            "places": [
                _quoted(received, p.start, p.end)
                | {
                    "geonameid": p.geonameid,
                    "name": p.name,
                    "country": p.country,
                    "latitude": p.latitude,
                    "longitude": p.longitude,
                }
                for p in self._taggers.places.tag(document)
                if is_name(p.text) and not (p.metonym and p.resolution > CITY)  # "the Kremlin said"
            ],
            "actors": [
                _quoted(received, a.start, a.end)
                | {"name": a.name, "country": a.country, "sector": a.sector, "title": a.title}
                for a in self._actors(document)
            ],
            "quantities": [
                _quoted(received, q.start, q.end)
                | {"value": q.value, "min": q.min, "max": q.max, "unit": q.unit, "qualifier": q.qualifier}
                for q in self._taggers.quantities(document)
            ],
            "frames": [row for s in document.sentences for row in self._frames(s, received)],
            "unlisted": [
                _quoted(received, u.start, u.end)
                | {
                    "roleset": u.roleset,
                    "nearest": [{"entry": n.key, "type": n.type, "similarity": n.similarity} for n in u.nearest],
                }
                for s in document.sentences
                for u in self._unlisted(s)
            ],
        }
        return {name: sorted(rows, key=lambda r: (r["start"], r["end"])) for name, rows in read.items()}

    def _frames(self, sentence: Sentence, received: Received) -> Iterator[Row]:
        parse = sentence.parse
        if parse is None:
            return
        judge = Judge(self._lexicon, parse, sentence.text)
        for frame in parse.frames:
            verdict = judge.judge(frame.token, nominal=frame.kind == "noun")
            yield _place(received, *sentence.span(frame.token)) | {
                "roleset": frame.roleset,
                "factuality": verdict.factuality,
                "roles": [
                    {"label": a.role} | _place(received, *sentence.span(*filler(parse, frame, a.token)))
                    for a in frame.arguments
                ],
            }


def is_name(text: str) -> bool:
    """Whether the words of a place name it, rather than describe it: "al-Hasakah" does, "the capital of Chad" not."""
    words = text.split()
    first = words[1] if len(words) > 1 and words[0].lower() == "the" else text.split(" ")[0]
    return any(map(str.isupper, first))


def filler(parse: Parse, frame: Frame, head: int) -> tuple[int, int]:
    """First and last token of the phrase that fills a role: all below its head, the predicate's own branch apart."""
    barred = {frame.token, *(t for t in parse.ancestors(frame.token) if t != head)}
    below, stack = {head}, [head]
    while stack:
        for child in parse.children[stack.pop()]:
            if child not in barred and child not in below:
                below.add(child)
                stack.append(child)
    first = last = head
    while first - 1 in below:
        first -= 1
    while last + 1 in below:
        last += 1
    while first < head and parse.upos[first] == "PUNCT":
        first += 1
    while last > head and parse.upos[last] == "PUNCT" and parse.words[last] not in CLOSING:
        last -= 1
    return first, last


def _place(received: Received, start: int, end: int) -> Row:
    first, last = received.span(start, end)
    return {"start": first, "end": last}


def _quoted(received: Received, start: int, end: int) -> Row:
    return _place(received, start, end) | {"text": received.quote(start, end)}
