"""No text breaks the splitter or the engine, and none makes them slow."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.nlp.engine import Engine
from services.extract.nlp.gate import Gate
from services.extract.nlp.sentences import split
from services.extract.nlp.tokens import tokens

ANY_TEXT = st.text(st.characters(), max_size=400) | st.text(
    st.sampled_from("aB1 .!?\"”“’'\n\r()—-,;:_@/\0\u200d\ud800😀ßǅ中가"), max_size=400
)
# A fifth of a million characters each, from a short piece; a quadratic step would take minutes.
SIZE = 200_000
PIECES = {
    "no full stop": "word ",
    "one word": "a",
    "newlines": "\n",
    "short lines": "Aaaa\n",
    "bylines": "By a\n",
    "quotes": '"',
    "full stops": ".",
    "initials": "A. ",
    "dotted": "a.",
    "hyphens": "a-",
    "plus and minus": "+-",
    "at signs": "a@",
    "apostrophes": "a'",
    "numbers": "1,",
    "brackets": "(",
    "credits": "(AP ",
    "questions": '?" Aa ',
    "capitals": "KYIV-",
    "domains": "a.com",
    "surrogates": "\ud800 ",
    "spaces": " " * 10_000 + ".",
}


@settings(max_examples=100)
@given(ANY_TEXT)
def test_sentences_lie_in_order_and_hold_every_visible_character(text: str) -> None:
    spans = split(text)
    for span in spans:
        part = text[span.start : span.end]
        assert part
        assert part == part.strip()
        assert len(tokens(part)) <= 150
    for one, after in pairwise(spans):
        assert one.end <= after.start
        assert one.paragraph <= after.paragraph
    covered = {k for s in spans for k in range(s.start, s.end)}
    assert all(k in covered or c.isspace() for k, c in enumerate(text))


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_the_engine_reads_any_text_as_a_tree(small_engine: Engine, text: str) -> None:
    parse = small_engine.parse(text)
    n = len(parse.words)
    assert [text[a:b] for a, b in parse.spans] == list(parse.words)
    for layer in (parse.spans, parse.upos, parse.xpos, parse.lemmas, parse.heads, parse.deprels):
        assert len(layer) == n
    assert (n == 0) == (not text.strip())
    assert list(parse.heads).count(-1) == min(n, 1)
    for word in range(n):
        assert parse.heads[word] == -1 or list(parse.ancestors(word))[-1] == parse.heads.index(-1)
        assert (parse.deprels[word] == "root") == (parse.heads[word] == -1)
    assert all(0 <= a.token < n for f in parse.frames for a in f.arguments)
    assert all(0 <= e.first < e.last <= n for e in parse.entities)


@pytest.mark.parametrize("name", PIECES)
def test_time_is_linear(small_engine: Engine, name: str) -> None:
    text = PIECES[name] * (SIZE // len(PIECES[name])) + "x"
    before = time.process_time()
    spans = split(text)
    for span in spans[:2] + spans[-2:]:
        small_engine.parse(text[span.start : span.end])
    small_engine.parse(text)
    Gate(["attack"]).passes(text)
    assert time.process_time() - before < 10


def test_a_sentence_beyond_the_models_reach_is_read_as_far_as_it_goes(small_engine: Engine) -> None:
    assert len(small_engine.parse("word " * 500).words) == 150
    assert 0 < len(small_engine.parse("Xzqwkyyghtrpp " * 140).words) < 140
    assert small_engine.parse("a" * 10_000).words == ("a" * 10_000,)
