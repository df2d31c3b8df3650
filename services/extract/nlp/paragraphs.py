"""Paragraphs of a text: at blank lines, and at single line breaks that are not mere wrapping.

Articles come with one paragraph a line, with blank lines between, or wrapped at a fixed width; a headline, a byline
or a caption may stand above or between with nothing but a line break.
"""

import re
from itertools import pairwise

Span = tuple[int, int]

BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
HARD_BREAKS = frozenset("\f\u2029")  # page and paragraph separators
BYLINE = re.compile(r"(?:By|BY|Reporting by|Writing by|Edited by|Editing by|Written by)\s+[^\W\d_][^.!?]{1,90}$")
CAPTION = re.compile(
    r"(?:(?:File |AP |Reuters |AFP )?(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Cc]aption|[Cc]redit|Video)"
    r"\s*(?:by|[:/(|–—-])|\(?(?:Photo|Image|Picture)s?\b[^()]{0,80}\)$)"
)
# A line that ends like this goes on in the next one.
OPEN_END = re.compile(
    r"(?:[,;‘“(–—]|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|but|that|which|who|as|its|his|her|their|is|are|"
    r"was|were|has|have|had|will|would|said|than|into|over|after|before|between|against|near|about))$"
)
ENDED = re.compile(r"[.!?…:][\"'”’)\]»]{0,4}$")
# Wrapped text has lines of at most `width` characters, and most are so full that the next word would not have fitted.
NARROWEST, WIDEST, FULL_SHARE = 45, 130, 0.6


def paragraphs(text: str) -> list[Span]:
    """(start, end) of each paragraph, without white space around it, never empty; linear in the text."""
    out: list[Span] = []
    block: list[Span] = []
    position = 0
    for found in [*BREAK.finditer(text), None]:
        start, end = _strip(text, position, found.start() if found else len(text))
        position = found.end() if found else end
        if start < end:
            block.append((start, end))
        if block and (start == end or found is None or found.group() in HARD_BREAKS):
            out += _group(text, block)
            block = []
    return out


def _group(text: str, lines: list[Span]) -> list[Span]:
    """Paragraphs of a run of lines without a blank one."""
    if len(lines) == 1:
        return lines
    width = max(b - a for a, b in lines)
    full = [
        b - a + 1 + _first_word(text, *after) > width for (a, b), after in pairwise(lines)
    ]  # of each line but the last
    wrapped = len(lines) > 2 and NARROWEST <= width <= WIDEST and sum(full) >= FULL_SHARE * len(full)
    out, first = [], lines[0][0]
    for i, is_full in enumerate(full):
        if not _goes_on(text, lines[i], lines[i + 1], wrapped and is_full):
            out.append((first, lines[i][1]))
            first = lines[i + 1][0]
    out.append((first, lines[-1][1]))
    return out


def _goes_on(text: str, line: Span, after: Span, wrapped: bool) -> bool:
    """True when the break between two lines is only wrapping. `wrapped`: it looks so by the lines' lengths."""
    if _stands_alone(text, line) or _stands_alone(text, after):
        return False
    tail = text[max(line[0], line[1] - 24) : line[1]]
    if ENDED.search(tail):
        return wrapped
    return wrapped or text[after[0]].islower() or OPEN_END.search(tail) is not None


def _stands_alone(text: str, line: Span) -> bool:
    """True for a byline or a caption."""
    if line[1] - line[0] <= 100 and BYLINE.match(text, *line):
        return True
    return CAPTION.match(text, *line) is not None


def _first_word(text: str, start: int, end: int) -> int:
    """Characters up to the first space, at most WIDEST."""
    head = text[start : min(end, start + WIDEST)]
    space = head.find(" ")
    return len(head) if space < 0 else space


def _strip(text: str, start: int, end: int) -> Span:
    """text[start:end] without white space at either end."""
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    stripped = line.strip()
    return start + left, start + left + len(stripped)
