"""Corpora of entities in columns: Universal NER (on the sentences of EWT and PUD), wikigold, CrossNER."""

import re
from collections.abc import Mapping
from pathlib import Path

from models.corpora.entities import spans
from models.corpora.sentence import GoldEntity, Sentence

CORE = ("PER", "ORG", "LOC")
WIKIGOLD = {kind: kind for kind in CORE}
DOMAINS = ("politics", "literature", "music", "science", "ai")
CROSSNER = {
    **dict.fromkeys(("person", "politician", "writer", "musicalartist", "scientist", "researcher"), "PER"),
    **dict.fromkeys(("organisation", "politicalparty", "band", "university"), "ORG"),
    **dict.fromkeys(("location", "country"), "LOC"),
    **dict.fromkeys(("event", "election", "conference"), "EVENT"),
}
Marked = dict[str, tuple[list[str], list[GoldEntity]]]
NUMBER = re.compile(r"^# sent_id = (\S+)", re.MULTILINE)
BLANK = re.compile(r"\n\s*\n")


def read_uner(path: Path) -> Marked:
    """Words and PER, ORG, LOC of each sentence of an .iob2 file, by its number."""
    out: Marked = {}
    for block in path.read_text("utf8").split("\n\n"):
        number = NUMBER.search(block)
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if number and rows:
            out[number[1]] = [r[1] for r in rows], [e for e in spans([r[2] for r in rows]) if e.kind in CORE]
    return out


def add_uner(sentences: list[Sentence], marked: Marked, by_text: bool = False) -> list[Sentence]:
    """Attach entities by the sentences' numbers, or by their text (the numbers of PUD differ)."""
    if by_text:
        marked = {_squeezed(words): (words, found) for words, found in marked.values()}
    for s in sentences:
        words, found = marked.get(_squeezed(s.words) if by_text else s.id, ([], []))
        if len(words) == len(s.words):
            s.entities, s.entity_scheme = found, "plo"
    return sentences


def read_columns(path: Path, source: str, genre: str, kinds: Mapping[str, str]) -> list[Sentence]:
    """Files of `word tag` lines with a blank line between sentences. Tags not in `kinds` become "?"."""
    out = []
    for block in BLANK.split(path.read_text("utf8")):
        rows = [r for r in (line.rsplit(None, 1) for line in block.split("\n")) if len(r) == 2]
        if rows and not rows[0][0].startswith("-DOCSTART"):
            found = [GoldEntity(a, b, kinds.get(k, "?")) for a, b, k in spans([r[1] for r in rows])]
            out.append(Sentence([r[0] for r in rows], source, genre, entities=found, entity_scheme="part"))
    return out


def _squeezed(words: list[str]) -> str:
    return re.sub(r"\s", "", "".join(words))
