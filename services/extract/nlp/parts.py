"""Cuts a sentence that is too long for the model into parts that fit, at a semicolon or comma where there is one."""

import re

from services.extract.nlp.pieces import MAX_PIECES, MAX_WORDS, shared
from services.extract.nlp.tokens import tokens

# A part is tokenised again on its own and may then have a word or two more at its edges.
WORDS, PIECES = MAX_WORDS - 2, MAX_PIECES - 24
WORDISH = re.compile(r"\w+|[^\w\s]")
DECOMPOSING = re.compile(r"[^\x00-\u08ff\u2000-\u2fff]")  # scripts in which a character may be several pieces
RANKS = {";": 2, ":": 2, ",": 1, "–": 1, "—": 1, "--": 1, ")": 1, "...": 1, "…": 1}


def parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """text[start:end], cut so that each part has at most MAX_WORDS words and MAX_PIECES pieces; no space around."""
    if end - start <= PIECES and _surely_fits(text[start:end]):
        return [(start, end)]
    spans = tokens(text[start:end])
    vocabulary = shared()
    sizes = [len(vocabulary.word(text[start + a : start + b])[0]) for a, b in spans]
    out, first = [], 0
    while first < len(spans):
        last = _cut(text, start, spans, sizes, first)
        out.append((start + spans[first][0], start + spans[last - 1][1]))
        first = last
    return out


def _surely_fits(sentence: str) -> bool:
    """Cheap and on the safe side: a piece has a character at least, a run of letters is two words at most."""
    return DECOMPOSING.search(sentence) is None and 2 * len(WORDISH.findall(sentence)) <= WORDS


def _cut(text: str, start: int, spans: list[tuple[int, int]], sizes: list[int], first: int) -> int:
    """Number of the word before which the part begun at word `first` ends."""
    limit, pieces = first, 0
    while limit < len(spans) and limit - first < WORDS and pieces + sizes[limit] <= PIECES:
        pieces += sizes[limit]
        limit += 1
    if limit == len(spans):
        return limit
    best, best_rank = limit, 0
    for i in range(limit - 1, first + (limit - first) // 2, -1):
        a, b = spans[i]
        rank = RANKS.get(text[start + a : start + b], 0)
        if rank > best_rank:
            best, best_rank = i + 1, rank
    return best
