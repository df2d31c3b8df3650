"""Numbers of a document with what they count: "23 drones", "at least 12 people", "between 3 and 5 villages"."""

from dataclasses import dataclass

from schemas.fields import Qualifier
from services.extract.document import Document, Parse, QuantityMention, Sentence
from services.extract.quantities.numbers import OPEN, VAGUE, Number, digits, read_number
from services.extract.quantities.words import singular, wordset

BEFORE: tuple[tuple[tuple[str, ...], Qualifier], ...] = (
    (("no", "fewer", "than"), Qualifier.AT_LEAST),
    (("no", "less", "than"), Qualifier.AT_LEAST),
    (("not", "less", "than"), Qualifier.AT_LEAST),
    (("no", "more", "than"), Qualifier.UP_TO),
    (("as", "many", "as"), Qualifier.UP_TO),
    (("at", "least"), Qualifier.AT_LEAST),
    (("at", "most"), Qualifier.UP_TO),
    (("a", "minimum", "of"), Qualifier.AT_LEAST),
    (("a", "maximum", "of"), Qualifier.UP_TO),
    (("up", "to"), Qualifier.UP_TO),
    (("upwards", "of"), Qualifier.MORE_THAN),
    (("more", "than"), Qualifier.MORE_THAN),
    (("greater", "than"), Qualifier.MORE_THAN),
    (("fewer", "than"), Qualifier.LESS_THAN),
    (("less", "than"), Qualifier.LESS_THAN),
    (("close", "to"), Qualifier.ABOUT),
    (("an", "estimated"), Qualifier.ABOUT),
    (("over",), Qualifier.MORE_THAN),
    (("above",), Qualifier.MORE_THAN),
    (("exceeding",), Qualifier.MORE_THAN),
    (("under",), Qualifier.LESS_THAN),
    (("about",), Qualifier.ABOUT),
    (("around",), Qualifier.ABOUT),
    (("some",), Qualifier.ABOUT),
    (("nearly",), Qualifier.ABOUT),
    (("almost",), Qualifier.ABOUT),
    (("roughly",), Qualifier.ABOUT),
    (("approximately",), Qualifier.ABOUT),
    (("estimated",), Qualifier.ABOUT),
    (("circa",), Qualifier.ABOUT),
)
"""Words before a number that bend it, longest first."""

