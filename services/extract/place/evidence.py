"""What the words of a sentence and the model's names say for and against a span being a place name."""

from collections.abc import Sequence

from services.extract.document import Entity, Sentence
from services.extract.place.candidate import Candidate
from services.extract.place.cues import cue
from services.extract.place.fold import fold
from services.extract.place.gazetteer import Entry
from services.extract.place.words import Word, titled

SMALL, UNSURE = 3.7, 0.7  # log10 of people of a town that "in" makes believable; probability of a name
SURE = 0.9  # probability of a name that outweighs what the word mostly is
SMALLEST, KNOWN = 2.6, 4.5  # log10 of people: of a doubtful name; of one of several words that needs no model
WELL_KNOWN = 5.0  # log10 of people: below, a word alone is a place only on the model's word
IN, LEADING, _GIVEN = cue("approach"), cue("leading"), cue("given_names")
_FACILITIES, _LOCALS = cue("facilities"), cue("locals")
_MUNICIPAL, _COUNCILS, _BODIES = cue("municipal"), cue("councils"), cue("bodies") | {"king", "queen", "parliament"}
DIVISION = {word: level for level in ("admin1", "admin2", "city") for word in sorted(cue(level))}
"""Nouns beside a name that say which level it means."""


class View:
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
        if self._opens_article(first, last) or self._owns(first, last, entries):
            return True
        if self._lives_there(first):
            return True
        if first == last and after.isdigit() and self.words[first].text in ("US", "U.S.", "M", "A"):
            return False  # "U.S. 83"
        if after == "$" or (after == "-" and last + 2 < len(self.words) and self.words[last + 2].text.isdigit()):
            return False  # "US$", "DC-9"
        if kinds == {"LOC"}:
            return not titled(self.words, first) and self._whole(first, last, entries)
        if "DATE" in kinds:
            return False
        if kinds & {"PER", "ORG", "MISC", "EVENT"} and len(kinds) == 1:
            return self._against_the_model(first, last, entries)
        upos = [w.upos for w in self.words[first : last + 1]]
        if not kinds & {"LOC"} and last > first and self._by_itself(first, last, entries):
            return True
        if kinds & {"PER", "ORG", "MISC", "EVENT"}:
            return False
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
        least = KNOWN if names[-1] == "airport" else WELL_KNOWN
        known = any(e.kind in ("city", "capital") and e.weight >= least for e in entries)
        return first == entity.first and known and names[-1] in _FACILITIES

    def _against_the_model(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """A well-known place that the model takes for a person, a body or an event."""
        entity = self._entities[first]
        if entity.kind == "ORG" and self._governs(entity, first, last):
            return True
        kind, top = entity.kind, max(entries, key=lambda e: e.weight)
        before = self.words[first - 1].text.lower() if first else ""
        after_of = before in IN or before in ("of", "on")
        if kind == "EVENT":  # "the invasion of Ukraine"
            return after_of and top.weight >= WELL_KNOWN
        if (entity.first, entity.last) != (first, last + 1) or titled(self.words, first):
            return False
        words = [fold(w.text) for w in self.words[first : last + 1]]
        if kind == "PER" and first == last and words[0] in self._persons:
            return False
        if kind == "PER" and _GIVEN.intersection(words):  # "Paris and Abuja called for talks"
            return self._joined_to_a_place(first) and any(e.kind in ("country", "capital") for e in entries)
        known = any(e.kind in ("country", "capital", "seat") for e in entries) or top.weight >= WELL_KNOWN + 0.3
        located = (before in IN or self._joined_to_a_place(first)) and top.weight >= SMALL
        if kind == "ORG":
            return located or known or (before == "of" and entity.probability < UNSURE)
        return located or (known and first == last) or any(e.kind == "capital" and not e.alternate for e in entries)

    def located(self, first: int) -> bool:
        """Whether a preposition of place stands before the word."""
        return first > 0 and self.words[first - 1].text.lower() in IN | {"between"}

    def surely_named(self, first: int) -> bool:
        """Whether the model is sure that a word which is mostly none is the name of a place here."""
        entity = self._entities.get(first)
        alone = entity is not None and (entity.first, entity.last) == (first, first + 1)
        sure = alone and entity is not None and entity.kind == "LOC" and entity.probability >= SURE
        words = self.words
        stated = first + 2 < len(words) and words[first + 1].text == "," and words[first + 2].capitalised
        return sure and (stated or self.located(first) or self._joined_to_a_place(first))

    def is_doubtful(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """Whether the span, refused as it stands, is a whole name that places around it may speak for."""
        words, entity = self.words, self._entities.get(first)
        if entity is None:
            alone = all(not self.kinds[i] for i in range(first, last + 1)) and words[last].upos == "PROPN"
            if not alone or not first or not words[first].upos:
                return False
        elif (entity.first, entity.last) != (first, last + 1) or entity.kind == "LOC":
            return False
        folded = [fold(w.text) for w in words[first : last + 1]]
        if titled(words, first) or (first == last and folded[0] in self._persons):
            return False
        joined = first > 0 and words[first - 1].text in ("and", "or", ",")
        if _GIVEN.intersection(folded) and not (joined or self.located(first)):
            return False
        beside = [words[i] for i in (first - 1, last + 1) if 0 <= i < len(words)]
        if any(w.capitalised and w.text.isalpha() and w.upos in ("PROPN", "") for w in beside):
            return False
        return max(e.weight for e in entries) >= SMALLEST and len(folded[0]) > 3

    def is_body(self, first: int, last: int) -> bool:
        """Whether it is sure to be a firm or the like, or also a given name, and nothing says "a Bloomington man"."""
        entity = self._entities.get(first)
        after = self.words[last + 1].text if last + 1 < len(self.words) else ""
        sure = entity is not None and entity.kind == "ORG" and entity.probability >= UNSURE
        given = not _GIVEN.isdisjoint(fold(w.text) for w in self.words[first : last + 1])
        return given or (sure and after not in _LOCALS)

    def names_body(self, first: int, last: int) -> bool:
        """Whether a body is named by it: the "Athens" of "The Athens Review"."""
        entity = self._entities.get(first)
        if entity is None or entity.kind != "ORG" or last + 1 >= entity.last:
            return False
        return first == entity.first or (first == entity.first + 1 and self.words[entity.first].text.lower() == "the")

    def _opens_article(self, first: int, last: int) -> bool:
        """Whether it is the town in capitals that opens the article: "SANTIAGO (Reuters) - ", "KARACHI:", "NIAMEY."."""
        after = self.words[last + 1].text if last + 1 < len(self.words) else ""
        closes = after in ("(", "—", "–", ",", "-", "--", ":", "|") or (after == "." and last + 2 == len(self.words))
        opens = first == 0 and self.sentence.paragraph < 2 and closes
        return opens and self.text(first, last).isupper() and len(self.text(first, last)) > 3

    def _lives_there(self, first: int) -> bool:
        """Whether a person's age stands before: "Ann Cole, 34, of Brandon"."""
        before = [w.text for w in self.words[max(0, first - 4) : first]]
        return (
            len(before) == 4 and before[0] == before[2] == "," and before[1].isdigit() and before[3] in ("of", "from")
        )

    def _owns(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """Whether it is a country that has a government: "Jordan's king", "Chad's army"."""
        words = self.words
        if last + 2 >= len(words) or words[last + 1].text not in ("'s", "’s", "'"):
            return False
        if not any(e.kind == "country" for e in entries) or titled(words, first):
            return False
        return any(w.text.lower() in _BODIES for w in words[last + 2 : last + 5])

    def _governs(self, entity: Entity, first: int, last: int) -> bool:
        """Whether the body is that of the place: "Paris City Council", "Cardiff Crown Court", "Oxford aldermen"."""
        rest = [self.words[i].text for i in (*range(entity.first, first), *range(last + 1, entity.last))]
        if not rest or (first > entity.first and last + 1 < entity.last):
            return False
        lower = [w.lower() for w in rest]
        if first > entity.first:
            return lower == ["police"]
        return all(w.islower() for w in rest) or (set(lower) <= _MUNICIPAL and lower[-1] in _COUNCILS)

    def _by_itself(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        """Whether a name of several words can only be the town's: "a missing Round Rock man"."""
        span = self.words[first : last + 1]
        if not first or not all(w.capitalised and w.text.isalpha() for w in span) or titled(self.words, first):
            return False
        ends = [self._entities[i] for i in (first, last) if i in self._entities]
        if any(e.first < first or e.last > last + 1 for e in ends):
            return False
        beside = [self.words[i] for i in (first - 1, last + 1) if 0 <= i < len(self.words)]
        if any(w.capitalised and w.text.isalpha() for w in beside):
            return False
        return any(e.weight >= KNOWN and not e.alternate for e in entries)

    def _joined_to_a_place(self, first: int) -> bool:
        """Whether "and" or a comma ties the word to a name that the model calls a place."""
        words, kinds = self.words, self.kinds
        before = first > 1 and words[first - 1].text in ("and", "or", ",") and kinds[first - 2] == "LOC"
        after = first + 2 < len(words) and words[first + 1].text in ("and", "or", ",") and kinds[first + 2] == "LOC"
        return before or after

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
