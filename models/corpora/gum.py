"""Named entities of GUM. It marks whole noun phrases without saying which are names, so they are derived.

A mention counts as a name when its head is a proper noun, and is shrunk to the run of proper nouns around that head;
a time is shrunk to its calendar expression. Where entities overlap the longest stays.
"""

import re

from models.corpora.gum_spans import Mention, mentions
from models.corpora.sentence import GoldEntity, Sentence
from models.corpora.titles import TITLES

KIND = {
    "person": "PER",
    "organization": "ORG",
    "place": "LOC",
    "time": "DATE",
    "event": "EVENT",
    **dict.fromkeys(("abstract", "object", "animal", "plant", "substance"), "MISC"),
}
CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?|(?:19|20|1[0-8])\d\ds?|\d\ds"
    r"|(?:today|yesterday|tomorrow|tonight|year|month|week|weekend|day|decade|century|morning|evening|afternoon|night"
    r"|hour|minute|summer|winter|spring|autumn|fall|quarter|millennium|moment)s?"
    r"|ad|bc|bce|ce|am|pm|a\.m\.|p\.m\.|noon|midnight|\d{1,2}:\d\d",
    re.IGNORECASE,
)
LONGEST_DATE = 8  # tokens
LONG = frozenset({"of", "for", "and", "&", "on", "the", "-", "'s", "in"})
INSIDE = {  # words in lower case that a name may hold
    "PER": frozenset({"de", "la", "von", "van", "bin", "al", "-", "of"}),
    "LOC": frozenset({"of", "-", "'s", "&", "the", "al", "el", "de", "la"}),
    "ORG": LONG | {"de", "la", "al"},
    "EVENT": LONG,
    "MISC": LONG,
}
GLUE = frozenset({"-", "of", "&", "'s", "al", "de", "bin", "van", "von"})
OBLIQUE = ("nmod", "nmod:poss", "obl", "nmod:of")
EDGES = ("PUNCT", "DET", "ADP", "CCONJ", "PART")
Span = tuple[int, int]


def entities(sentence: Sentence) -> list[GoldEntity]:
    """The named entities of a sentence, in text order."""
    of, found = mentions(sentence), []
    for mention in of:
        kind = KIND.get(mention.kind)
        if kind:
            span = _date(sentence, mention) if kind == "DATE" else _Name(sentence, kind, mention, of).span()
            if span:
                found.append(GoldEntity(*span, kind))
    found.sort(key=lambda e: (e.first - e.last + (2 if e.kind == "MISC" else 0), e.first))
    used, out = [False] * len(sentence.words), []
    for e in found:
        if not any(used[e.first : e.last]):
            used[e.first : e.last] = [True] * (e.last - e.first)
            out.append(e)
    return sorted(out)


def _date(s: Sentence, mention: Mention) -> Span | None:
    a, b = mention.first, mention.last
    for k in range(a + 1, b):
        if s.upos[k] in ("VERB", "AUX", "PRON", "SCONJ") or s.words[k] in ("(", ";"):
            b = k
            break
    while b > a and s.upos[b - 1] in ("PUNCT", "DET", "ADP", "CCONJ", "ADV"):
        b -= 1
    while a < b - 1 and s.upos[a] in ("DET", "PUNCT") and s.words[a].lower() in ("the", "a", "an", ","):
        a += 1
    clause = any(s.upos[k] in ("VERB", "AUX", "PRON") for k in range(a, b))
    if clause or not 0 < b - a <= LONGEST_DATE or not any(CALENDAR.fullmatch(w) for w in s.words[a:b]):
        return None
    return a, b


class _Name:
    """Shrinks one mention to the name in it."""

    def __init__(self, s: Sentence, kind: str, mention: Mention, others: list[Mention]) -> None:
        self._s, self._kind, self._m, self._others = s, kind, mention, others
        self._low = [w.lower() for w in s.words]

    def span(self) -> Span | None:
        """The run of proper nouns around the mention's head, None where it has none."""
        head = self._head()
        if head is None:
            return None
        a, b = self._left(head), self._right(head + 1)
        if self._kind == "PER":
            a = self._untitled(a, b)
            if self._low[a] in TITLES:
                return None
        while b > a and self._s.upos[b - 1] in EDGES:
            b -= 1
        while a < b and self._s.upos[a] in EDGES:
            a += 1
        return (a, b) if b > a else None

    def _proper(self, k: int) -> bool:
        return self._m.first <= k < self._m.last and self._s.xpos[k] in ("NNP", "NNPS")

    def _head(self) -> int | None:
        a, b = self._m.first, self._m.last
        heads = [a + h for h in self._m.heads if a + h < b] or [a]
        head = next((k for k in range(a, b) if not a <= self._s.heads[k] < b), heads[-1])
        if self._proper(head):
            return head
        named = [k for k in heads if self._proper(k)]
        may = (self._m.linked or self._kind == "PER") and named and named[-1] == max(heads)
        return named[-1] if may and self._s.deprels[named[-1]] not in OBLIQUE else None

    def _right(self, end: int) -> int:
        s, last = self._s, self._m.last
        while True:
            if self._proper(end):
                end += 1
                continue
            k = end
            while self._m.first <= k < last and self._low[k] in INSIDE[self._kind] and k - end < 2:
                k += 1
            if end < k < last and self._proper(k) and not (self._kind == "PER" and self._low[end] == "of"):
                end = k + 1
            elif (
                self._kind in ("MISC", "EVENT") and end + 1 < last and s.words[end] == "-" and s.upos[end + 1] == "NUM"
            ):
                end += 2
            elif self._kind in ("MISC", "EVENT") and end < last and s.upos[end] == "NUM":
                end += 1
            else:
                return end

    def _left(self, start: int) -> int:
        first = self._m.first
        while True:
            if self._proper(start - 1):
                start -= 1
                continue
            k = start - 1
            while k >= first and self._low[k] in INSIDE[self._kind] and start - 1 - k < 2:
                k -= 1
            joined = first <= k < start - 1 and self._proper(k) and self._low[k + 1] in GLUE and self._kind != "PER"
            if joined or (k == start - 2 and self._proper(k) and self._low[k + 1] in GLUE - {"of", "&", "'s"}):
                start = k
            elif self._kind in ("ORG", "EVENT", "LOC") and start - 1 >= first and self._is_proper_adjective(start - 1):
                start -= 1
            else:
                return start

    def _is_proper_adjective(self, k: int) -> bool:
        adjective = self._s.xpos[k] == "JJ" and self._s.words[k][:1].isupper() and self._low[k] != "former"
        return adjective and (k > 0 or self._m.linked)

    def _untitled(self, a: int, b: int) -> int:
        """Titles, and places and organisations before them, are no part of a person's name."""
        while a < b - 1 and self._low[a] in TITLES:
            a += 1
        for other in self._others:
            if other.kind in ("place", "organization") and other.first <= a < other.last < b:
                a = other.last
        while a < b - 1 and (self._low[a] in TITLES or not self._proper(a)):
            a += 1
        return a