_TIME_UNITS = wordset(
    "second minute hour day week month year decade century fortnight weekend night quarter time am pm a.m. p.m."
    " o'clock season mph km/h"
)
_MONEY = frozenset(
    [
        "$",
        "£",
        "€",
        "¥",
        "us$",
        "a$",
        "c$",
        "hk$",
        "dollar",
        "euro",
        "pound",
        "yen",
        "yuan",
        "rouble",
        "ruble",
        "rupee",
        "cent",
        "dinar",
        "peso",
        "lira",
    ]
)
_MONTHS = wordset(
    "january february march april may june july august september october november december jan feb mar apr jun jul"
    " aug sep sept oct nov dec"
)
_UPPER = {Qualifier.UP_TO, Qualifier.LESS_THAN}
_LOWER = {Qualifier.AT_LEAST, Qualifier.MORE_THAN}


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity in its sentence: tokens `first` … `last` say it, `noun` is the token counted, if there is one."""

    mention: QuantityMention
    first: int
    last: int
    noun: int | None


def tag_quantities(document: Document) -> list[QuantityMention]:
    """All numbers that count something, in text order. Dates, times, ages and ordinals are left out.

    `min` and `max` bound the number, None where a side is open; of a range `value` is the middle. `unit`: lemma of the
    noun counted, "%" or a currency sign, None where the text leaves it out ("wounded 11"). Needs parses.
    """
    return [c.mention for sentence in document.sentences for c in counted(sentence)]


def counted(sentence: Sentence) -> list[Counted]:
    """The quantities of one sentence with their tokens."""
    parse = sentence.parse
    if parse is None:
        return []
    words = [w.lower() for w in parse.words]
    out: list[Counted] = []
    i = 0
    while i < len(words):
        number = read_number(words, i) if _starts(parse, words, i) else None
        made = _quantity(sentence, parse, words, i, number) if number else None
        if made:
            out.append(made)
            i = made.last + 1
        else:
            i = max(number.end if number else 0, i + 1)
    return out


def _starts(parse: Parse, words: list[str], i: int) -> bool:
    word = words[i]
    if word in ("a", "an"):
        return i + 1 < len(words) and words[i + 1] in (
            "dozen",
            "hundred",
            "thousand",
            "million",
            "few",
            "couple",
            "handful",
        )
    if word == "many" and i and words[i - 1] in ("as", "so", "how", "too"):
        return False
    if word in ("few", "many", "score", "numerous", "multiple"):
        return parse.deprels[i] in ("amod", "nummod", "nsubj", "obj", "nsubj:pass")
    if word == "one":
        return parse.upos[i] == "NUM" and parse.deprels[i] != "nsubj"
    if word in ("second", "zero"):
        return False
    return (
        parse.upos[i] == "NUM"
        or digits(word) is not None
        or word in OPEN
        or word in VAGUE
        or word in ("half", "couple")
    )


def _quantity(sentence: Sentence, parse: Parse, words: list[str], i: int, number: Number) -> Counted | None:
    first, end, low, high = i, number.end, number.minimum, number.maximum
    qualifier: Qualifier | None = None
    second = _range_end(words, i, end)
    if second and second.maximum is not None and high is not None and second.maximum > high:
        high, end = second.maximum, second.end
        first -= words[i - 1] == "between" if i else 0
    elif high is None:
        qualifier = Qualifier.SEVERAL if words[i] in VAGUE or words[end - 1] in VAGUE else Qualifier.AT_LEAST
    token = _head(parse, i, end)
    noun, last = _noun(parse, words, token, end)
    unit = singular(parse.lemmas[noun], parse.words[noun]) if noun is not None else None
    if _is_percent(words, end):
        unit, noun, last = "%", None, end
    elif (i and words[i - 1] in _MONEY) or unit in _MONEY:
        unit, noun, last = words[i - 1] if i and words[i - 1] in _MONEY else unit, None, max(last, end - 1)
    elif _is_date(parse, words, i, end, number, unit):
        return None
    words_before = _qualifier(words, first)
    if words_before:
        first, qualifier = first - words_before[0], words_before[1]
    elif words[end : end + 2] == ["or", "more"]:
        end, qualifier = end + 2, Qualifier.AT_LEAST
    last = max(last, end - 1)
    start, stop = sentence.span(first, last)
    mention = QuantityMention(
        start=start,
        end=stop,
        sentence=sentence.index,
        token=token,
        text=sentence.text[start - sentence.start : stop - sentence.start],
        value=number.value if high is None or high == low else (low + high) / 2,
        min=None if qualifier in _UPPER else low,
        max=None if qualifier in _LOWER else high,
        unit=unit,
        qualifier=qualifier,
    )
    return Counted(mention, first, last, noun)


def _range_end(words: list[str], i: int, end: int) -> Number | None:
    """The second number of "between 3 and 5", "10 - 15", "10 to 15", "three or four"."""
    joint = words[end] if end < len(words) else ""
    if joint == "to" and i and words[i - 1] in ("from", "by"):
        return None  # "rose from 5 to 12", "rose by 5 to 12"
    if joint in ("-", "–", "to", "or") or (joint == "and" and i and words[i - 1] == "between"):
        return read_number(words, end + 1)
    return None


def _qualifier(words: list[str], first: int) -> tuple[int, Qualifier] | None:
    for phrase, qualifier in BEFORE:
        if first >= len(phrase) and tuple(words[first - len(phrase) : first]) == phrase:
            return len(phrase), qualifier
    return None


def _head(parse: Parse, first: int, end: int) -> int:
    """The token of first … end - 1 that all others hang on."""
    return next((t for t in range(end - 1, first - 1, -1) if not first <= parse.heads[t] < end), end - 1)


def _noun(parse: Parse, words: list[str], token: int, end: int) -> tuple[int | None, int]:
    """(token of the noun counted, last token of the phrase up to it)."""
    head = parse.heads[token]
    if parse.deprels[token] in ("nummod", "amod", "det", "compound") and head >= end - 1 and head >= 0:
        # "23 self-exploding drones"; a number before a verb or far from its noun is no count
        return (
            (head, head)
            if head - token <= 8 and parse.upos[head] in ("NOUN", "PROPN", "ADJ", "SYM")
            else (None, end - 1)
        )
    for child in parse.children[token]:
        if child >= end and parse.deprels[child].startswith("nmod") and parse.upos[child] in ("NOUN", "PROPN"):
            if any(words[c] == "of" for c in parse.children[child]):
                return child, child
            break
    if end < len(words) and parse.xpos[end] == "NNS" and parse.upos[end] == "NOUN":
        return end, end
    return None, end - 1


def _is_percent(words: list[str], end: int) -> bool:
    return (end < len(words) and words[end] in ("%", "percent", "percentage")) or words[end : end + 2] == [
        "per",
        "cent",
    ]


def _is_date(parse: Parse, words: list[str], i: int, end: int, number: Number, unit: str | None) -> bool:
    """Whether the number is a part of a date, a time, an age or a name rather than a count."""
    before, after = words[i - 1] if i else "", words[end] if end < len(words) else ""
    if (
        unit in _TIME_UNITS
        or before in _MONTHS
        or after in _MONTHS
        or after in _TIME_UNITS
        or before in ("aged", "age", "no")
    ):
        return True
    if after == "-" and end + 1 < len(words) and words[end + 1].rstrip("s") in _TIME_UNITS:
        return True
    if after in (":", "/") or before in (":", "/", "#") or (before == "-" and i > 1 and words[i - 2].isalpha()):
        return True
    year = unit is None and words[i].isdigit() and len(words[i]) == 4 and 1900 <= number.value < 2100
    apposed = (
        before == ","
        and after in (",", "and", ".")
        and unit is None
        and parse.deprels[i] in ("appos", "nummod", "amod")
    )
    entity = any(e.first <= i < e.last and e.kind == "DATE" for e in parse.entities)
    named = any(e.first < i < e.last and e.kind in ("ORG", "EVENT", "MISC", "LOC") for e in parse.entities)
    return year or apposed or named or (entity and unit is None)
