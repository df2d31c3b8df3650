"""Grammar of dates written out: 20 December 2022, Dec 20, 12/20/2022, Sunday the 5th, mid-2011, the third quarter."""

from services.extract.quantities.numbers import ONES, TENS
from services.extract.quantities.words import wordset
from services.extract.time import lexicon
from services.extract.time.meaning import Day, Month, Weekday, Year
from services.extract.time.spelled import spelled_year
from services.extract.time.tokens import Line

Found = tuple[int, Day | Month | Weekday | Year]
FREE = wordset(
    "and or but to at in by for when after before until the a he she they it we i was were is will as of with that"
)
"""Words that may follow "the fifth" where it is a day, not the fifth of something counted."""

_SEPARATORS = ("/", "-", ".", "–")


def integer(word: str) -> int | None:
    """Value of up to four digits, else None."""
    return int(word) if len(word) <= 4 and word.isascii() and word.isdigit() else None


def month_at(line: Line, i: int, alone: bool) -> tuple[int, int] | None:
    """(month, next token) of a month's name; `alone`: nothing beside it says it is one, so ambiguous words fail."""
    word = line.word(i)
    if word not in lexicon.ALL_MONTHS:
        return None
    short = word not in lexicon.MONTHS
    if alone and (not line.capital(i) or short or word in lexicon.UNSURE_MONTHS):
        return None
    end = i + 1
    if short and line.word(end) == "." and line.close(end):
        end += 1
    return lexicon.ALL_MONTHS[word], end


def ordinal(line: Line, i: int) -> tuple[int, int] | None:
    """(number, next token) of "5th", "fifth", "twenty-first"."""
    value = integer(line.word(i))
    if value is not None and line.word(i + 1) in lexicon.ORDINAL_ENDINGS and line.close(i + 1):
        return value, i + 2
    word = line.word(i)
    if word in lexicon.ORDINALS:
        return lexicon.ORDINALS[word], i + 1
    if word in TENS:
        k = i + 2 if line.word(i + 1) == "-" else i + 1
        ones = lexicon.ORDINALS.get(line.word(k))
        if ones and ones < 10:
            return TENS[word] + ones, k + 1
    return None


def day_number(line: Line, i: int, spelled: bool = True) -> tuple[int, int] | None:
    """(day of month, next token) of "20", "20th", "twentieth", "twenty one"."""
    found = ordinal(line, i)
    if not found:
        value = integer(line.word(i))
        if value is not None and len(line.word(i)) <= 2:
            found = value, i + 1
        elif spelled and line.word(i) in lexicon.CARDINALS:
            value, end = lexicon.CARDINALS[line.word(i)], i + 1
            k = end + 1 if line.word(end) == "-" else end
            if value >= 20 and 0 < ONES.get(line.word(k), 0) < 10:
                value, end = value + ONES[line.word(k)], k + 1
            found = value, end
    return found if found and 1 <= found[0] <= 31 else None


def year_at(line: Line, i: int, short: bool = False) -> tuple[int, int] | None:
    """(year, next token) of "2022", "two thousand and eighteen", "nineteen ninety nine"; `short`: also "'82", "22"."""
    word = line.word(i)
    value = integer(word)
    if value is not None and len(word) == 4 and 1000 <= value <= 2199:
        return value, i + 1
    apostrophe = word in ("'", "’") and integer(line.word(i + 1)) is not None and len(line.word(i + 1)) == 2
    if apostrophe or (short and value is not None and len(word) == 2):
        k = i + 1 if apostrophe else i
        return two_digits(int(line.word(k))), k + 1
    return spelled_year(line, i)


def two_digits(value: int) -> int:
    """1970 … 2069 of a year's last two digits."""
    return value + (2000 if value < 70 else 1900) if value < 100 else value


