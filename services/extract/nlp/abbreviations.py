"""Words that a full stop may belong to, and words that a sentence surely begins with after one."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the last word of a sentence: a name or a number follows.
TITLES = _words(
    "Mr Mrs Ms Dr Prof Gen Col Capt Lt Sgt Maj Cpl Adm Cmdr Sen Rep Gov Rev Hon Pres St Mt Ft Brig Supt Insp "
    "vs cf ca approx"
)
# May be the last word, but then an unmistakable beginning must follow.
SHORTENED = _words(
    "Jr Sr Inc Ltd Corp Co Bros etc al Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri "
    "Sat Sun Ave Blvd Rd Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb "
    "Nev Okla Ont Ore Pa Tenn Tex Va Vt Wash Wis Wyo p pp v vol ed eds fig ft"
)
INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")  # J  U.S  p.m
BEFORE_NUMBER = _words("No Nos no nos p pp fig vol")
STARTERS = _words(
    "the a an he she it they we i you this that these those in on at but and however meanwhile his her their its our "
    "my there when while after before if as for since according officials police then so now some many most more what "
    "who how why where from with during despite although though because"
)
HOURS = _words("a.m p.m")
# After an hour these go on with the time: "3 p.m. Monday", "3 p.m. GMT".
AFTER_HOURS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:GMT|UTC|EST|EDT|CET|CST|PST|PDT|BST|MSK|Eastern|Pacific|Central|Moscow|Kyiv|London|Beijing)\b"
)
