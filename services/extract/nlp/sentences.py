"""Sentences of an article, by rules: where each begins and ends, and in which paragraph.

Datelines, bylines, captions and headlines come out as spans of their own; a closing quotation mark stays with its
sentence; a sentence that the model could not take whole is cut at a semicolon or comma. Linear in the text.
"""

import re
from typing import NamedTuple

from services.extract.nlp.abbreviations import (
    AFTER_HOURS,
    BEFORE_NUMBER,
    HOURS,
    INITIALS,
    SHORTENED,
    STARTERS,
    TITLES,
)
from services.extract.nlp.datelines import credit, dateline
from services.extract.nlp.paragraphs import paragraphs
from services.extract.nlp.parts import parts

END = re.compile(r"([.!?…]++)([\"'”’)\]»]*+)")
SPACE = re.compile(r"\s*+")
WORD_BEFORE = 24  # characters looked back for an abbreviation
OPENERS = frozenset("\"“‘'([`«—–•")
STRAY_CLOSERS = frozenset("”’»)]")
LATE_IN_SENTENCE = 14  # characters; before that an hour is a beginning: "At 5 p.m. Russia struck"
SAID = re.compile(
    r"(?:[A-Z][\w.'’-]{0,30},?\s){1,5}?(?:said|says|asked|asks|told|wrote|added|shouted|tweeted|replied|demanded|warned)\b"
)
GLUED = re.compile(r"[a-z]{2}\.(?!(?:Com|Org|Net)\b)[A-Z][a-z]")  # "… was over.The next day"


class SentenceSpan(NamedTuple):
    """text[start:end] is a sentence of the paragraph of that number."""

    start: int
    end: int
    paragraph: int


def split(text: str) -> list[SentenceSpan]:
    """Sentences in text order, without white space around them, each within the model's reach; [] for a blank text."""
    return [
        SentenceSpan(a, b, number)
        for number, (start, end) in enumerate(paragraphs(text))
        for first, last in _sentences(text, start, end)
        for a, b in parts(text, first, last)
    ]


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of a paragraph, however long."""
    out = []
    first = start
    if (head := dateline(text, start, end)) is not None:
        out.append((start, start + len(text[start:head].rstrip())))
        first = head
    for mark in END.finditer(text, first, end):
        if mark.end() <= first:
            continue
        if (aside := credit(text, first, end)) is not None and aside <= mark.start():
            out.append((first, aside))
            first = _after_space(text, aside, end)
        found = _boundary(text, first, mark, end)
        if found is not None:
            out.append((first, found))
            first = _after_space(text, found, end)
    if first < end and (aside := credit(text, first, end)) is not None:
        out.append((first, aside))
        first = _after_space(text, aside, end)
    if first < end:
        out.append((first, end))
    return out


def _boundary(text: str, first: int, mark: re.Match[str], end: int) -> int | None:
    """End of the sentence begun at `first` if it ends at this mark, else None (also at the paragraph's end)."""
    after = mark.end()
    if after >= end:
        return None
    if not text[after].isspace():
        dot = mark.start()
        return after if mark.group() == "." and GLUED.match(text, max(first, dot - 2), min(end, dot + 5)) else None
    following = _after_space(text, after, end)
    if following < end and text[following] in STRAY_CLOSERS and not text[following + 1 : following + 2].strip():
        after = following + 1
        following = _after_space(text, after, end)
    if following >= end or not _begins(text, following):
        return None
    if mark[1] == ".":
        return after if _ends_word(text, first, mark.start(), following) else None
    if mark[1] != "…" and mark[2] and (said := SAID.match(text, following, min(end, following + 200))):
        return after if said.group().split()[0].lower() in STARTERS else None
    return after


def _ends_word(text: str, first: int, dot: int, following: int) -> bool:
    """True when the full stop at `dot` ends a sentence, not only an abbreviation; the next word is at `following`."""
    chunks = text[max(first, dot - WORD_BEFORE) : dot].split()
    word = chunks[-1].lstrip("\"'“‘([«") if chunks and not text[dot - 1].isspace() else ""
    if word in TITLES:
        return False
    after = text[following : following + WORD_BEFORE].split()[0]
    if word in BEFORE_NUMBER and after[0].isdigit():
        return False
    if word.isdigit() and dot - len(word) == first:
        return False  # the number of a list's item
    if word in HOURS:
        return dot - first > LATE_IN_SENTENCE and not AFTER_HOURS.match(after)
    if word in SHORTENED or INITIALS.match(word):
        return after.strip("\"'“‘’”,").lower() in STARTERS
    return True


def _begins(text: str, position: int) -> bool:
    """True when a sentence may begin here: not with a small letter, nor with a dash before one."""
    c = text[position]
    if c in "—–":
        rest = text[position + 1 : position + 4].strip()
        return not rest[:1].islower()
    return c in OPENERS or c.isdigit() or (c.isalpha() and not c.islower())


def _after_space(text: str, position: int, end: int) -> int:
    found = SPACE.match(text, position, end)
    return found.end() if found else position
