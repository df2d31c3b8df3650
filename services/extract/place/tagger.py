"""The places of a document: names found, told apart and marked where they stand for a government."""

import re

from services.extract.document import Document, PlaceMention
from services.extract.place.candidate import Candidate
from services.extract.place.candidates import Finder
from services.extract.place.containers import elsewhere, link
from services.extract.place.context import demonyms_of
from services.extract.place.disambiguate import resolve
from services.extract.place.gazetteer import Entry, Gazetteer
from services.extract.place.metonym import is_metonym
from services.extract.place.phrases import Named, PhraseResolver
from services.extract.place.stray import strays
from services.extract.place.unlisted import Unlisted, unlisted
from services.extract.place.vouch import vouched

_CAPITALISED = re.compile(r"[A-Z][\w’'-]{0,40}")
MOST = 800  # places of one document; a gazetteer pasted as an article has more


class PlaceTagger:
    """Tags documents; stateless beside the gazetteer, so one serves all threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._finder = Finder(gazetteer)
        self._phrases = PhraseResolver(gazetteer)

    def tag(self, document: Document) -> list[PlaceMention]:
        """Every place of `document` in text order.

        Beside names, "the capital of Belarus", "the country" and the like where they can be told: those texts begin
        with a small letter or "The".
        """
        candidates, entries = self._read(document)
        other = elsewhere(document, candidates, entries)
        found = [
            _mention(c.start, c.end, c.sentence, c.text, e, is_metonym(c, e, document.sentences[c.sentence]))
            for i, (c, e) in enumerate(zip(candidates, entries, strict=True))
            if i not in other
        ]
        found += [_beside(_put(candidates[i], outer)) for i, outer in other.items()]
        named = [Named(c.start, c.end, c.sentence, e) for c, e in zip(candidates, entries, strict=True)]
        named = sorted(named + self._peoples(document), key=lambda n: (n.start, n.end))
        found += [
            _mention(p.start, p.end, p.sentence, p.text, p.entry, False) for p in self._phrases.find(document, named)
        ]
        found += [_beside(u) for u in unlisted(document, candidates, entries)]
        return sorted(found, key=lambda m: (m.start, -m.end))

    def _read(self, document: Document) -> tuple[list[Candidate], list[Entry]]:
        """The names that are places, in text order, and what each means."""
        found, demonyms = self._finder.find(document)[:MOST], demonyms_of(document, self._gazetteer)
        hidden = [c for c in found if c.hidden]
        sure = link(document, [c for c in found if not (c.doubtful or c.hidden)])
        entries = resolve(sure, demonyms, [*hidden, *(c for c in found if c.doubtful)])
        more = vouched(document, [c for c in found if c.doubtful], sure, entries)
        if more:
            sure = link(document, sorted([*sure, *more], key=lambda c: c.start))
            entries = resolve(sure, demonyms, hidden)
        lost = strays(sure, entries, frozenset(demonyms))
        kept = [i for i in range(len(sure)) if i not in lost]
        return [sure[i] for i in kept], [entries[i] for i in kept]

    def _peoples(self, document: Document) -> list[Named]:
        out: list[Named] = []
        for sentence in document.sentences:
            for match in _CAPITALISED.finditer(sentence.text):
                word = match[0].removesuffix("'s").removesuffix("’s")
                country = self._gazetteer.country(self._gazetteer.demonyms.get(word))
                if country is not None:
                    start = sentence.start + match.start()
                    out.append(Named(start, start + len(word), sentence.index, country, demonym=True))
        return out[:MOST]


def _mention(start: int, end: int, sentence: int, text: str, entry: Entry, metonym: bool) -> PlaceMention:
    return PlaceMention(
        start,
        end,
        sentence,
        text,
        entry.name,
        entry.geonameid,
        entry.country,
        entry.admin1,
        entry.admin2,
        entry.latitude,
        entry.longitude,
        entry.resolution,
        metonym,
    )


def _beside(name: Unlisted) -> PlaceMention:
    """A place of its own name at the point of the one beside it."""
    there = name.anchor
    return PlaceMention(
        name.start,
        name.end,
        name.sentence,
        name.text,
        name.text,
        None,
        there.country,
        there.admin1,
        None,
        there.latitude,
        there.longitude,
        min(there.resolution, 2),
        approximate=not name.contained,
    )


def _put(name: Candidate, outer: Entry) -> Unlisted:
    """A name that the gazetteer knows of other places only, where the text says it is."""
    return Unlisted(name.start, name.end, name.sentence, name.text, outer, True)
