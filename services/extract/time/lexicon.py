"""Words of time and what they mean: the only place that knows them."""

from services.extract.quantities.numbers import ONES, TENS
from services.extract.quantities.words import wordlist, wordset

_MONTHS = wordlist("january february march april may june july august september october november december")
MONTHS = {name: n for n, name in enumerate(_MONTHS, 1)}
MONTH_ABBREVIATIONS = {name[:3]: n for name, n in MONTHS.items() if len(name) > 3} | {"sept": 9}
ALL_MONTHS = MONTHS | MONTH_ABBREVIATIONS
UNSURE_MONTHS = frozenset({"may", "march", "mar", "dec", "jan", "jun"})
"""Also other words or names: they need a capital and company."""

PLAIN_MONTHS = frozenset(_MONTHS) - UNSURE_MONTHS - {"august"}
"""Full names that are no other word, so that a small letter does not matter beside a preposition."""

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = {name: n for n, name in enumerate(_WEEKDAYS, 1)}
WEEKDAY_ABBREVIATIONS = {
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "weds": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}
WEEKDAY_PLURALS = {name + "s": n for name, n in WEEKDAYS.items()}

UNITS = {
    word: unit
    for unit, words in {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "day": "day days",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
        "weekend": "weekend weekends",
        "night": "night nights",
    }.items()
    for word in words.split()
}
SHORT_UNITS = frozenset({"h", "sec", "secs", "min", "mins", "hr", "hrs"})
"""Need a numeral right before them."""

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "noon": "MI",
    "midday": "MI",
    "midnight": "NI",
    "lunchtime": "MI",
}
TWILIGHTS = {"dawn": "MO", "daybreak": "MO", "dusk": "EV", "nightfall": "EV"}
PLACED_PARTS = frozenset({"morning", "afternoon", "evening", "night"})

_ORDINAL_ONES = wordlist(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: n for n, word in enumerate(_ORDINAL_ONES, 1)} | {"thirtieth": 30}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
CARDINALS = {word: n for word, n in ONES.items() if n} | TENS
DECADE_WORDS = {"noughties": 100} | {word[:-1] + "ies": n for word, n in TENS.items()}

LAST = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1}
NEXT = {"next": 1, "coming": 1, "upcoming": 1, "following": 1, "subsequent": 1}
THIS = {"this": 0, "current": 0, "that": 0, "same": 0}
SHIFTS = LAST | NEXT | THIS
PAST_ONLY = frozenset({"past"})
""" "past day" alone is a mistake for "past the day"."""

ANCHORED = frozenset({"previous", "preceding", "prior", "following", "subsequent", "same", "that"})
"""Counted from the time the text speaks of, not from publication; "next" joins them in "the next day"."""

EARLY = frozenset({"early", "beginning", "start"})
MIDDLE = frozenset({"mid", "middle"})
LATE = frozenset({"late", "end"})
LOOSE = frozenset({"earlier", "later"})
APPROXIMATE = wordset(
    "about around almost nearly roughly approximately some just over under exactly only barely precisely"
)

DEICTIC_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "tmrw": 1, "tmr": 1}
REFERENCES = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
    "soon": "FUTURE_REF",
    "shortly": "FUTURE_REF",
    "recent": "PAST_REF",
    "current": "PRESENT_REF",
}
REFERENCE_PHRASES = {
    ("the", "past"): "PAST_REF",
    ("the", "future"): "FUTURE_REF",
    ("the", "near", "future"): "FUTURE_REF",
    ("the", "time", "being"): "PRESENT_REF",
    ("the", "moment"): "PRESENT_REF",
    ("the", "present", "time"): "PRESENT_REF",
    ("the", "present"): "PRESENT_REF",
    ("this", "time"): "PRESENT_REF",
    ("present",): "PRESENT_REF",
    ("right", "now"): "PRESENT_REF",
    ("the", "near", "term"): "FUTURE_REF",
    ("the", "long", "term"): "FUTURE_REF",
    ("recent", "days"): "PAST_REF",
    ("recent", "weeks"): "PAST_REF",
    ("recent", "months"): "PAST_REF",
    ("recent", "years"): "PAST_REF",
    ("recent", "times"): "PAST_REF",
    ("recent", "decades"): "PAST_REF",
}
FREQUENCIES = {
    "hourly": "PT1H",
    "everyday": "P1D",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "biannual": "P6M",
    "semiannual": "P6M",
    "semiannually": "P6M",
    "biennial": "P2Y",
    "weekdays": "XXXX-WXX",
    "weekends": "XXXX-WXX-WE",
}
UTC_ZONES = frozenset({"utc", "gmt"})
ZONES = UTC_ZONES | wordset("est edt cst cdt mst mdt pst pdt cet cest eet msk bst ist jst et pt")

FESTIVALS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("christmas",): ("12-25",),
    ("christmas", "day"): ("12-25",),
    ("christmas", "eve"): ("12-24",),
    ("orthodox", "christmas"): ("01-07",),
    ("boxing", "day"): ("12-26",),
    ("new", "year", "'s", "day"): ("01-01",),
    ("new", "year", "'s", "eve"): ("12-31",),
    ("new", "year", "'s"): ("01-01",),
    ("new", "year", "day"): ("01-01",),
    ("new", "year"): ("01-01",),
    ("st", "patrick"): ("03-17",),
    ("saint", "patrick"): ("03-17",),
    ("saint", "patrick", "'s", "day"): ("03-17",),
    ("workers", "'", "day"): ("05-01",),
    ("international", "workers", "'", "day"): ("05-01",),
    ("black", "friday"): ("11-4-4+1",),
    ("st", "nicholas", "day"): ("12-06", "12-19"),
    ("saint", "nicholas", "day"): ("12-06", "12-19"),
    ("st", "patrick", "'s", "day"): ("03-17",),
    ("valentine", "'s", "day"): ("02-14",),
    ("halloween",): ("10-31",),
    ("may", "day"): ("05-01",),
    ("victory", "day"): ("05-09",),
    ("labour", "day"): ("05-01",),
    ("earth", "day"): ("04-22",),
    ("anzac", "day"): ("04-25",),
    ("juneteenth",): ("06-19",),
    ("veterans", "day"): ("11-11",),
    ("columbus", "day"): ("10-1-2",),
    ("world", "aids", "day"): ("12-01",),
    ("nowruz",): ("03-21",),
    ("armistice", "day"): ("11-11",),
    ("remembrance", "day"): ("11-11",),
    ("bastille", "day"): ("07-14",),
    ("international", "women", "'s", "day"): ("03-08",),
    ("human", "rights", "day"): ("12-10",),
    ("all", "saints", "'", "day"): ("11-01",),
    ("epiphany",): ("01-06",),
    ("easter",): ("easter",),
    ("easter", "sunday"): ("easter",),
    ("easter", "monday"): ("easter+1",),
    ("good", "friday"): ("easter-2",),
    ("palm", "sunday"): ("easter-7",),
    ("ash", "wednesday"): ("easter-46",),
    ("thanksgiving",): ("11-4-4",),
    ("thanksgiving", "day"): ("11-4-4",),
    ("labor", "day"): ("09-1-1",),
    ("memorial", "day"): ("05-1--1",),
    ("martin", "luther", "king", "day"): ("01-1-3",),
}
"""Words → days: "MM-DD", "easter±n" (Western), or "MM-weekday-nth". Several: by church calendar, nearest wins."""
