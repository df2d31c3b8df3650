"""Which readings are times: "the winter weather", "Christmas tree" and "the Sunday Herald" hold none."""

from services.extract.document import Sentence
from services.extract.quantities.words import wordset
from services.extract.time import tense
from services.extract.time.meaning import Day, Festival, Match, Month, Reference, Repeat, Season, Weekday, Year
from services.extract.time.tokens import Line


def is_time(m: Match, line: Line, sentence: Sentence) -> bool:
    """Leave out readings that the words around contradict: "the winter weather", "Christmas tree", "Sunday Times"."""
    if isinstance(m.meaning, Season) and m.meaning.shift is None and m.meaning.year is None:
        return m.meaning.year_shift is not None or _stands_alone(m, line, sentence)
    if isinstance(m.meaning, (Weekday, Day, Month)) and m.end == m.first + 1:
        return not _inside_name(m, line, sentence)
    if isinstance(m.meaning, Year) and line.capital(m.first - 1) and line.capital(m.end):
        return not _inside_name(m, line, sentence)
    if isinstance(m.meaning, Festival) and line.word(m.end - 1) == "year" and line.word(m.end).isalpha():
        return line.word(m.end) in _AFTER  # "New Year sales"
    if isinstance(m.meaning, Festival) and m.meaning.year is not None:
        return True
    if isinstance(m.meaning, Repeat):
        return not (m.end == m.first + 1 and m.first and line.capital(m.first) and line.capital(m.end))  # "Daily Star"
    if m.meaning == _CURRENT and m.end == m.first + 1 and line.word(m.first) == "current":
        return line.word(m.end).isalpha() and line.word(m.end) not in _AFTER  # not that of a river
    whole = line.word(m.end - 1) in ("day", "eve")  # "on Christmas Day soldiers met"
    return not isinstance(m.meaning, Festival) or whole or _stands_alone(m, line, sentence)


_CURRENT = Reference("PRESENT_REF")


def _inside_name(m: Match, line: Line, sentence: Sentence) -> bool:
    """Whether a weekday, month or year is part of a name: "the Sunday Herald", "the Russell 2000 Index"."""
    if sentence.parse is None or not line.capital(m.end) or line.tokens[m.end].start > line.tokens[m.end - 1].end + 1:
        return False
    token = tense.token_at(sentence.parse, line.tokens[m.first].start, line.tokens[m.first].end)
    if token is None:
        return False
    head, relation = sentence.parse.heads[token], sentence.parse.deprels[token]
    named = 0 < head - token <= 3 and sentence.parse.upos[head] == "PROPN"
    return named and relation in ("compound", "flat", "nummod", "amod")


_AFTER = wordset(
    "and or but of in on at to by for from with when while as after before since until that which who is was"
    " were are has have had will would could may might than if because where he she it they we i you there this"
    " these many the a an"
)


def _stands_alone(m: Match, line: Line, sentence: Sentence) -> bool:
    """Whether a season or feast is a noun by itself, not part of a compound ("winter weather")."""
    after = line.word(m.end)
    if not after.isalpha() or after in _AFTER:
        return _noun(m, line, sentence)
    if sentence.parse is None:
        return False
    token = tense.token_at(sentence.parse, line.tokens[m.end - 1].start, line.tokens[m.end - 1].end)
    if token is None:
        return False
    head = sentence.parse.heads[token]
    compound = sentence.parse.deprels[token] in ("compound", "amod", "flat") and head > token
    return not compound and _noun(m, line, sentence)


def _noun(m: Match, line: Line, sentence: Sentence) -> bool:
    if sentence.parse is None:
        season, before = line.word(m.end - 1), line.word(m.first - 1)
        sure = line.word(m.first) == "the" or before in ("in", "this", "by", "since", "until")
        return sure or season not in ("spring", "fall")
    token = tense.token_at(sentence.parse, line.tokens[m.end - 1].start, line.tokens[m.end - 1].end)
    return token is not None and sentence.parse.upos[token] in ("NOUN", "PROPN")
