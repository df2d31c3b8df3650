"""What stands before or beside the sentences of news: the dateline at a paragraph's head, credits in brackets."""

import re

_PLACE = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]*){0,4}"  # KYIV, UNITED NATIONS, KYIV/MOSCOW
_NAME = r"[A-Z][\w.'’-]{1,30}(?:[ /][A-Z][\w.'’-]{0,30}){0,3}"  # Kyiv, New York
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?)"
_AGENCY = r"\([A-Z][^()\n]{0,50}\)"
_DASH = r"\s{0,3}(?:—|–|--|[-_](?=\s))\s{0,3}"
# With an agency or a date the place may be written as any name; a bare place must be in capitals. What follows must
# begin like a sentence, so that "NATO – the alliance – said" stays whole.
DATELINE = re.compile(
    rf"(?:(?:{_PLACE}|{_NAME})(?:,\s{_NAME}){{0,2}}(?:(?:,\s|\s)\(?{_DATE}\)?,?(?:\s{_AGENCY})?|\s{_AGENCY}){_DASH}"
    rf"|{_PLACE}(?:,\s{_NAME}){{0,2}}{_DASH}"
    rf"|{_PLACE}(?:,\s(?:{_NAME}|{_DATE})){{0,2}}:\s"
    rf"|{_PLACE}(?:,\s{_NAME}){{0,2}},\s{_DATE}\s{_AGENCY}:?\s)"
    r"(?=[\"“‘'(]?[A-Z0-9])"
)
CREDIT = re.compile(
    r"\([^()\n]{0,80}\b(?:Photo|Image|Images|Getty|Reuters|REUTERS|AFP|AP|EPA|Handout|File|Picture)\b[^()\n]{0,80}\)"
    r"(?=\s+[\"“‘']?[A-Z0-9])"
)
LONGEST = 160  # characters looked at


def dateline(text: str, start: int, end: int) -> int | None:
    """End of the dateline that the paragraph text[start:end] begins with ("KYIV, Dec 20 (Agency) – "), or None."""
    found = DATELINE.match(text, start, min(end, start + LONGEST))
    return found.end() if found else None


def credit(text: str, start: int, end: int) -> int | None:
    """End of the picture credit in brackets that text[start:end] begins with, before more text, or None."""
    if text[start] != "(":
        return None
    found = CREDIT.match(text, start, min(end, start + 2 * LONGEST))
    return found.end() if found else None