def numeric(line: Line, i: int) -> Found | None:
    """2022-12-20, 12/20/2022, 20.12.2022, 12/20, 2022-12, 12/2022: month first where both readings fit."""
    parts: list[str] = []
    k, sign = i, ""
    while len(parts) < 3:
        word = line.word(k)
        if not (integer(word) is not None or (parts and word in lexicon.ALL_MONTHS)):
            break
        parts.append(word)
        k += 1
        if len(parts) == 3 or line.word(k) not in _SEPARATORS or not line.close(k) or not line.close(k + 1):
            break
        if sign and line.word(k) != sign:
            break
        sign = line.word(k)
        k += 1
    if line.word(k - 1) == sign:
        k -= 1
    if line.word(k) in _SEPARATORS and line.close(k) and line.close(k + 1) and integer(line.word(k + 1)) is not None:
        return None  # a longer chain: a telephone or part number
    if line.close(i) and line.word(i - 1) in (*_SEPARATORS, "$", "+", ":"):
        return None
    found = _from_parts(parts, sign)
    return (k, found) if found else None


def _from_parts(parts: list[str], sign: str) -> Day | Month | None:
    values = [integer(p) if p not in lexicon.ALL_MONTHS else None for p in parts]
    if len(parts) == 3:
        if None in values:
            if values[1] is None and values[0] and values[2]:
                year, day = (values[0], values[2]) if len(parts[0]) == 4 else (values[2], values[0])
                return Day(two_digits(year), lexicon.ALL_MONTHS[parts[1]], day) if day <= 31 else None
            return None
        a, b, c = (int(p) for p in parts)
        if len(parts[0]) == 4:
            return Day(a, b, c) if b <= 12 and c <= 31 else None
        if len(parts[2]) not in (2, 4) or (sign == "." and len(parts[2]) == 2):
            return None
        day, month = (a, b) if (a > 12 or sign == ".") and b <= 12 else (b, a)
        return Day(two_digits(c), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
    if len(parts) == 2 and None not in values:
        a, b = int(parts[0]), int(parts[1])
        if len(parts[0]) == 4 and 1900 <= a < 2100 and 1 <= b <= 12 and sign in "/-":
            return Month(b, a)
        if len(parts[1]) == 4 and 1900 <= b < 2100 and 1 <= a <= 12 and sign in "/-":
            return Month(a, b)
        if sign == "/" and len(parts[0]) <= 2 and len(parts[1]) == 2:
            if 1 <= a <= 12 and 1 <= b <= 31:
                return Day(month=a, day=b)
            if 1 <= b <= 12 and 12 < a <= 31:
                return Day(month=b, day=a)
    return None


def _year_after(line: Line, i: int) -> tuple[int, int] | None:
    """The year that completes a date before `i`: "…, 2022", "… of 2022", "… '99"."""
    k = i + 1 if line.word(i) in (",", "of", "in", "/", "-") else i
    return year_at(line, k, short=line.word(i) == "of")


def _shift_after(line: Line, i: int, unit: str) -> tuple[int, int] | None:
    """(shift, next token) of "(of|in) last year" after a month or of "(of|in) next month" after a day."""
    k = i + 1 if line.word(i) in ("of", "in") else i
    k += line.word(k) == "the"
    shift = lexicon.SHIFTS.get(line.word(k))
    return (shift, k + 2) if shift is not None and line.word(k + 1) == unit else None


def month_and_day(line: Line, i: int) -> Found | None:
    """December 20 (2022), Dec. 20th, December the 20th; December (2022), December of last year."""
    month = month_at(line, i, alone=False)
    if not month:
        return None
    number, end = month
    if line.word(end) in (".", ",") and (line.word(end) == "." or line.word(end + 2) in lexicon.ORDINAL_ENDINGS):
        end += line.close(end) and integer(line.word(end + 1)) is not None and line.word(i) in lexicon.MONTHS
    k = end + (line.word(end) in ("the", "-", "/"))
    day = day_number(line, k, spelled=line.word(i) in lexicon.MONTHS)
    if day and (line.word(day[1]) in ("%", ":", "million", "billion", "percent", "per") or line.word(k - 1) == "$"):
        day = None
    year = _year_after(line, end)
    if day and not (year and year[1] > day[1]):
        after = _year_after(line, day[1])
        if after:
            return after[1], Day(after[0], number, day[0])
        return day[1], Day(None, number, day[0])
    if year:
        return year[1], Month(number, year[0])
    shifted = _shift_after(line, end, "year")
    if shifted:
        return shifted[1], Month(number, year_shift=shifted[0])
    return None


def day_and_month(line: Line, i: int) -> Found | None:
    """20 December (2022), the 20th of December, the 20th (of next month), 2022 December."""
    k = i + (line.word(i) == "the")
    day = day_number(line, k) if line.word(k - 1) not in ("$", "€", "£", "#") else None
    if not day:
        year = year_at(line, i)
        month = month_at(line, year[1] + (line.word(year[1]) == ","), alone=False) if year else None
        return (month[1], Month(month[0], year[0])) if year and month else None
    k = day[1] + (line.word(day[1]) == "." and line.close(day[1]))
    if line.word(k) == "day":  # "the fourth day of May"
        k += 1
    after = k
    if line.word(k) in ("of", "-"):
        k += 1
    month = month_at(line, k, alone=False)
    if month:
        if line.word(k) == "may" and not line.capital(k):
            return None
        year = _year_after(line, month[1])
        if not year and line.word(month[1]) == "-" and line.close(month[1]):
            year = year_at(line, month[1] + 1, short=True)
        if not year:
            shifted = _shift_after(line, month[1], "year")
            if shifted:
                return shifted[1], Day(None, month[0], day[0])
        return (year[1], Day(year[0], month[0], day[0])) if year else (month[1], Day(None, month[0], day[0]))
    shifted = _shift_after(line, after, "month")
    if shifted:
        return shifted[1], Day(day=day[0], month_shift=shifted[0])
    if [line.word(after + n) for n in range(3)] == ["of", "the", "month"] and after > i + 1:
        return after + 3, Day(day=day[0], month_shift=0)
    return None


def weekday_at(line: Line, i: int) -> tuple[int, int] | None:
    """(weekday, next token); abbreviations only where a comma, period or date follows."""
    word = line.word(i)
    if word in lexicon.WEEKDAYS:
        return lexicon.WEEKDAYS[word], i + 1
    if word in lexicon.WEEKDAY_ABBREVIATIONS and line.capital(i):
        end = i + 1 + (line.word(i + 1) == "." and line.close(i + 1))
        k = end + (line.word(end) == ",")
        written = line.word(k + 1) in lexicon.ORDINAL_ENDINGS and line.close(k + 1)
        if word in ("sat", "sun", "wed", "mon") and not (
            month_and_day(line, k) or day_and_month(line, k) or end > i + 1 or written
        ):
            return None
        return lexicon.WEEKDAY_ABBREVIATIONS[word], end
    return None


def weekday_and_date(line: Line, i: int) -> Found | None:
    """Sunday, Sunday December 4, Sunday the 4th, Sunday (of) next week."""
    found = weekday_at(line, i)
    if not found:
        return None
    weekday, end = found
    k = end + (line.word(end) in (",", "-", "("))
    date = month_and_day(line, k) or day_and_month(line, k) or numeric(line, k)
    if date and isinstance(date[1], Day):
        close = line.word(end) == "(" and line.word(date[0]) == ")"
        return date[0] + close, Day(date[1].year, date[1].month, date[1].day, weekday)
    if line.word(k) == "the":
        day = ordinal(line, k + 1)
        free = day and (line.word(day[1]) in FREE or not line.word(day[1]).isalpha())
        if day and day[0] <= 31 and (free or line.word(day[1] - 1) in lexicon.ORDINAL_ENDINGS):
            return day[1], Day(day=day[0], weekday=weekday)
    day = ordinal(line, end) if line.word(end + 1) in lexicon.ORDINAL_ENDINGS else None  # "Friday 14th"
    if day and 1 <= day[0] <= 31:
        return day[1], Day(day=day[0], weekday=weekday)
    shifted = _shift_after(line, end, "week")
    return (shifted[1], Weekday(weekday, week_shift=shifted[0])) if shifted else (end, Weekday(weekday))
