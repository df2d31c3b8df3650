"""Words of a sentence with their offsets, in the conventions of English Universal Dependencies (EWT, GUM).

The model was trained on these conventions: hyphenated compounds are three tokens ("self-exploding": self, -, exploding)
unless the first part is a prefix ("anti-war"); contractions are split (do | n't, it | 's), and so are a number and its
unit (10 | km). Every repetition that another one could follow is bounded, so that hostile text costs linear time.
"""

import re
from itertools import islice

PREFIXES = (
    "anti|ante|bi|co|counter|cyber|de|e|ex|extra|hyper|infra|inter|intra|macro|mega|micro|mid|mini|mis|multi|neo|non|"
    "over|pan|para|poly|post|pre|pro|pseudo|quasi|re|semi|sub|super|trans|tri|ultra|un|under|uni|vice"
)
ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Maj|Cpl|Adm|Cmdr|Sen|Rep|Gov|Rev|Hon|Pres|St|Mt|Ft|Jr|Sr|Inc|Ltd|Corp|Co|"
    "Bros|No|Nos|vs|etc|al|cf|ca|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|"
    "Fri|Sat|Sun|Ave|Blvd|Rd|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|"
    "Neb|Nev|Okla|Ont|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|a.k.a|p|pp|v|vol|ed|eds|fig"
)
UNITS = "am|pm|bn|mn|tn|km|kg|cm|mm|mph|kph|km²|ft|lb|lbs|hrs|min|m|k|ha|GW|MW|kW|GB|MB|º|°"
CLITICS = "s|m|re|ve|ll|d|S|M|RE|VE|LL|D"

TOKEN = re.compile(
    rf"""
    (?=\S)(?:                                                     # else each space would try all that follows
    (?!(?:cannot|(?:gon|wan|got)[nt]a)\b)[A-Za-z]++(?=[ ,])  # plain word: a short cut, no other would match less
  | (?:https?://|www\.)[^\s<>"]{{0,2000}}[^\s<>".,;:!?)\]'’]     # address
  | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}      # mail address
  | \b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,8}}\.(?:com|org|net|gov|edu|info|co\.uk|uk|ru|ua|eu|io|tv)\b
      (?:/[^\s<>"]{{0,2000}}[^\s<>".,;:!?)\]])?                  # bare domain
  | [@\#]\w+
  | (?:[A-Za-z]\.){{2,}}                                         # U.S.  a.m.
  | (?:{ABBREVIATIONS})\.(?=[\s,;:)]|$)
  | [A-Z]\.(?=\s+[A-Z])                                          # initial
  | \d+(?:[.,:]\d+)*(?=(?:{UNITS})\b)                            # number before a unit
  | \d+(?:/\d+)+
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|['’]s)?(?!\w)
  | [A-Za-z]+&[A-Za-z]+
  | \bcan(?=not\b)
  | \b(?:gon|wan|got)(?=(?:na|ta)\b)
  | n['’]t\b
  | ['’](?:{CLITICS})\b
  | [^\W\d_]+?(?=n['’]t\b)                                       # do|n't
  | \b(?:{PREFIXES})-(?:\w+)(?:(?=['’])|\b)
  | \w+(?:(?!['’](?:{CLITICS}|t)\b)['’]\w+)*                     # word, also o'clock
  | \.{{2,}} | -{{2,}} | [!?]{{2,}} | \*{{2,}} | `` | '' | …
  | [^\s]
    )
""",
    re.VERBOSE | re.IGNORECASE,
)


def tokens(text: str, limit: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each word of `text`, or of the first `limit` ones; ends exclusive, never empty."""
    return [m.span() for m in islice(TOKEN.finditer(text), limit)]
