"""Whether an event is history by what it tells of: the dead, forces that are gone, old centuries, anniversaries, lives.

`lexicon/historic.tsv` names who acts no more, with the last year in which they did: news of 1985 may tell of Soviet
troops, news of today only remembers them.
"""

import re
from collections.abc import Iterable

from services.extract.coder.lexicon import Lexicon
from services.extract.coder.phrase import preposition
from services.extract.document import Document, Parse

OBITUARY = re.compile(
    r"\b(?:has|have) died\b.{0,40}\bage|\bdied? (?:at (?:the age|home|his|her)|aged|peacefully)|\bdeath at \d\d\b"
    r"|\bobituar",
    re.IGNORECASE,
)
OPENING = 3  # sentences in which an obituary says that it is one
ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)$|.*(?:teenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$"
)
COUNTED = frozenset({"bc", "bce", "b.c."})
ASIDE = frozenset({"acl:relcl", "ccomp", "parataxis", "conj"})
CLIMB = 6
PAST = ("VBD", "VBN")
LIVES = frozenset({"he", "she", "who", "him", "her", "they"})


def remembered(lexicon: Lexicon, parse: Parse, token: int) -> bool:
    """Whether an event noun is what is commemorated: "the anniversary of the bombing", "remembered the massacre"."""
    at = token
    for _ in range(CLIMB):
        head, rel = parse.heads[at], parse.deprels[at]
        if head < 0:
            return False
        if rel == "nmod" or (rel == "obl" and preposition(parse, at) in ("of", "to", "for")):
            if lexicon.in_class("remembrance", parse.lemmas[head].lower()):
                return True
        elif rel in ("obj", "nsubj:pass"):
            return lexicon.in_class("remembering", parse.lemmas[head].lower())
        elif rel not in ("conj", "appos"):
            return False
        at = head
    return False


def bygone(lexicon: Lexicon, parse: Parse, token: int) -> bool:
    """Whether the clause names an old time: "about 1200 BC", "in the 14th century", "during the Second World War"."""
    for t in parse.subtree(token, ASIDE):
        word = parse.words[t].lower()
        if lexicon.in_class("era", word) and (word not in COUNTED or _counted(parse, t)):
            return True
        pair = f"{parse.lemmas[t - 1].lower()} {word}" if t else ""
        if t and (lexicon.in_class("era", pair) or (word in ("century", "centuries") and _ordinal(parse, t - 1))):
            return True
    return False


def _counted(parse: Parse, token: int) -> bool:
    """Whether years are counted: "1200 BC", "the third century BC"; no "Vancouver, B.C."."""
    return any(
        parse.upos[t] == "NUM" or parse.words[t].lower() in ("century", "years")
        for t in (token - 1, token + 1)
        if 0 <= t < len(parse.words)
    )


def _ordinal(parse: Parse, token: int) -> bool:
    return ORDINAL.match(parse.words[token].lower()) is not None and not parse.words[token].lower().startswith("21")


def gone(lexicon: Lexicon, actors: Iterable[str], recipients: Iterable[str], year: int) -> bool:
    """Whether somebody in these phrases acts no more in `year`."""
    done = any(year > last for text in actors for _, last in lexicon.historic_in(text))
    return done or any(year > last for text in recipients for both, last in lexicon.historic_in(text) if both)


def lived(document: Document, parse: Parse, token: int, nominal: bool) -> bool:
    """Whether an obituary tells of the life it looks back on: past tense, of him or her."""
    opening = [document.title or "", *(s.text for s in document.sentences[:OPENING])]
    if nominal or parse.xpos[token] not in PAST or not any(map(OBITUARY.search, opening)):
        return False
    about = [c for c in parse.children[token] if parse.deprels[c] in ("nsubj", "nsubj:pass")]
    return all(parse.words[c].lower() in LIVES or parse.upos[c] == "PROPN" for c in about)
