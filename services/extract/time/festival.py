"""Grammar of feasts whose day is known: "Christmas", "last Easter", "Labor Day weekend", "Bastille Day 2016"."""

from services.extract.time import lexicon
from services.extract.time.meaning import Festival, Meaning
from services.extract.time.quarter import within_year
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
_LONGEST_FESTIVAL = max(map(len, lexicon.FESTIVALS))
FESTIVE = frozenset(words[0] for words in lexicon.FESTIVALS)


def festival(line: Line, i: int) -> Found | None:
    """A feast whose day is known, with a year where one follows."""
    k = i
    if [line.word(k + n) for n in range(3)] == ["the", "weekend", "of"] or (
        line.word(k) == "weekend" and line.word(k + 1) == "of"
    ):
        k += 2 + (line.word(k) == "the")
    weekend = k > i
    shift = line.word(k) if line.word(k) in ("last", "next", "this", "previous", "following") else None
    k += shift is not None
    if line.word(k) not in FESTIVE or not (line.capital(k) or line.word(k) in _FEASTS_ALONE):
        return None
    for length in range(_LONGEST_FESTIVAL, 0, -1):
        days = lexicon.FESTIVALS.get(tuple(line.word(k + n) for n in range(length)))
        if days:
            after = line.word(k + length) == "weekend"
            year_, of, end = within_year(line, k + length + after)
            if not after and line.word(end) == "weekend":  # "Labor Day 2021 weekend"
                after, end = True, end + 1
            return end, Festival(days, year_, of, shift, weekend or after)
    return None


_FEASTS_ALONE = frozenset({"christmas", "easter", "halloween", "thanksgiving", "boxing", "nowruz"})
"""Names that are no other word, so that a small letter does not matter."""
