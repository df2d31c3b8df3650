"""News sentences of our own with their time expressions marked, as gold answers, and ours beside them."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench.quality.time_scores import Answer
from services.extract.document import Document, Parse, Sentence
from services.extract.nlp.sentences import split
from services.extract.time.tagger import TimeTagger

SENTENCES = Path(__file__).resolve().parents[1] / "data" / "times.tsv"
_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")


def marked(text: str) -> tuple[str, list[Answer]]:
    """The plain text and the answers of "on [[Friday|2013-03-22]]"; several right values stand behind further bars."""
    out, gold, last = "", [], 0
    for mark in _MARK.finditer(text):
        out += text[last : mark.start()]
        gold.append(Answer(len(out), len(out) + len(mark[1]), frozenset(mark[2].split("|"))))
        out, last = out + mark[1], mark.end()
    return out + text[last:], gold


def sentences(read: Callable[[str], Parse | None]) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """(text, gold, ours) of each row; `read` parses a sentence."""
    with SENTENCES.open(encoding="utf8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, gold = marked(row["text"])
            cuts = [(start, end) for start, end, _ in split(text)]
            parts = tuple(Sentence(n, 0, a, b, text[a:b], read(text[a:b])) for n, (a, b) in enumerate(cuts))
            made = Document(text, date.fromisoformat(row["published"]), parts)
            yield text, gold, [Answer(e.start, e.end, frozenset({e.value})) for e in TimeTagger().tag(made)]
