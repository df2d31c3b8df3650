"""Places without a name of their own: "the capital of Belarus", "the country", "the city".

They take their place from a name: what they stand beside, or the last country or town the text named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.extract.document import Document, Sentence
from services.extract.place.gazetteer import Entry, Gazetteer

_DEFINITE = re.compile(
    r"\b(?:(?:the|this|that)\s(?:[A-Z][\w-]{2,30}\s)?(?:(?:war-torn|embattled|besieged|nearby|same)\s)?"
    r"(capital|country|nation|city|town|village|region|province|territory|enclave|island|kingdom|republic)"
    r")\b(?!(?:[’'-]\w{2}|\s(?:region|area|city|district)\b))"
)
_NAMED = re.compile(r" of (?:the )?[A-Z]")
_OF = re.compile(r"(?:\scity)?\sof\s(?:the\s)?$")
COUNTRY = frozenset({"country", "nation", "kingdom", "republic", "island", "territory"})
TOWN = frozenset({"city", "town", "village", "capital"})
LOOK_BACK = 3  # sentences


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its entry and where it stands; metonyms and demonyms count for countries."""

    start: int
    end: int
    sentence: int
    entry: Entry
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """An unnamed place and its entry."""

    start: int
    end: int
    sentence: int
    text: str
    entry: Entry


class PhraseResolver:
    """Finds such phrases."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, document: Document, named: Sequence[Named]) -> list[Phrase]:
        """The unnamed places of a document in text order. `named`: in text order."""
        out: list[Phrase] = []
        for sentence in document.sentences:
            out += self._in_sentence(document, sentence, named)
        return out

    def _in_sentence(self, document: Document, sentence: Sentence, named: Sequence[Named]) -> Iterator[Phrase]:
        for match in _DEFINITE.finditer(sentence.text):
            noun = match[1]
            start, end = sentence.start + match.start(), sentence.start + match.end()
            inner = sentence.text[match.start() : match.end()].split()
            entry = self._of(document, end, named) if noun == "capital" else None
            if entry is not None:
                after = next(n for n in named if n.start >= end)
                yield Phrase(start, after.end, sentence.index, document.text[start : after.end], entry)
                continue
            if _NAMED.match(sentence.text, match.end()):
                continue  # "the town of Tame" is no town named before
            code = self._gazetteer.demonyms.get(inner[1]) if len(inner) > 2 else None
            if len(inner) > 2 and inner[1][:1].isupper() and code is None:
                continue
            entry = self._known(noun, code, start, sentence.index, named)
            if entry is not None:
                yield Phrase(start, end, sentence.index, match[0], entry)

    def _of(self, document: Document, end: int, named: Sequence[Named]) -> Entry | None:
        after = next((n for n in named if n.start >= end), None)
        if after is None or after.start - end > 20 or not _OF.fullmatch(document.text[end : after.start]):
            return None
        return self.capital(after.entry) if after.entry.kind == "country" else None

    def _known(self, noun: str, code: str | None, start: int, sentence: int, named: Sequence[Named]) -> Entry | None:
        if noun == "capital":
            country = self._gazetteer.country(code) if code else None
            if country is not None:
                return self.capital(country)
            last = self._last("capital", start, sentence, named)
            if last is not None:
                return last
            country = self._last("country", start, sentence, named)
            return self.capital(country) if country is not None else None
        if code is not None:
            return self._gazetteer.country(code) if noun in COUNTRY else None
        return self._last(
            "country" if noun in COUNTRY else "town" if noun in TOWN else "division", start, sentence, named
        )

    @staticmethod
    def _last(level: str, start: int, sentence: int, named: Sequence[Named]) -> Entry | None:
        """The last place of a level named before `start`, at most LOOK_BACK sentences back."""
        for name in reversed(named):
            if name.end > start or sentence - name.sentence > LOOK_BACK:
                continue
            kind = name.entry.kind
            if level == "capital" and kind == "capital":
                return name.entry
            if level == "country" and kind == "country":
                return name.entry
            if level == "town" and kind in ("city", "capital"):
                return name.entry
            if level == "division" and kind in ("admin1", "admin2", "region") and name.entry.country:
                return name.entry
        return None

    def capital(self, country: Entry) -> Entry | None:
        """The capital of a country."""
        known = self._gazetteer.countries.get(country.country or "")
        for name in known.capitals if known else ():
            for entry in self._gazetteer.lookup(name):
                if entry.country == country.country and entry.kind == "capital":
                    return entry
        return None
