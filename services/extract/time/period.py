"""Grammar of longer stretches by name: years, decades, centuries, quarters, seasons, fiscal years, festivals."""

from services.extract.quantities.words import wordset
from services.extract.time import lexicon
from services.extract.time.calendar import day_and_month, integer, month_and_day, month_at, ordinal, weekday_at, year_at
from services.extract.time.meaning import (
    Day,
    Fiscal,
    Meaning,
    Month,
    Nth,
    Period,
    Season,
    Year,
    Years,
)
from services.extract.time.quarter import within_year
from services.extract.time.spelled import spelled_year
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
_BEFORE_YEAR = wordset(
    "in since by until till before after during from to between and through of for the early late mid year"
    " spring summer autumn fall winter around circa than , ( - – another"
)
_COUNTED = wordset(
    "people persons men women children troops soldiers homes houses jobs dollars euros pounds metres meters"
    " feet miles km kilometres kilometers tons tonnes points workers employees members students percent %"
    " degrees units votes families residents refugees civilians times copies pages words rounds rpm mph seats"
    " barrels cars vehicles"
)
_DATING = frozenset({"in", "since", "until", "from", "of", "by", "during", "before", "after"})
_NUMBERED = wordset(
    "resolution resolutions row flight route room page article law decree channel section rule highway interstate"
    " bus train gate hall chapter line lot order case directive regulation"
)
"""Words whose number is a name: "Resolution 1973"."""

_NUMBER_BEFORE = wordset("some about nearly almost approximately roughly least most up over under $ £ € # no . :")


def year(line: Line, i: int) -> Found | None:
    """A bare year. Numbers that count things ("2000 people", "some 2000") are none."""
    k = i + (line.word(i) == "year")
    value = integer(line.word(k))
    quoted = line.word(k) in ("'", "’") and not line.close(k + 2)
    if k > i and value is not None and 100 <= value < 1000:
        return k + 1, Year(value)
    if value is None and not quoted:
        named = k > i or line.word(i - 1) in _DATING
        found = spelled_year(line, k) if named else None
        return (found[1], Year(found[0])) if found and line.word(found[1]) not in _COUNTED else None
    found = year_at(line, k)
    if not found or not 1000 <= found[0] < 2200:
        return None
    number, end = found
    before, after = line.word(i - 1), line.word(end)
    if (
        before in _NUMBERED
        or (after in _COUNTED and number % 10 == 0)
        or after in ("%", "/")
        or before in _NUMBER_BEFORE
    ):
        return None
    earlier = integer(line.word(i - 2))
    chained = line.close(i) and before in ("-", "–", "/", "+", ".", ",") and earlier is not None
    if chained and not (before in ("-", "–") and 1000 <= (earlier or 0) < number and line.word(i - 3) != "-"):
        return None
    if after in (".", ",", ":", "-", "–") and line.close(end) and line.close(end + 1) and integer(line.word(end + 1)):
        return _span_of_years(line, i, number, end)
    if not 1900 <= number < 2100 and before not in _BEFORE_YEAR:
        return None
    if quoted and before not in _BEFORE_YEAR and line.word(i - 1) not in lexicon.SEASONS:
        return None
    return end, Year(number)


def _span_of_years(line: Line, i: int, number: int, end: int) -> Found | None:
    """The 2012 of "2012-13": a two-digit year may follow the hyphen, or a full one."""
    other = line.word(end + 1)
    if line.word(end) in ("-", "–") and len(other) == 2 and int(other) == (number + 1) % 100:
        return end + 2, Years(number, 2, f"{number}/{number + 1}")
    if line.word(end) not in ("-", "–") or len(other) != 4 or int(other) <= number:
        return None
    counts = line.word(end + 2) in _COUNTED or (number < 1900 and line.word(end + 2)[:1].isalpha())
    return None if counts else (end, Year(number))


