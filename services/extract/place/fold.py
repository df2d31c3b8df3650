"""Folding of place names: one spelling for all the ways a name is written, for building and looking up alike."""

import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "ə": "a",
        "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "ʹ": None, "`": None, ".": None, ",": " ",
        "-": " ", "–": " ", "—": " ", "‑": " ", "/": " ", "(": " ", ")": " ",
    }
)  # fmt: skip
_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"}


def fold(name: str) -> str:
    """`name` in lower case without accents, apostrophes, full stops, hyphens and a leading "the"; "St" is "saint"."""
    text = name.casefold().translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = text.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_WORDS.get(word, word) for word in words)
