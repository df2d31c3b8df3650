"""Spans that may be place names, with every entry they may mean."""

from collections.abc import Sequence
from dataclasses import replace

from services.extract.document import Document, Sentence
from services.extract.place.candidate import Candidate
from services.extract.place.cues import cue
from services.extract.place.evidence import DIVISION, WELL_KNOWN, View
from services.extract.place.fold import fold
from services.extract.place.gazetteer import Entry, Gazetteer
from services.extract.place.states import state_key
from services.extract.place.words import Word, words_of

LONGEST = 6  # words of a place name
_WATERS = frozenset({"River", "Creek", "Bay", "Valley", "Mountains"})
_MUNICIPAL = cue("municipal")
_NO_PLACE = cue("generic") | cue("leading") | cue("common")


class Finder:
    """Finds the candidates of a document; refuses names of persons, companies and peoples."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, document: Document) -> list[Candidate]:
        """All candidates in text order."""
        persons = self._persons(document)
        found: list[Candidate] = []
        for sentence in document.sentences:
            found += self._in_sentence(sentence, persons)
        return found

    @staticmethod
    def _persons(document: Document) -> frozenset[str]:
        """Folded words of the persons' names of the document: a lone surname is no town."""
        names: set[str] = set()
        for sentence in document.sentences:
            parse = sentence.parse
            for entity in parse.entities if parse else ():
                if parse and entity.kind == "PER" and entity.last - entity.first > 1:
                    names.update(fold(w) for w in parse.words[entity.first : entity.last])
        return frozenset(names)

    def _in_sentence(self, sentence: Sentence, persons: frozenset[str]) -> list[Candidate]:
        words = words_of(sentence)
        view = View(sentence, words, persons)
        found: list[Candidate] = []
        i = 0
        while i < len(words):
            candidate = self._longest(view, i) if words[i].capitalised else None
            if candidate is None:
                i += 1
            else:
                found.append(candidate)
                i = candidate.last + 1
        return found

    def _longest(self, view: View, first: int) -> Candidate | None:
        words = view.words
        stated = first > 1 and words[first - 1].text == "," and words[first - 2].capitalised
        for last in (first, first + 2) if stated else ():  # "W. Va." may be three tokens
            state = state_key(view.text(first, last)) if last < len(words) else None
            entry = self._gazetteer.entry(state) if state is not None else None
            if entry is not None:
                return view.candidate(first, last, [entry], None)
        for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
            if last == first and words[first].text.lower() in _NO_PLACE and not view.surely_named(first):
                return None
            if not words[last].capitalised or any(w.text == "," for w in words[first : last + 1]):
                continue
            if last > first and [w.text for w in words[last : last + 2]] == ["County", "Council"]:
                continue  # British: the council of the county "Kent", not of "Kent County"
            if last > first and _city_of(words, last, self._gazetteer.lookup(view.text(first, last))):
                continue
            entries = _fitting(view.text(first, last), self._gazetteer.lookup(view.text(first, last)))
            if words[first].text == "The":
                entries = [e for e in entries if e.name.startswith("The ")]
            if last == first and words[first].text in self._gazetteer.demonyms:
                entries = [e for e in entries if e.kind == "country"]
            if last > first and words[last].text in _WATERS and first and words[first - 1].text.lower() == "the":
                entries = [e for e in entries if e.kind in ("region", "site")]  # "the White River" is no town
            if not entries:
                continue
            if view.is_place(first, last, entries):
                return view.candidate(first, last, entries, _hint(words, first, last))
            if view.is_doubtful(first, last, entries):
                doubtful = view.candidate(first, last, entries, None)
                body = view.is_body(first, last)
                return replace(doubtful, doubtful=True, located=view.located(first), body=body)
            if view.names_body(first, last):
                return replace(view.candidate(first, last, entries, None), hidden=True)
            if view.kinds[first] in ("PER", "ORG"):
                return None
        return None


def _city_of(words: Sequence[Word], last: int, entries: Sequence[Entry]) -> bool:
    """Whether "City" belongs to what follows: "Delaware City Schools", but "Kansas City Council"."""
    after = words[last + 1].text.lower() if last + 1 < len(words) and words[last + 1].capitalised else ""
    small = all(e.weight < WELL_KNOWN for e in entries)
    return words[last].text == "City" and after in _MUNICIPAL and small


def _fitting(text: str, entries: list[Entry]) -> list[Entry]:
    """Entries that `text` may mean as it is written: "US" may be the country, "Us" and "us" may not."""
    letters = text.replace(".", "")
    if len(letters) > 3:
        return entries
    if letters.isupper():
        return [e for e in entries if e.kind == "country" or e.key == "4140963"]
    return [e for e in entries if e.kind != "country"]


def _hint(words: Sequence[Word], first: int, last: int) -> str | None:
    """The level that a noun beside the name gives it: "Kherson region", "the city of Kherson"."""
    after = words[last + 1].text.lower() if last + 1 < len(words) else ""
    if after in DIVISION:
        return DIVISION[after]
    if first > 1 and words[first - 1].text.lower() == "of":
        return DIVISION.get(words[first - 2].text.lower())
    return None
