"""Sentences that are too long for the model."""

from services.extract.nlp.pieces import MAX_PIECES, MAX_WORDS, shared
from services.extract.nlp.sentences import split
from services.extract.nlp.tokens import tokens


def fits(text: str) -> bool:
    sizes = [len(shared().word(text[a:b])[0]) for a, b in tokens(text)]
    return len(sizes) <= MAX_WORDS and sum(sizes) <= MAX_PIECES


def test_a_long_sentence_is_cut_at_commas() -> None:
    clause = "the minister, who had been away for most of the year on account of illness, came back"
    text = " and ".join([clause] * 30) + "."
    found = [text[s.start : s.end] for s in split(text)]
    assert len(found) > 2
    assert all(map(fits, found))
    assert all(part.endswith(",") for part in found[:-1])
    assert " ".join(found) == text
    assert {s.paragraph for s in split(text)} == {0}


def test_a_semicolon_is_better_than_a_comma() -> None:
    text = "one two, " * 30 + "three; " + "four five, " * 60
    assert text[: split(text)[0].end].endswith("three;")


def test_rare_words_count_by_their_pieces() -> None:
    text = "Xzqwkyyghtrpp " * 60
    assert not fits(text)
    assert all(fits(text[s.start : s.end]) for s in split(text))
