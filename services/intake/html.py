"""The prose of an HTML page or fragment, as plain text with paragraphs apart by blank lines."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from services.intake.limits import Limits
from services.intake.markup import tame

# Furniture of a page: not what its article says.
_DROPPED = frozenset(("nav", "aside", "figure", "footer", "menu", "dialog"))
_INLINE = frozenset(
    ("-text", "wbr", "img", "embed", "input", "label", "output", "dfn", "picture", "source", "del", "ruby", "rt", "rp")
)


def text_of(html: str, limits: Limits) -> str:
    """Paragraphs, headings, list items, table cells and lines after `<br>` each apart by a blank line.

    Entities are decoded and runs of white space become one space. Raises Rejected (too_large), see `markup.tame`.
    """
    return "\n\n".join(_blocks(LexborHTMLParser(tame(html, limits))))


def _blocks(tree: LexborHTMLParser) -> Iterator[str]:
    pieces: list[str] = []
    for text in _walk(tree.root):
        if text is not None:
            pieces.append(text)
        elif pieces:
            block = " ".join("".join(pieces).split())
            pieces.clear()
            if block:
                yield block


def _walk(root: LexborNode | None) -> Iterator[str | None]:
    """Texts in order, and None wherever a block begins or ends. Climbs by parents: depth costs no stack."""
    node = root
    while node is not None:
        tag = node.tag
        if tag == "-text":
            yield node.text_content
        elif tag not in _INLINE:
            yield None
        below = None if tag == "-text" or tag in _DROPPED else node.child
        while below is None:
            if node.tag not in _INLINE:
                yield None
            parent = node.parent
            below = node.next
            if parent is None or (below is None and parent.tag == "-document"):
                return
            if below is None:
                node = parent
        node = below
