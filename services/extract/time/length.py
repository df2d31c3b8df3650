"""Grammar of stretches and counts of time: "three days", "the next few months", "two years ago", "three days after"."""

from services.extract.quantities.numbers import Number, digits, read_number
from services.extract.quantities.words import wordset
from services.extract.time import lexicon
from services.extract.time.meaning import Counted, Length, Meaning, Offset, Period
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
Amount = tuple[float | None, str]
Lengths = tuple[Amount, ...]
_ARTICLES = ("a", "an", "another", "one", "each", "every", "per")
_ADJECTIVES = wordset("full whole straight consecutive more trading business working additional entire long short")
_WHOLE = frozenset({"all", "full", "whole", "entire"})
_AFTERWARDS = frozenset({"later", "afterwards", "afterward", "thereafter", "on", "hence"})
_BEFOREHAND = frozenset({"earlier", "before", "previously", "prior"})
_CLAUSE_END = frozenset({"", ".", ",", ";", ":", ")", "”", '"', "and", "but", "in", "at", "on", "when", "by"})


def unit_at(line: Line, i: int) -> tuple[str, int] | None:
    """(unit, next token) of "days", "business days", "- year - old"."""
    k = i
    while line.word(k) in _ADJECTIVES and k < i + 2:
        k += 1
    unit = lexicon.UNITS.get(line.word(k))
    if unit and line.word(k) in lexicon.SHORT_UNITS:
        number = digits(line.word(k - 1 - (line.word(k - 1) == "-")))
        if number is None or number >= 1000 or line.word(k + 1).isdigit():
            return None
    return (unit, k + 1) if unit else None


def _half(line: Line, end: int) -> tuple[float, int]:
    """ "and a half" after a unit ("an hour and a half")."""
    if line.word(end) == "and":
        k = end + 1 + (line.word(end + 1) == "a")
        if line.word(k) == "half":
            return 0.5, k + 1
        if line.word(k) == "quarter" and k > end + 1:
            return 0.25, k + 1
    return 0.0, end


def amount_at(line: Line, i: int) -> tuple[Amount, int] | None:
    """One number with its unit: "three days", "two-and-a-half years", "several weeks", "a couple of months"."""
    k = i
    if line.word(k) == "half":
        k += 1 + (line.word(k + 1) in ("a", "an", "-"))
        unit = unit_at(line, k)
        return ((0.5, unit[0]), unit[1]) if unit else None
    number: Number | None = read_number(line.words, k)
    if number and line.word(k) in ("many", "numerous", "multiple") and line.word(k - 1) == "how":
        return None
    value: float | None
    if number:
        vague = number.maximum is None
        value, k = (None if vague else number.value), number.end
        k += line.word(k) == "of" and vague
        k += line.word(k) == "-"
    elif line.word(k) in ("a", "an", "another", "single"):
        value, k = 1.0, k + 1
        k += line.word(k) == "-"
        if line.word(k) == "half" and line.word(k + 1) == "-":
            value, k = 0.5, k + 2
    else:
        return None
    unit = unit_at(line, k)
    if not unit or (line.word(k) in ("second", "quarter") and value in (None, 1.0)):
        return None  # "a second attack", "a quarter of them"
    more, end = _half(line, unit[1])
    return ((None if value is None else value + more, unit[0]), end)


def amounts_at(line: Line, i: int) -> tuple[tuple[Amount, ...], int] | None:
    """Amounts in a row: "1 year, 1 month and 21 days"."""
    first = amount_at(line, i)
    if not first:
        return None
    out, end = [first[0]], first[1]
    while len(out) < 6:
        k = end + (line.word(end) == ",")
        k += line.word(k) == "and"
        more = amount_at(line, k) if read_number(line.words, k) else None
        if not more or more[0][1] in {unit for _, unit in out} or more[0][0] is None:
            break
        out.append(more[0])
        end = more[1]
    return tuple(out), end


