"""Foreign bytes on a terminal: no control character, escape sequence or reversal of direction gets through."""

import unicodedata
from collections.abc import Iterator

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}  # categories of Unicode that move the cursor, reorder or show nothing


def safe(text: str, keep: str = "") -> str:
    """`text` with what is no visible character written as an escape, `keep` aside (such as line ends)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or unicodedata.category(c) not in HIDDEN else ascii(c)[1:-1] for c in text)


def hexdump(data: bytes, most: int) -> Iterator[str]:
    """The first `most` bytes, 16 a line: offset, hexadecimal, printable ASCII."""
    for at in range(0, min(len(data), most), 16):
        row = data[at : at + 16][: most - at]
        shown = "".join(chr(b) if 32 <= b < 127 else "." for b in row)
        yield f"{at:08x}  {row.hex(' '):<47}  {shown}"
