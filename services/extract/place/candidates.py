"""Spans that may be place names, with every entry they may mean and the evidence that they are places at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.extract.document import Document, Sentence
from services.extract.place.cues import cue
from services.extract.place.fold import fold
from services.extract.place.gazetteer import Entry, Gazetteer
from services.extract.place.words import Word, titled, words_of

LONGEST = 6  # words of a place name
WELL_KNOWN = 5.0  # log10 of people: below, a word alone is a place only on the model's word
IN, LEADING = cue("approach"), cue("leading")
DIVISION = {word: level for level in ("admin1", "admin2", "city") for word in sorted(cue(level))}
"""Nouns beside a name that say which level it means."""


@dataclass
class Candidate:
    """Words first … last (inclusive) of a sentence, and what they may mean. named: the model calls them a place."""

    sentence: int
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    text: str
    folded: str
    entries: list[Entry]
    named: bool
    hint: str | None = None
    within: list[Entry] = field(default_factory=list)  # what a container beside it may mean
    near: list[Entry] = field(default_factory=list)  # the same, on weaker evidence


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
        kinds, edges = _entity_kinds(sentence, len(words))
        found: list[Candidate] = []
        i = 0
        while i < len(words):
            candidate = self._longest(sentence, words, i, kinds, edges, persons) if words[i].capitalised else None
            if candidate is None:
                i += 1
            else:
                found.append(candidate)
                i = candidate.last + 1
        return found

    def _longest(
        self,
        sentence: Sentence,
        words: Sequence[Word],
        first: int,
        kinds: Sequence[str],
        edges: Sequence[tuple[int, int]],
        persons: frozenset[str],
    ) -> Candidate | None:
        for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
            if not (words[last].capitalised or words[last].text.isdigit()) or "," in {
                w.text for w in words[first + 1 : last]
            }:
                continue
            start, end = words[first].start, words[last].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            entries = _fitting(text, self._gazetteer.lookup(text))
            if not entries:
                continue
            if not self._is_place(words, first, last, kinds, edges, entries, persons):
                if kinds[first] in ("PER", "ORG"):
                    return None
                continue
            named = kinds[first] == "LOC" and kinds[last] == "LOC"
            return Candidate(
                sentence.index, sentence.paragraph, first, last, start, end, text, fold(text), entries, named,
                _hint(words, first, last),
            )  # fmt: skip
        return None

    def _is_place(
        self,
        words: Sequence[Word],
        first: int,
        last: int,
        kinds: Sequence[str],
        edges: Sequence[tuple[int, int]],
        entries: Sequence[Entry],
        persons: frozenset[str],
    ) -> bool:
        top = entries[0]
        span_kinds = set(kinds[first : last + 1])
        whole = edges[first] == (first, last)
        country = any(e.kind == "country" for e in entries)
        if span_kinds == {"LOC"}:
            return not titled(words, first)
        if span_kinds & {"PER", "DATE"}:
            return False
        if span_kinds == {"EVENT"}:  # "the invasion of Ukraine"
            return bool(first) and words[first - 1].text.lower() in IN | {"of", "on"} and top.weight >= WELL_KNOWN
        if span_kinds & {"ORG", "MISC"}:
            return whole and (country or top.kind in ("capital", "seat"))
        if words[first].upos and any(w.upos not in ("PROPN", "ADP", "DET") for w in words[first : last + 1]):
            return False
        if "LOC" in span_kinds:  # longer than the model's name: all of it must be capitalised
            return all(w.capitalised for w in words[first : last + 1])
        return self._strict(words, first, last, entries, persons)

    @staticmethod
    def _strict(
        words: Sequence[Word], first: int, last: int, entries: Sequence[Entry], persons: frozenset[str]
    ) -> bool:
        """Evidence enough without the model: a well-known place, alone, where a place stands."""
        main = [e for e in entries if not e.alternate]
        if not main or titled(words, first) or (first == last and fold(words[first].text) in persons):
            return False
        beside = [words[i] for i in (first - 1, last + 1) if 0 <= i < len(words)]
        if any(w.capitalised and w.text.isalpha() and w.upos not in ("ADJ", "DET", "ADP") for w in beside):
            return False
        top = max(main, key=lambda e: e.weight)
        before = words[first - 1].text.lower() if first else ""
        skip = first - 2 if before in LEADING and first > 1 else first - 1
        locative = skip >= 0 and words[skip].text.lower() in IN
        comma = last + 2 < len(words) and words[last + 1].text == "," and words[last + 2].capitalised
        if any(e.kind == "country" for e in main):
            return True
        if top.kind in ("region", "seat", "site"):
            return bool(words[first].upos) or locative or last > first
        if top.kind == "capital" and top.weight >= WELL_KNOWN and first:
            return True
        return (locative or comma) and top.weight >= WELL_KNOWN


def _entity_kinds(sentence: Sentence, count: int) -> tuple[list[str], list[tuple[int, int]]]:
    kinds, edges = [""] * count, [(-1, -1)] * count
    for entity in sentence.parse.entities if sentence.parse else ():
        for i in range(entity.first, min(entity.last, count)):
            kinds[i], edges[i] = entity.kind, (entity.first, entity.last - 1)
    return kinds, edges


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