def counted(line: Line, i: int) -> Found | None:
    """A length and what it counts from: ago, later, earlier, from now, after …; a bare length without any."""
    found = amounts_at(line, i)
    if not found:
        return _bare(line, i)
    lengths, end = found
    word = line.word(end)
    if word == "ago" or (word == "back" and line.word(end + 1) in _CLAUSE_END):
        return end + 1, Counted(lengths, -1)
    if word == "from" and line.word(end + 1) in ("now", "today", "tomorrow", "yesterday") and line.word(i - 1) != "for":
        day = lexicon.DEICTIC_DAYS.get(line.word(end + 1), 0)
        return end + 2, Counted(lengths, 1, anchor=Offset(day) if day else None)
    if word in ("after", "before") and line.word(end + 1) in lexicon.DEICTIC_DAYS:
        day = lexicon.DEICTIC_DAYS[line.word(end + 1)]
        return end + 2, Counted(lengths, 1 if word == "after" else -1, anchor=Offset(day))
    if word in ("'s", "'") and line.word(end + 1) == "time" and line.word(i - 1) == "in":
        return end + 2, Counted(lengths, 1)  # "in two weeks' time"
    if word == "later" and line.word(end + 1) != "than":
        return end + 1, Counted(lengths, 1, anchored=True)
    if word == "earlier" and line.word(end + 1) != "than":
        return end + 1, Counted(lengths, -1, anchored=True)
    if word in ("after", "afterwards", "afterward", "thereafter", "hence", "before", "beforehand"):
        side = -1 if word.startswith("before") else 1
        if word not in ("after", "before") or line.word(end + 1) in _CLAUSE_END:
            return end + 1, Counted(lengths, side, anchored=True)
        return end, Length(lengths, from_event=side)
    if word in ("into", "since", "of") or line.word(i - 1) == "$":
        return end, Length(lengths)
    return _age(line, end, lengths)


def _age(line: Line, end: int, lengths: tuple[Amount, ...]) -> Found:
    """A length, with the "-old" or "-long" that may follow it."""
    k = end + (line.word(end) == "-")
    aged = k > end or line.word(end - 2) == "-" or (line.word(k) == "old" and lengths[0][0] is not None)
    if line.word(k) in ("old", "olds", "long") and aged:
        return k + 1, Length(lengths)
    return end, Length(lengths)


def _bare(line: Line, i: int) -> Found | None:
    """Units without number: "years", "for decades", "all day", "the entire year"."""
    word = line.word(i)
    if word in _WHOLE and line.word(i + 1) in ("day", "week", "month", "year", "night", "-"):
        k = i + 1 + (line.word(i + 1) == "-")
        unit = lexicon.UNITS.get(line.word(k))
        return (k + 1, Length(((1.0, unit),))) if unit else None
    unit = lexicon.UNITS.get(word)
    if unit and word.endswith("s") and len(word) >= 4 and unit not in ("weekend", "night", "quarter", "second"):
        if line.word(i + 1) == "ago":
            return i + 2, Counted(((None, unit),), -1)
        if line.word(i + 1) in ("later", "earlier"):
            return i + 2, Counted(((None, unit),), 1 if line.word(i + 1) == "later" else -1, anchored=True)
        if line.word(i + 1) in ("after", "before"):
            return i + 1, Length(((None, unit),), from_event=1 if line.word(i + 1) == "after" else -1)
        if line.word(i - 1) in _LASTING or line.word(i + 1) == "-" or (i == 0 and line.word(1) == "of"):
            if word == "days" and line.word(i + 1) == "of" and i:
                return None  # "in days of old"
            if line.word(i - 1) == "the" and line.word(i - 2) not in ("over", "through", "in"):
                return None
            long = line.word(i + 1) == "-" and line.word(i + 2) in ("long", "old")
            return i + (3 if long else 1), Length(((None, unit),))
    return None


_LASTING = wordset("for in over within after took spent of just the despite lasted last")


