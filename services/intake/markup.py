"""HTML made harmless in one linear pass, before any parser sees it.

Parsers take time quadratic in depth and in attributes, and rebuild formatting elements (`<b id=1><b id=2>…`) in every
following paragraph, so that a page of kilobytes can cost minutes or gigabytes. None of that matters for the text: here
attributes, comments, scripts and formatting tags go, and depth and number of tags are held against the limits.
"""

import re

from services.intake.limits import Limits, check


def _names(of_elements: str) -> frozenset[str]:
    return frozenset(of_elements.split())


# Their content is no prose. Unclosed script and style run to the end of the page, as in browsers.
_SKIPPED = _names(
    "script style template noscript iframe svg math select textarea button title object audio video canvas "
    "noembed noframes"
)
_RUNS_TO_THE_END = frozenset(("script", "style"))
# Tags that only dress words, or that would change how the rest of the page is parsed: taken out, their words kept.
_TRANSPARENT = _names(
    "a abbr acronym b bdi bdo big cite code data em font i ins kbd mark nobr q s samp small span strike strong sub sup "
    "time tt u var frameset frame plaintext xmp listing"
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
# Their end tag may be left out: the parser closes them, so they add no depth of their own.
_CLOSED_BY_PARSER = _names(
    "p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rp rt html head body"
)
# With quotes in pairs, which may hold ">"; else up to the next bracket.
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:_.-]{0,40})(?:(?:[^<>"']|"[^"]*"|'[^']*')*+|[^<>]*+)>""")
# Quotes left open make a tag run on; a longer one is no tag.
_TAG_LENGTH = 100_000
_CLOSE = {name: re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE) for name in _SKIPPED}

# What never stands twice in plain prose by chance: tags that shape a page.
_SHAPING = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|body|div|p|br|h[1-6]|ul|ol|li|table|tr|td|article|section|main|blockquote)"
    r"(?:\s[^<>]{0,500})?/?)>",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Whether a text of undeclared type is clearly a page or a piece of one: two shaping tags or more."""
    found = _SHAPING.search(text)
    return found is not None and _SHAPING.search(text, found.end()) is not None


def tame(html: str, limits: Limits) -> str:
    """`html` with only the tags that shape the text, bare of attributes. Raises Rejected (too_large).

    Depth counts, per tag name, the elements opened and not yet closed; it is never below the depth a parser reaches.
    """
    out: list[str] = []
    open_elements: dict[str, int] = {}
    never_closed: set[str] = set()
    depth = tags = at = 0
    while (start := html.find("<", at)) >= 0:
        out.append(html[at:start])
        tag = _TAG.match(html, start, start + _TAG_LENGTH)
        if tag is None:
            at = _past_declaration(html, start)
            if at == start:  # a lone "<", as in "a < b"
                out.append("&lt;")
                at = start + 1
            continue
        at = tag.end()
        closing, name = tag[1], tag[2].lower()
        tags += 1
        check("tags of HTML", tags, limits.html_tags)
        if name in _SKIPPED:
            if not closing:
                at = _past_element(html, name, at, never_closed)
            out.append(" ")
            continue
        if name not in _TRANSPARENT:
            out.append(f"<{closing}{name}>")
        if name not in _VOID and name not in _CLOSED_BY_PARSER:
            now_open = open_elements.get(name, 0)
            if not closing:
                open_elements[name] = now_open + 1
                depth += 1
                check("levels of nested HTML", depth, limits.html_depth)
            elif now_open:
                open_elements[name] = now_open - 1
                depth -= 1
    out.append(html[at:])
    return "".join(out)


def _past_declaration(html: str, start: int) -> int:
    """End of a comment, doctype or processing instruction at `start`; `start` itself where there is none."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 4)
        return len(html) if end < 0 else end + 3
    if html.startswith(("<!", "<?", "</"), start):
        end = html.find(">", start)
        return len(html) if end < 0 else end + 1
    return start


def _past_element(html: str, name: str, at: int, never_closed: set[str]) -> int:
    """End of the skipped element whose opening tag ends at `at`. `never_closed` keeps the search linear."""
    end = None if name in never_closed else _CLOSE[name].search(html, at)
    if end is not None:
        return end.end()
    never_closed.add(name)
    return len(html) if name in _RUNS_TO_THE_END else at
