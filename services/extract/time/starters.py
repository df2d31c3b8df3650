"""Words a time expression can begin with: where none stands, the grammar need not be asked."""

from services.extract.quantities.numbers import ONES, OPEN, TENS, VAGUE
from services.extract.quantities.words import wordset
from services.extract.time import lexicon

_OTHERS = wordset(
    "the a an this these that its their his her our every each per all full whole entire another single half couple"
    " since beginning middle end start rest remainder very mid year q h fy fiscal financial day week final once twice"
    " overnight tonight noon midnight midday"
)
STARTERS: frozenset[str] = (
    _OTHERS
    | lexicon.ALL_MONTHS.keys()
    | lexicon.WEEKDAYS.keys()
    | lexicon.WEEKDAY_ABBREVIATIONS.keys()
    | lexicon.WEEKDAY_PLURALS.keys()
    | lexicon.SHIFTS.keys()
    | lexicon.SEASONS.keys()
    | lexicon.ORDINALS.keys()
    | lexicon.DEICTIC_DAYS.keys()
    | lexicon.REFERENCES.keys()
    | lexicon.FREQUENCIES.keys()
    | lexicon.APPROXIMATE
    | lexicon.EARLY
    | lexicon.MIDDLE
    | lexicon.LATE
    | lexicon.LOOSE
    | lexicon.DECADE_WORDS.keys()
    | {words[0] for words in lexicon.FESTIVALS}
    | {words[0] for words in lexicon.REFERENCE_PHRASES}
    | {word for word in lexicon.UNITS if word.endswith("s")}
    | ONES.keys()
    | TENS.keys()
    | OPEN.keys()
    | VAGUE.keys()
)


def may_start(word: str) -> bool:
    """Whether an expression may begin with `word` (lower case)."""
    return word in STARTERS or word[:1].isdigit() or word in ("'", "’")
