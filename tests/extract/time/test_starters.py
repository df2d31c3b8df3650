"""The quick looks that spare sentences the grammar lose no expression."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.quantities.words import wordset
from services.extract.time import grammar, lexicon, rules
from services.extract.time.meaning import Match
from services.extract.time.shared_month import with_shared_months, with_shared_years
from services.extract.time.starters import STARTERS, STRONG, may_hold
from services.extract.time.tokens import Line

_WORDS = sorted(
    STARTERS
    | STRONG
    | lexicon.ZONES
    | {" ".join(words) for words in (*lexicon.FESTIVALS, *lexicon.REFERENCE_PHRASES)}
    | wordset("of in and - 's to at hundred ago before after , . on for old war 5 2012 12:30 1990s '90s 3rd o'clock")
)
_WEAK = [word for word in _WORDS if not may_hold(word)]


def asked_everywhere(line: Line) -> list[Match]:
    """All expressions, the grammar asked at every word."""
    out: list[Match] = []
    i = 0
    while i < len(line):
        found = grammar.read(line, i)
        out += [found] if found else []
        i = found.end if found else i + 1
    return with_shared_years(line, with_shared_months(line, out))


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(st.sampled_from(_WORDS) | st.sampled_from(_WEAK), max_size=24),
    change=st.sampled_from((str, str.title, str.upper)),
)
def test_nothing_is_lost_by_looking_quickly(words: list[str], change: type[str]) -> None:
    text = change(" ".join(words))
    line = Line(text)
    assert (grammar.read_all(line) if may_hold(text) else []) == asked_everywhere(line)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=16))
def test_no_rule_is_passed_over_by_its_first_word(words: list[str]) -> None:
    line = Line(" ".join(words).title())
    for i in range(len(line)):
        assert rules.longest(line, i) == rules.unhurried(line, i)


def test_a_sentence_without_time_is_passed_over() -> None:
    assert not may_hold("The two leaders of these three parties met their own voters, and this was the first of many.")
