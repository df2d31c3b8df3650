"""Grammar of what comes back: "daily", "every Monday at 9 a.m.", "twice a week", "24 hours a day"."""

from services.extract.quantities.numbers import digits, read_number
from services.extract.time import lexicon
from services.extract.time.clock import clock
from services.extract.time.length import amount_at, amounts_at, unit_at, written
from services.extract.time.meaning import Meaning, Repeat
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]


def repeat(line: Line, i: int) -> Found | None:
    """Sets: "daily", "every Monday", "every two weeks", "twice a week", "Mondays", "15 a year"."""
    word = line.word(i)
    if word in lexicon.FREQUENCIES:
        return i + 1, Repeat(lexicon.FREQUENCIES[word])
    if word in _PREFIXED and line.word(i + 1) == "-" and line.word(i + 2) in _PREFIXED[word]:
        return i + 3, Repeat(_PREFIXED[word][line.word(i + 2)])
    if word in lexicon.WEEKDAY_PLURALS and line.capital(i):
        return _at_hour(line, i + 1, f"XXXX-WXX-{lexicon.WEEKDAY_PLURALS[word]}")
    part = lexicon.PARTS_OF_DAY.get(line.word(i + 1)[:-1]) if line.word(i + 1)[-1:] == "s" else None
    if word in lexicon.WEEKDAYS and part:
        return i + 2, Repeat(f"XXXX-WXX-{lexicon.WEEKDAYS[word]}T{part}")
    if word in ("every", "each"):
        return _every(line, i)
    if word in ("once", "twice") or (line.word(i + 1) == "times" and read_number(line.words, i)):
        k = i + (1 if word in ("once", "twice") else 2)
        unit = lexicon.UNITS.get(line.word(k + 1))
        if line.word(k) in ("a", "an", "per", "each", "every") and unit:
            return k + 2, Repeat(written(((1.0, unit),)))
        return None
    found = amount_at(line, i)
    if found and line.word(found[1]) in ("a", "per") and lexicon.UNITS.get(line.word(found[1] + 1)):
        each = lexicon.UNITS[line.word(found[1] + 1)]
        if each in ("day", "week", "month", "year") and line.word(found[1] + 2) not in ("ago", "later", "earlier"):
            return found[1] + 2, Repeat(written(((1.0, each),)))  # "24 hours a day"
    unit = lexicon.UNITS.get(line.word(i + 1))
    if unit and (word == "per" or (word in ("a", "an") and _rate_before(line, i))) and unit not in ("second", "minute"):
        return i + 2, Repeat(written(((1.0, unit),)))
    return None


_PREFIXED = {
    "bi": {"monthly": "P2M", "weekly": "P2W", "annual": "P6M", "annually": "P6M"},
    "semi": {"annual": "P6M", "annually": "P6M"},
}


def _rate_before(line: Line, i: int) -> bool:
    """Whether "a year" at `i` follows what is counted per year: "15 a year", "$5 million a year", "2% a year"."""
    return (digits(line.word(i - 1)) is not None and line.word(i + 2) not in ("ago", "later", "earlier")) or line.word(
        i - 1
    ) in ("million", "billion", "percent", "%", "thousand", "times")


def _at_hour(line: Line, end: int, days: str) -> Found:
    """A set of days with the hour that may follow: "every Monday at 4 p.m."."""
    found = clock(line, end + 1) if line.word(end) == "at" else None
    if not found:
        return end, Repeat(days)
    return found[0], Repeat(f"{days}T{found[1].hour:02d}:{found[1].minute or 0:02d}")


def _every(line: Line, i: int) -> Found | None:
    k = i + 1
    other = line.word(k) in ("other", "second")
    k += other
    if line.word(k) in lexicon.WEEKDAYS:
        return _at_hour(line, k + 1, f"XXXX-WXX-{lexicon.WEEKDAYS[line.word(k)]}")
    if line.word(k) == "weekday":
        return k + 1, Repeat("XXXX-WXX")
    if line.word(k) in lexicon.MONTHS and line.capital(k):
        return k + 1, Repeat(f"XXXX-{lexicon.MONTHS[line.word(k)]:02d}")
    if line.word(k) in lexicon.SEASONS:
        return k + 1, Repeat(f"XXXX-{lexicon.SEASONS[line.word(k)]}")
    if line.word(k) in lexicon.PLACED_PARTS:
        return k + 1, Repeat(f"XXXX-XX-XXT{lexicon.PARTS_OF_DAY[line.word(k)]}")
    if line.word(k) == "weekend":
        return k + 1, Repeat("XXXX-WXX-WE")
    found = amounts_at(line, k)
    if found:
        return found[1], Repeat(written(found[0]))
    unit = unit_at(line, k)
    return (unit[1], Repeat(written(((2.0 if other else 1.0, unit[0]),)))) if unit else None
