"""Spans that may be place names, with every entry they may mean and the evidence that they are places at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.extract.document import Document, Entity, Sentence
from services.extract.place.cues import cue
from services.extract.place.fold import fold
from services.extract.place.gazetteer import Entry, Gazetteer
from services.extract.place.states import state_key
from services.extract.place.words import Word, titled, words_of

LONGEST = 6  # words of a place name
SMALL, UNSURE = 3.7, 0.7  # log10 of people of a town that "in" makes believable; probability of a name
WELL_KNOWN = 5.0  # log10 of people: below, a word alone is a place only on the model's word
IN, LEADING, _GIVEN = cue("approach"), cue("leading"), cue("given_names")
_FACILITIES, _NO_PLACE = cue("facilities"), cue("generic") | cue("leading")
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
        view = _View(sentence, words, persons)
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

    def _longest(self, view: "_View", first: int) -> Candidate | None:
        words = view.words
        state = state_key(words[first].text) if first > 1 and words[first - 1].text == "," else None
        if state is not None and words[first - 2].capitalised:
            entry = self._gazetteer.entry(state)
            return view.candidate(first, first, [entry], None) if entry is not None else None
        for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
            if last == first and words[first].text.lower() in _NO_PLACE:
                return None
            if not words[last].capitalised or any(w.text == "," for w in words[first : last + 1]):
                continue
            entries = _fitting(view.text(first, last), self._gazetteer.lookup(view.text(first, last)))
            if words[first].text == "The":
                entries = [e for e in entries if e.name.startswith("The ")]
            if not entries:
                continue
            if view.is_place(first, last, entries):
                return view.candidate(first, last, entries, _hint(words, first, last))
            if view.kinds[first] in ("PER", "ORG"):
                return None
        return None


class _View:
    """One sentence with the model's names, and the evidence of each span in it."""

    def __init__(self, sentence: Sentence, words: Sequence[Word], persons: frozenset[str]) -> None:
        self.sentence, self.words, self._persons = sentence, words, persons
        self.kinds, self._entities = [""] * len(words), dict[int, Entity]()
        for entity in sentence.parse.entities if sentence.parse else ():
            for i in range(entity.first, min(entity.last, len(words))):
                self.kinds[i], self._entities[i] = entity.kind, entity

    def text(self, first: int, last: int) -> str:
        """The text of words first … last."""
        start = self.sentence.start
        return self.sentence.text[self.words[first].start - start : self.words[last].end - start]

    def candidate(self, first: int, last: int, entries: list[Entry], hint: str | None) -> Candidate:
        """The span as a candidate."""
        text = self.text(first, last)
        start, end = self.words[first].start, self.words[last].end
        sentence = self.sentence
        return Candidate(
            sentence.index, sentence.paragraph, first, last, start, end, text, fold(text), entries, hint
        )  # fmt: skip

    def is_place(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """Whether the span is a place at all, by the model's names and, without them, by strict evidence."""
        kinds = set(self.kinds[first : last + 1])
        after = self.words[last + 1].text if last + 1 < len(self.words) else ""
        if after == "$" or (after == "-" and last + 2 < len(self.words) and self.words[last + 2].text.isdigit()):
            return False  # "US$", "DC-9"
        if kinds == {"LOC"}:
            return not titled(self.words, first) and self._whole(first, last, entries)
        if "DATE" in kinds:
            return False
        if kinds & {"PER", "ORG", "MISC", "EVENT"}:
            return len(kinds) == 1 and self._against_the_model(first, last, entries)
        upos = [w.upos for w in self.words[first : last + 1]]
        if upos[0] and (upos[0] not in ("PROPN", "ADJ") or upos[-1] != "PROPN"):
            return False
        if "LOC" in kinds:  # longer than the model's name
            return last > first
        return upos[0] != "ADJ" and self._strict(first, last, entries)

    def _whole(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """Whether the span is all of a name, or the part of it that says where the rest is."""
        entity = self._entities[first]
        rest = [self.words[i] for i in (*range(entity.first, first), *range(last + 1, entity.last))]
        names = [w.text.lower() for w in rest if w.capitalised and w.text.lower() not in LEADING | DIVISION.keys()]
        if not names or "," in {w.text for w in rest}:
            return True
        if names[0] in ("of", "in") or (
            last + 1 < len(self.words) and self.words[last + 1].text.lower() in ("of", "and")
        ):
            return True
        known = any(e.kind in ("city", "capital") and e.weight >= WELL_KNOWN for e in entries)
        return first == entity.first and known and names[-1] in _FACILITIES

    def _against_the_model(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """A well-known place that the model takes for a person, a body or an event."""
        entity = self._entities[first]
        kind, top = entity.kind, max(entries, key=lambda e: e.weight)
        before = self.words[first - 1].text.lower() if first else ""
        after_of = before in IN or before in ("of", "on")
        if kind == "EVENT":  # "the invasion of Ukraine"
            return after_of and top.weight >= WELL_KNOWN
        if (entity.first, entity.last) != (first, last + 1) or titled(self.words, first):
            return False
        words = [fold(w.text) for w in self.words[first : last + 1]]
        if kind == "PER" and (_GIVEN.intersection(words) or (first == last and words[0] in self._persons)):
            return False
        known = any(e.kind in ("country", "capital", "seat") for e in entries) or top.weight >= WELL_KNOWN + 0.5
        located = (before in IN or self._joined_to_a_place(first)) and top.weight >= SMALL
        if kind == "ORG":
            return located or known or (before == "of" and entity.probability < UNSURE)
        return located or (known and first == last)

    def _joined_to_a_place(self, first: int) -> bool:
        """Whether "and" or a comma ties the word to a name that the model calls a place."""
        return first > 1 and self.words[first - 1].text in ("and", "or", ",") and self.kinds[first - 2] == "LOC"

    def _strict(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """Evidence enough without the model: a well-known place, alone, where a place stands."""
        words = self.words
        main = [e for e in entries if not e.alternate]
        if not main or titled(words, first) or (first == last and fold(words[first].text) in self._persons):
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
