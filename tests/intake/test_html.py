"""HTML to text: what is kept apart, what is dropped, and pages made to hurt."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.errors import Rejected
from services.intake.html import text_of
from services.intake.limits import Limits
from services.intake.markup import is_html

LIMITS = Limits()


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>One<p>Two</p>Three", ["One", "Two", "Three"]),
        ("<h1>Head</h1>text<br>more<br/>end", ["Head", "text", "more", "end"]),
        ("<ul><li>a<li>b</ul><dl><dt>c<dd>d</dl>", ["a", "b", "c", "d"]),
        ("<table><tr><th>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
        ("<p>bo<b>l</b>d <a href='x'>li<i>nk</i></a>, <span>sp</span>an", ["bold link, span"]),
        ("<p>A &amp; B &eacute; &#8212; &lt;p&gt;&nbsp;x", ["A & B é — <p> x"]),
        ("<p> a \n\t b </p>\n\n<p>c", ["a b", "c"]),
        ("<nav>menu</nav><p>a<script>x = '<p>no</p>'</script>b<style>p{}</style><!-- <p>no -->c", ["a b c"]),
        ("<aside><p>no</aside>a<figure><img src=x><figcaption>no</figcaption></figure><footer>no</footer>", ["a"]),
        ("<head><title>no</title></head><body>a<noscript>no</noscript><svg><text>no</text></svg>b", ["a b"]),
        ("<p title='a > b'>yes</p><p title=\"<p>no\">ok", ["yes", "ok"]),
        ("a < b and b > c, 5<6", ["a < b and b > c, 5<6"]),
        ("<script>never closed <p>no", []),
        ("<template>never closed <p>yes", ["never closed", "yes"]),
        ("a<!-- never closed <p>no", ["a"]),
        ("<?php no ?><!DOCTYPE html>a</ p>b", ["ab"]),
        ("", []),
    ],
)
def test_blocks(html: str, blocks: list[str]) -> None:
    assert text_of(html, LIMITS) == "\n\n".join(blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p>", True),
        ("<!DOCTYPE html><html>", True),
        ("a<br>b<br />c", True),
        ("The <p> tag begins a paragraph", False),
        ("if a < b and c > d, <b>bold</b>", False),
        ("plain", False),
    ],
)
def test_clearly_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<div><b></div>" * 100_000,
        "<p>" + "".join(f"<b id={i}>" for i in range(500)) + "</p>" + "<p>x</p>" * 50_000,
        "<a " + " ".join(f"a{i}" for i in range(300_000)) + ">x",
        "<a '<b \"" * 300_000,
        "<template>" * 190_000,
        "<!--" * 500_000,
        "<" * 2_000_000,
        "&" * 2_000_000,
        "<svg><td>" * 100_000,
        "<select><option>" * 90_000,
        "<p>x</p>" * 90_000,
        "<table>x" * 500,
        "</p>" * 190_000,
    ],
)
def test_hostile_pages_cost_little(html: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(Rejected):
        text_of(html, LIMITS)
    assert time.perf_counter() - start < 3


_TAGS = ["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<table>", "<td>", "<script>", "</script>", "<svg>", "</svg>"]
_TAGS += ["<select>", "<br/>", "<nav>", "</nav>", "<html>", "</body>", "<frameset>", "<plaintext>", "<li>", "<a href='"]
_DIRT = ["<!--", "-->", ">", "<", "&", "&amp;", "&#0;", "&#xD800;", '"', "'", "word", "\x00", "\ufeff", "<?x", " "]
_PIECES = st.sampled_from(_TAGS) | st.sampled_from(_DIRT)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_markup_gives_text(pieces: list[str]) -> None:
    text = text_of("".join(pieces).encode(errors="replace").decode(), LIMITS)
    assert all(block == " ".join(block.split()) and block for block in text.split("\n\n") if text)