def inner(line: Line, i: int) -> Found | None:
    """ "the next few months", "the past nine days", "within 2 weeks", "the past decade", "the last two years"."""
    k = i + (line.word(i) in ("the", "these", "this", "its", "their", "his", "her", "our"))
    word = line.word(k)
    if word not in lexicon.SHIFTS or word in lexicon.THIS:
        return _counted_inner(line, k)
    side = -1 if word in lexicon.LAST else 1
    k += 1
    found = amounts_at(line, k)
    if found and line.word(k) not in ("a", "an", "another"):
        one = amount_at(line, k)
        if one and one[1] < found[1] and line.word(found[1]) in ("ago", "later", "earlier"):
            return one[1], Length((one[0],), side)
        return found[1], Length(found[0], side)
    k += line.word(k) in _ADJECTIVES
    unit = lexicon.UNITS.get(line.word(k))
    if unit in ("decade", "century", "fortnight") and side < 0 and word in ("past", "last"):
        return k + 1, Length(((1.0, unit),), side)
    if unit and word == "past" and unit in ("day", "week", "month", "year", "hour", "quarter"):
        return k + 1, Length(((1.0, unit),), side)
    if unit and word in ("following", "subsequent") and line.word(k).endswith("s") and unit != "weekend":
        return k + 1, Length(((None, unit),))
    if unit and word in ("coming", "next", "past", "last") and line.word(k).endswith("s") and unit != "weekend":
        return k + 1, Length(((None, unit),), side)
    return None


def _counted_inner(line: Line, i: int) -> Found | None:
    """The number first: "the three previous years", "two following days"."""
    number = read_number(line.words, i)
    word = line.word(number.end) if number and number.maximum is not None else ""
    unit = lexicon.UNITS.get(line.word(number.end + 1)) if number and word else None
    plural = number is not None and (line.word(number.end + 1).endswith("s") or number.value <= 1)
    if not number or not unit or not plural or word not in lexicon.LAST | lexicon.NEXT or word == "last":
        return None
    return number.end + 2, Length(((number.value, unit),), -1 if word in lexicon.LAST else 1)


def period(line: Line, i: int) -> Found | None:
    """A period next to a known one: last week, this month, the previous day, the following year, later this year."""
    k = i + (line.word(i) == "the")
    word = line.word(k)
    if word == "latest" and k > i and line.word(k + 1) in ("quarter", "month", "week", "year"):
        return k + 2, Period(line.word(k + 1), -1)
    if word not in lexicon.SHIFTS or (word in lexicon.PAST_ONLY and k == i):
        return None
    unit = lexicon.UNITS.get(line.word(k + 1))
    if not unit or line.word(k + 1).endswith("s") or unit in ("second", "minute", "hour", "night"):
        return None
    anchored = word in lexicon.ANCHORED or (word == "next" and (unit == "day" or k > i))
    if (word == "last" and unit == "day") or (word == "this" and unit == "day"):
        return None
    return k + 2, Period(unit, lexicon.SHIFTS[word], anchored)


_LETTERS = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
    "quarter": "Q",
}
_MULTIPLES = {"decade": (10.0, "year"), "century": (100.0, "year"), "fortnight": (2.0, "week"), "night": (1.0, "day")}


def written(lengths: tuple[Amount, ...]) -> str:
    """TIMEX3 value of a duration: P2Y, P1Y1M21D, PT3H, PXM, P2.5D."""
    days, clock = "", ""
    order = ("year", "quarter", "month", "week", "day", "hour", "minute", "second")
    plain: list[tuple[int, float | None, str]] = []
    for value, unit in lengths:
        if unit == "decade" and value is None:
            return "PXDE"
        factor, base = _MULTIPLES.get(unit, (1.0, unit))
        if base == "weekend":
            return "PXWE" if value is None else f"P{value:g}WE"
        plain.append((order.index(base), None if value is None else value * factor, base))
    for rank, value, unit in sorted(plain, key=lambda item: item[0]):
        number = "X" if value is None else f"{value:.10g}"
        if rank >= order.index("hour"):
            clock += number + _LETTERS[unit]
        else:
            days += number + _LETTERS[unit]
    return "P" + days + ("T" + clock if clock else "")
