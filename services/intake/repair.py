"""Unicode and line breaks put right, with the way back to every character as it was received.

Encodings read wrongly (mojibake), entities, ligatures, control and zero-width characters, NFD are the work of ftfy;
curly quotes and dashes stay as they are, and so does everything NFKC would flatten.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import ftfy

from services.intake.lines import BREAK, is_wrapped, joins

_PLAIN = ftfy.TextFixerConfig(uncurl_quotes=False, fix_line_breaks=False, normalization="NFC", explain=False)
_DECODED = _PLAIN._replace(unescape_html=False)

# One for one, so that they move nothing: every line break of Unicode, every space but the plain one.
_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")
    | {chr(c): " " for c in (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
)
# Zero-width and other format characters (the category Cf), controls, surrogates: nothing a reader sees. Escape is left
# to ftfy, which takes the whole terminal sequence, and C1 controls, which it reads as Windows-1252; what it leaves of
# them goes after it.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1a\\x1f\\x7f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0001-\\U000e007f\\ud800-\\udfff]+"
)
_LEFT_OVER = re.compile(_INVISIBLE.pattern + "|[\x1b\x80-\x9f]+")
_NOTHING_TO_MEND = re.compile(r"[ -%'-~]*")  # ASCII without "&"


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text`, and `offset_map`: pairs (clean, received) as in `CleanArticle`; empty where no offset moved."""

    text: str
    offset_map: list[tuple[int, int]]


def repair(text: str, *, entities: bool = True) -> Repaired:
    """A text mended, its paragraphs apart by blank lines. `entities`: whether `&amp;` may stand for `&`."""
    writer = _Writer()
    # "\r\n" is one break, not two.
    same = text.replace("\r\n", " \n").translate(_SAME_LENGTH)
    wrapped = is_wrapped(same.split("\n"))
    config = _PLAIN if entities else _DECODED
    at = len(same) - len(same.lstrip())
    for found in BREAK.finditer(same, at):
        line = same[at : found.start()].rstrip()
        _mend(line, at, config, writer)
        writer.part(" " if joins(line, found[0], wrapped) else "\n\n", at + len(line))
        at = found.end()
    _mend(same[at:], at, config, writer)
    return writer.finish(len(text))


def _mend(line: str, received: int, config: ftfy.TextFixerConfig, writer: "_Writer") -> None:
    """Write a line without line breaks, mended, that stood at `received`."""
    if _NOTHING_TO_MEND.fullmatch(line):
        writer.put(line, received)
        return
    visible, origins = _visible(line)
    mended = ftfy.fix_text(visible, config)
    if unicodedata.normalize("NFC", mended) != mended:  # ftfy leaves some sequences it made itself
        mended = unicodedata.normalize("NFC", mended)
    mended = _LEFT_OVER.sub("", mended.translate(_SAME_LENGTH).replace("\n", " "))
    for start, piece in _changed_pieces(visible, mended):
        # A piece that stands over characters left out is written in parts, each with its own origin.
        at = start
        while piece:
            run = bisect_right(origins, at, key=lambda origin: origin[0]) - 1
            shift = origins[run][1] - origins[run][0]
            until = origins[run + 1][0] if run + 1 < len(origins) else len(visible) + len(piece)
            writer.put(piece[: max(1, until - at)], received + at + shift)
            piece, at = piece[max(1, until - at) :], max(at + 1, until)


def _visible(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The line without invisible characters, and pairs (in it, in the line) from which both run in step."""
    pieces, origins, length, at = [], [(0, 0)], 0, 0
    for found in _INVISIBLE.finditer(line):
        pieces.append(line[at : found.start()])
        length += found.start() - at
        at = found.end()
        origins.append((length, at))
    pieces.append(line[at:])
    return "".join(pieces), origins


def _changed_pieces(before: str, after: str) -> Iterator[tuple[int, str]]:
    """`after` in pieces, each with where it stood in `before`: word by word where their number is the same."""
    if before == after:
        yield 0, after
        return
    old, new = before.split(" "), after.split(" ")
    if len(old) != len(new):
        yield from _around_change(before, after, 0)
        return
    at = 0
    for old_word, new_word in zip(old, new, strict=True):
        if at:
            yield at - 1, " "
        yield from _around_change(old_word, new_word, at)
        at += len(old_word) + 1


def _around_change(before: str, after: str, at: int) -> Iterator[tuple[int, str]]:
    """What both share at the start, what changed, and what both share at the end."""
    if before == after:
        yield at, after
        return
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    yield at, after[:head]
    yield at + head, after[head : len(after) - tail]
    yield at + len(before) - tail, after[len(after) - tail :]


class _Writer:
    """Collects pieces of clean text and notes a breakpoint wherever they do not run on from where the last stood."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._map: list[tuple[int, int]] = []
        self._shift = 0
        self._length = 0
        self._parted = True

    def part(self, separator: str, received: int) -> None:
        """End a line; nothing where none was begun, so that lines of invisible characters leave no trace."""
        if not self._parted:
            self.put(separator, received)
            self._parted = True

    def put(self, piece: str, received: int) -> None:
        if self._parted:
            received += len(piece) - len(piece.lstrip())
            piece = piece.lstrip()
        if not piece:
            return
        self._parted = False
        if received - self._length != self._shift:
            self._shift = received - self._length
            self._map.append((self._length, received))
        self._pieces.append(piece)
        self._length += len(piece)

    def finish(self, received_length: int) -> Repaired:
        text = "".join(self._pieces).rstrip()
        offset_map = [pair for pair in self._map if pair[0] < len(text)]
        clean, received = offset_map[-1] if offset_map else (0, 0)
        if received + len(text) - clean > received_length:  # the last character became several
            offset_map.append((len(text), received_length))
        return Repaired(text, offset_map)
