"""The semantic layer: PropBank frames, factuality (UDS), nouns that are events (QANom), put on the corpora's tokens."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from models.corpora.sentence import GoldFrame, Sentence

PREDICATES = ("none", "verb", "noun", "adj", "light")
# Roles with fewer than 200 occurrences are AM.
ROLES = (
    *(
        "none",
        "A0",
        "A1",
        "A2",
        "A3",
        "A4",
        "TMP",
        "ADV",
        "MOD",
        "NEG",
        "ADJ",
        "LOC",
        "MNR",
        "DIS",
        "EXT",
        "PRP",
        "CAU",
    ),
    *("PRR", "LVB", "DIR", "PRD", "GOL", "AM"),
)
# Of the factuality head: the first four from UDS, about -3 … 3, mostly within 1.3 of 0; the last a logit, from QANom.
FACTS = ("factual", "dynamic", "hypothetical", "particular", "event")
MASC_NEWS = ("20000410", "20000415", "20000419", "20000424", "A1.E", "Article247")  # AP, NYT, Slate, translated news
QUOTES = {"``": '"', "''": '"'}


def add_frames(sentences: list[Sentence], path: Path, scope: str) -> list[Sentence]:
    """Attach the frames of a file of `collect`; scope "all", or "verb" where only verbs are annotated throughout."""
    rows = defaultdict[str, list[list[str]]](list)
    for number, *rest in _rows(path):
        rows[number].append(rest)
    for s in sentences:
        if s.id in rows:
            s.frame_scope = scope
            s.frames = [_frame(s, *row) for row in rows[s.id] if len(row) > 1 and (scope == "all" or row[1] == "verb")]
    return sentences


def annotated(path: Path) -> set[str]:
    """The sentences that a file of frames covers."""
    return {row[0] for row in _rows(path)}


def add_factuality(sentences: list[Sentence], path: Path) -> list[Sentence]:
    """Attach UDS's values."""
    by_id = {s.id: s for s in sentences}
    for number, token, *values in _rows(path):
        if number in by_id:
            known = [float(v) if v else None for v in values]
            by_id[number].facts[int(token) - 1] = (*known, None)
    return sentences


def read_nouns(path: Path) -> Iterator[Sentence]:
    """The sentences of a QANom file, with 1 or 0 for each candidate: whether the noun is an event."""
    for number, text, marks in _rows(path):
        words = [QUOTES.get(w, w) for w in text.split(" ")]
        genre = "wikinews" if "wikinews" in number.lower() else "wikipedia"
        sentence = Sentence(words, "qanom", genre, id=number)
        for mark in marks.split():
            token, _, value = mark.partition(":")
            sentence.facts[int(token) - 1] = (None, None, None, None, float(value))
        yield sentence


def head_of(s: Sentence, first: int, last: int) -> int:
    """The token of first … last (inclusive) whose head lies outside; of several the shallowest, punctuation last."""
    tops = [k for k in range(first, last + 1) if not first <= s.heads[k] <= last]
    return min(tops, key=lambda k: (s.upos[k] == "PUNCT", _depth(s, k), k)) if tops else first


def _depth(s: Sentence, token: int) -> int:
    depth = 0
    while s.heads[token] >= 0 and depth < len(s.heads):
        token, depth = s.heads[token], depth + 1
    return depth


def _frame(s: Sentence, token: str, kind: str, roleset: str, spans: str) -> GoldFrame:
    arguments = []
    for span in spans.split():
        label, _, place = span.rpartition(":")
        first, _, last = place.partition("-")
        arguments.append((label if label in ROLES else "AM", head_of(s, int(first) - 1, int(last) - 1)))
    return GoldFrame(int(token) - 1, kind, roleset, arguments)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf8").split("\n"):
        if line:
            yield line.split("\t")