def decade(line: Line, i: int) -> Found | None:
    """ "the 1990s", "the '90s", "the nineties", "the early seventies" (the adverb is read elsewhere)."""
    k = i + (line.word(i) == "the")
    quoted = line.word(k) in ("'", "’")
    k += quoted
    word = line.word(k)
    value = integer(word)
    if value is not None and value % 10 == 0 and len(word) in (2, 4):
        end = k + 1
        plural = line.word(end) in ("s", "'s") and line.close(end)
        listed = line.word(i) == "the" or line.word(i - 1) in ("and", "or", "to", "early", "mid", "late", "-")
        if plural and (len(word) == 4 or quoted or listed or line.word(end) == "'s"):
            first = value if len(word) == 4 else (1900 if value > 20 else 2000) + value
            if first % 100 == 0 and len(word) == 4 and first < 2000:
                return end + 1, Years(first, 100, str(first // 100))
            return end + 1, Years(first, 10, str(first // 10))
    if word == "nineteen" and line.word(k + 1) in lexicon.DECADE_WORDS:
        k, word = k + 1, line.word(k + 1)
    if (word, line.word(k + 1)) == ("two", "thousands"):
        return k + 2, Years(2000, 10, "200")
    if (word, line.word(k + 1), line.word(k + 2)) == ("twenty", "-", "tens"):
        return k + 3, Years(2010, 10, "201")
    listed = line.word(i) in ("the", "nineteen") or line.word(i - 1) in ("in", "early", "mid", "late")
    if word in lexicon.DECADE_WORDS and listed:
        tens = lexicon.DECADE_WORDS[word]
        return k + 1, Years(1900 + tens, 10, str(190 + tens // 10))
    return None


def century(line: Line, i: int) -> Found | None:
    """ "the 19th century", "the twenty-first century"."""
    found = ordinal(line, i + (line.word(i) == "the"))
    if not found or not 1 <= found[0] <= 30:
        return None
    k = found[1] + (line.word(found[1]) == "-")
    if line.word(k) not in ("century", "centuries"):
        return None
    return k + 1, Years((found[0] - 1) * 100, 100, f"{found[0] - 1:02d}")


def season(line: Line, i: int) -> Found | None:
    """ "winter", "last summer", "the spring of 2011", "summer 2016"; who calls checks that a bare one is a noun."""
    k = i + (line.word(i) == "the")
    shift = line.word(k) if line.word(k) in lexicon.SHIFTS else None
    k += shift is not None
    if shift == "next" and line.word(i) == "the":
        shift = "following"  # "the next spring" counts from the time told
    code = lexicon.SEASONS.get(line.word(k))
    if not code or (line.capital(k) and line.capital(k - 1) and k > i and shift is None):
        return None
    year_, year_shift, end = within_year(line, k + 1)
    dated = shift is not None or year_ is not None or year_shift is not None
    if line.word(k) == "fall" and not dated and line.word(k - 1) not in ("the", "in"):
        return None
    return end, Season(code, year_, year_shift, shift)


def fiscal(line: Line, i: int) -> Found | None:
    """ "fiscal 2012", "fiscal year 2012", "FY2012", "the last financial year"."""
    if line.word(i) == "fy" and year_at(line, i + 1):
        return i + 2, Fiscal(year_at(line, i + 1)[0])  # type: ignore[index]
    k = i + (line.word(i) in ("the",))
    shift = lexicon.SHIFTS.get(line.word(k))
    k += shift is not None
    if line.word(k) not in ("fiscal", "financial"):
        return None
    named = line.word(k + 1) == "year"
    found = year_at(line, k + 1 + named)
    if found:
        return found[1], Fiscal(found[0])
    return (k + 2, Fiscal(None, shift)) if named and shift is not None else None


def nth(line: Line, i: int) -> Found | None:
    """ "the last week of March", "the first Friday of July", "the third week of 2015", "the second Sunday in May"."""
    k = i + (line.word(i) == "the")
    number = (-1, k + 1) if line.word(k) in ("last", "final") else ordinal(line, k)
    if not number or not -1 <= number[0] <= 53:
        return None
    k = number[1]
    weekday = weekday_at(line, k)
    if not weekday and line.word(k) != "week":
        return None
    end = weekday[1] if weekday else k + 1
    k = end + (line.word(end) in ("of", "in"))
    within = _month_or_year(line, k, written=k > end)
    return (within[0], Nth(number[0], weekday[0] if weekday else 0, within[1])) if within else None


def week_of(line: Line, i: int) -> Found | None:
    """ "the week of November 30", "the week beginning February 4"."""
    k = i + (line.word(i) == "the")
    if line.word(k) != "week" or line.word(k + 1) not in ("of", "beginning", "starting", "commencing"):
        return None
    k += 2 + (line.word(k + 2) == "on")
    found = month_and_day(line, k) or day_and_month(line, k)
    return (found[0], Nth(0, 0, found[1])) if found and isinstance(found[1], Day) else None


def _month_or_year(line: Line, i: int, written: bool) -> Found | None:
    full = month_and_day(line, i)
    if full and isinstance(full[1], Month):
        return full
    month = month_at(line, i, alone=False) if written and not (full and isinstance(full[1], Day)) else None
    if month:
        return month[1], Month(month[0])
    k = i + (line.word(i) == "the")
    if line.word(k) in lexicon.SHIFTS and line.word(k + 1) in ("month", "year"):
        return k + 2, Period(line.word(k + 1), lexicon.SHIFTS[line.word(k)])
    if written and line.word(i) == "the" and line.word(i + 1) in ("month", "year"):
        return i + 2, Period(line.word(i + 1), 0)
    found = year_at(line, i) if written else None
    return (found[1], Year(found[0])) if found else None
