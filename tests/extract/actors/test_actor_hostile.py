"""Hostile input: any words, any tree, any description; nothing raises, and the same input gives the same output."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.actors.resolver import ActorResolver
from services.extract.actors.tables import ActorTables
from services.extract.document import Document, Entity, Parse, Sentence

TABLES = ActorTables.load()
RESOLVER = ActorResolver(TABLES)
DAY = date(2022, 12, 20)
WORDS = [
    "Russia",
    "US",
    "Russian",
    "forces",
    "drones",
    "the",
    "of",
    "'s",
    "-",
    "and",
    ",",
    "President",
    "Vladimir",
    "Putin",
    "who",
    "it",
    "they",
    "he",
    "our",
    "said",
    "two",
    "leaders",
    "Georgia",
    "Moscow",
    "ethnic",
    "Serbs",
    "18",
    "them",
    "launched",
    "former",
    "backed",
    "\u200b",
    "ß",
    "🂡",
    "١٢",
    "Mr",
]
UPOS = ("NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM", "DET", "PUNCT", "ADP")
XPOS = ("NN", "NNS", "NNP", "PRP", "PRP$", "WP", "VBD", "JJ", "CD", "DT")
RELATIONS = [
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "nmod:poss",
    "amod",
    "compound",
    "conj",
    "appos",
    "acl:relcl",
    "case",
    "det",
    "flat",
    "nummod",
    "punct",
    "cc",
    "nmod:desc",
]


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """A parse with an arbitrary tree and arbitrary labels."""
    n = draw(st.integers(0, 14))
    words = [draw(st.sampled_from(WORDS) | st.text(min_size=1, max_size=6)) for _ in range(n)]
    root = draw(st.integers(0, n - 1)) if n else 0
    order = [root, *(t for t in range(n) if t != root)]
    heads = [-1] * n
    for place, t in enumerate(order[1:], 1):
        heads[t] = order[draw(st.integers(0, place - 1))]
    spans, at = [], 0
    for w in words:
        spans.append((at, at + len(w)))
        at += len(w) + 1
    pick = lambda values: tuple(draw(st.sampled_from(values)) for _ in range(n))  # noqa: E731
    relations = tuple("root" if h < 0 else r for h, r in zip(heads, pick(RELATIONS), strict=True))
    entities = ()
    if n > 1:
        first = draw(st.integers(0, n - 2))
        last = draw(st.integers(first + 1, n))
        entities = (Entity(first, last, draw(st.sampled_from(("PER", "ORG", "LOC", "MISC", "DATE"))), 0.9),)
    lemmas = tuple(w.lower() for w in words)
    zero = np.zeros(384, np.float32)
    return Parse(
        tuple(words), tuple(spans), pick(UPOS), pick(XPOS), lemmas, tuple(heads), relations, entities, (), zero
    )


def document(found: list[Parse]) -> Document:
    sentences, text = [], ""
    for index, parse in enumerate(found):
        line = " ".join(parse.words)
        sentences.append(Sentence(index, 0, len(text), len(text) + len(line), line, parse))
        text += line + "\n"
    return Document(text, DAY, tuple(sentences))


@settings(max_examples=100, deadline=None)
@given(st.lists(parses(), max_size=4))
def test_any_tree_resolves(found: list[Parse]) -> None:
    doc = document(found)
    again = ActorResolver(TABLES)
    assert RESOLVER.tag(doc) == again.tag(doc)
    for sentence in doc.sentences:
        assert sentence.parse is not None
        for token in range(len(sentence.parse.words)):
            mentions = RESOLVER.resolve(doc, sentence.index, token)
            assert mentions == again.resolve(doc, sentence.index, token)
            for m in mentions:
                assert doc.text[m.start : m.end] == m.text
                assert m.kind in ("person", "group", "organisation", "state", "pronoun", "thing")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_any_description_is_read(text: str) -> None:
    assert RESOLVER.describe(text, DAY) == RESOLVER.describe(text, DAY)


def test_tokens_outside_give_nothing() -> None:
    doc = document([])
    assert RESOLVER.resolve(doc, 0, 0) == []
    assert RESOLVER.resolve(doc, -1, 0) == []


def test_a_long_chain_of_owners_ends() -> None:
    n = 150
    words = tuple("Russia" if i % 2 else "leader" for i in range(n))
    spans = tuple((i * 7, i * 7 + len(w)) for i, w in enumerate(words))
    heads = tuple(i - 1 for i in range(n))
    relations = ("root", *("nmod:poss" if i % 3 else "nmod" for i in range(1, n)))
    parse = Parse(words, spans, ("NOUN",) * n, ("NN",) * n, words, heads, relations, (), (), np.zeros(384, np.float32))
    doc = Document(" " * (n * 7), DAY, (Sentence(0, 0, 0, n * 7, " " * (n * 7), parse),))
    assert RESOLVER.tag(doc)
