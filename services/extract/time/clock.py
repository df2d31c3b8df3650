"""Grammar of hours and parts of the day, and of the day named beside them: "3 p.m. on Sunday", "Sunday night"."""

from collections.abc import Callable

from services.extract.quantities.numbers import ONES
from services.extract.time import lexicon
from services.extract.time.calendar import integer
from services.extract.time.meaning import Clock, Meaning, Offset, PartOfDay, Period
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
DayReader = Callable[[Line, int], Found | None]


def _half_of_day(line: Line, i: int) -> tuple[int, int] | None:
    """(hours to add, next token) of "a.m.", "pm", "in the afternoon"."""
    word = line.word(i).replace(" ", "")
    if word in ("am", "a.m.", "a.m"):
        return 0, i + 1
    if word in ("pm", "p.m.", "p.m"):
        return 12, i + 1
    return None


def _zone(line: Line, i: int) -> tuple[bool, int]:
    """(whether UTC, next token) of a zone that may stand at `i`, in brackets or not."""
    k = i + (line.word(i) == "(")
    if line.word(k) == "local" and line.word(k + 1) == "time":
        return False, k + 2 + (line.word(k + 2) == ")" and k > i)
    if line.word(k) in lexicon.ZONES and line.raw(k).isupper():
        end = k + 1
        if line.word(end) in ("+", "-") and integer(line.word(end + 1)) is not None:
            end += 2
            return False, end + (line.word(end) == ")" and k > i)
        return line.word(k) in lexicon.UTC_ZONES, end + (line.word(end) == ")" and k > i)
    return False, i


def clock(line: Line, i: int) -> tuple[int, Clock] | None:
    """ "3 p.m.", "3:30 pm", "15:30", "18:00 UTC", "0800 UTC", "5 o'clock", "noon", "midnight"."""
    word = line.word(i)
    if word in ("noon", "midday"):
        return i + 1, Clock(12, 0)
    if word == "midnight":
        return i + 1, Clock(0, 0)
    if line.word(i + 1) in ("past", "to", "min", "mins", "minutes"):
        past = _past_hour(line, i)
        if past:
            return past
    value = integer(word)
    if value is None and _half_of_day(line, i + 1) and len(word) in (4, 5) and word[-3] == ".":  # "9.30am"
        hour, minute = integer(word[:-3]), integer(word[-2:])
        add, end = _half_of_day(line, i + 1) or (0, i)
        return (end, Clock(hour % 12 + add, minute)) if hour and hour <= 12 and (minute or 0) < 60 else None
    if value is None:
        value = ONES.get(word)
        half = _half_of_day(line, i + 1)
        late = line.word(i + 1) in ("o'clock", "oclock")
        if not value or value > 12 or not (half or late):
            return None
        return (half[1], Clock(value % 12 + half[0], None)) if half else (i + 2, Clock(value, None))
    minute = second = None
    end = i + 1
    if value < 25 and line.word(end) == ":" and line.close(end) and line.close(end + 1):
        minute = integer(line.word(end + 1))
        if minute is None or minute > 59 or len(line.word(end + 1)) != 2 or (i and line.word(i - 1) == ":"):
            return None
        end += 2
        second = integer(line.word(end + 1)) if line.word(end) == ":" and line.close(end) else None
        if second is not None:
            end += 2
    elif len(word) == 4:
        utc, end = _zone(line, i + 1)
        hours = line.word(i + 1) in ("hours", "hrs")
        if (end == i + 1 and not hours) or value // 100 > 23 or value % 100 > 59:
            return None
        return max(end, i + 1 + hours), Clock(value // 100, value % 100, utc)
    half = _half_of_day(line, end)
    if half and 1 <= value <= 12:
        utc, end = _zone(line, half[1])
        return end, Clock(value % 12 + half[0], minute, utc, second=second)
    if line.word(end) in ("o'clock", "oclock") and 1 <= value <= 24:
        return end + 1, Clock(value % 24, None)
    if minute is None or value > 24:
        return None
    utc, end = _zone(line, end)
    return end, Clock(value % 24, minute, utc, second=second)


_QUARTERS = {"half": 30, "quarter": 15}


def _past_hour(line: Line, i: int) -> tuple[int, Clock] | None:
    """ "half past seven", "quarter to nine", "10 past 9 o'clock"."""
    minute = _QUARTERS.get(line.word(i)) or integer(line.word(i)) or ONES.get(line.word(i), 0)
    k = i + 1 + (line.word(i + 1) in ("min", "mins", "minutes"))
    side = line.word(k)
    hour = integer(line.word(k + 1)) or ONES.get(line.word(k + 1), 0)
    if not 0 < minute < 60 or not 1 <= hour <= 12 or side not in ("past", "to"):
        return None
    if side == "to" and line.word(i) != "quarter":
        return None  # "10 to 9" is a score
    end = k + 2 + (line.word(k + 2) in ("o'clock", "oclock"))
    half = _half_of_day(line, end)
    hour = hour % 12 + half[0] if half else hour
    before = side == "to"
    return (half[1] if half else end), Clock((hour - before) % 24, 60 - minute if before else minute)


def clock_and_day(line: Line, i: int, day_at: DayReader) -> Found | None:
    """A time of day with the day named right after it: "3 p.m. on Sunday", "12:00 UTC Monday"."""
    found = clock(line, i)
    if not found:
        return None
    end, time = found
    part = _part_after(line, end)
    if part:
        end, code = part
        if time.hour < 12 and code in ("AF", "EV", "NI") and not (code == "NI" and time.hour < 5):
            time = Clock(time.hour + 12, time.minute, time.utc)
    k = end + (line.word(end) == "on")
    day = day_at(line, k)
    return (day[0], Clock(time.hour, time.minute, time.utc, day[1])) if day else (end, time)


def _part_after(line: Line, i: int) -> tuple[int, str] | None:
    """(next token, part) of "in the afternoon", "at night" after a time."""
    k = i + 2 if line.word(i) == "in" and line.word(i + 1) == "the" else i + 1 if line.word(i) == "at" else i
    part = line.word(k)
    return (k + 1, lexicon.PARTS_OF_DAY[part]) if k > i and part in lexicon.PLACED_PARTS else None


def day_and_clock(line: Line, end: int, day: Meaning) -> Found | None:
    """What may follow a day: a part ("Sunday night") or a time ("Sunday at 8 p.m.", "Sunday, 8 p.m.")."""
    part = line.word(end)
    if part in lexicon.PLACED_PARTS:
        after = line.word(end + 1)
        k = end + 1 + (after == "at")
        time = clock(line, k)
        if time and (after == "at" or time[0] > k + 1):
            return time[0], Clock(time[1].hour, time[1].minute, time[1].utc, day)
        return end + 1, PartOfDay(lexicon.PARTS_OF_DAY[part], day)
    k = end
    while line.word(k) in ("at", ",", "around", "about") and k < end + 2:
        k += 1
    time = clock(line, k)
    if time and line.word(k - 1) != ",":
        return time[0], Clock(time[1].hour, time[1].minute, time[1].utc, day)
    return None


_CLOSED = frozenset({"", ".", ",", ";", ")", "?", "!", "and", "but", "in", "on", "when", "as", "after", "before"})


def part_and_clock(line: Line, end: int, part: PartOfDay) -> Found | None:
    """The hour that may follow a part of the day: "last night at 8", "tonight around 7:30"."""
    k = end
    while line.word(k) in ("at", "around", "about") and k < end + 2:
        k += 1
    if k == end:
        return None
    time = clock(line, k)
    hour = integer(line.word(k))
    if time is None and hour is not None and 1 <= hour <= 12 and line.word(k + 1) in _CLOSED:
        time = k + 1, Clock(hour, None)
    if time is None:
        return None
    late = part.code in ("AF", "EV", "NI") and time[1].hour < 12 and not (part.code == "NI" and time[1].hour < 5)
    return time[0], Clock(time[1].hour + 12 * late, time[1].minute, time[1].utc, part.day)


def part_of_date(line: Line, i: int, day_at: DayReader) -> Found | None:
    """A part of the day with its date behind it: "the night of 9 March", "dawn on Friday"."""
    k = i + (line.word(i) == "the")
    k += line.word(k) in ("early", "late")
    if line.word(k) == "hours" and line.word(k - 1) == "early":
        code = "MO"
    elif line.word(k) in lexicon.PLACED_PARTS:
        code = lexicon.PARTS_OF_DAY[line.word(k)]
    elif line.word(k) in lexicon.TWILIGHTS:
        code = lexicon.TWILIGHTS[line.word(k)]
    else:
        return None
    joined = line.word(k + 1) == "of" or (line.word(k + 1) == "on" and k == i)
    day = day_at(line, k + 2) if joined else None
    return (day[0], PartOfDay(code, day[1])) if day else None


_NEIGHBOURS = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0}
_AT_TWILIGHT = frozenset({"at", "before", "by", "until", "till", "after", "since"})


def part_of_day(line: Line, i: int) -> Found | None:
    """ "this morning", "last night", "tonight", "overnight", "in the evening", "the night before"."""
    word, after = line.word(i), line.word(i + 1)
    if word == "tonight":
        return i + 1, PartOfDay("NI", Offset(0))
    if word == "overnight":
        return i + 1, PartOfDay("NI", Offset(-1))
    if word == "last" and after == "night":
        return i + 2, PartOfDay("NI", Offset(-1))
    if word in ("this", "that") and after in lexicon.PLACED_PARTS:
        return i + 2, PartOfDay(lexicon.PARTS_OF_DAY[after], Offset(0) if word == "this" else Period("day", 0, True))
    k = i + (word == "the")
    if line.word(k) in _NEIGHBOURS and line.word(k + 1) in lexicon.PLACED_PARTS:
        return k + 2, PartOfDay(lexicon.PARTS_OF_DAY[line.word(k + 1)], Period("day", _NEIGHBOURS[line.word(k)], True))
    side = {"before": -1, "after": 1}.get(line.word(i + 2), 0)
    if word == "the" and after in lexicon.PLACED_PARTS and side and line.word(i + 3) in _CLOSED:
        return i + 3, PartOfDay(lexicon.PARTS_OF_DAY[after], Period("day", side, True))
    if word in lexicon.TWILIGHTS and line.word(i - 1) in _AT_TWILIGHT:
        return i + 1, PartOfDay(lexicon.TWILIGHTS[word])
    if word == "the" and after in lexicon.PLACED_PARTS and line.word(i - 1) in ("in", "during", "of", "through"):
        return i + 2, PartOfDay(lexicon.PARTS_OF_DAY[after])
    return None
