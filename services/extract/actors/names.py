"""How names are compared: case and diacritics folded, punctuation gone, abbreviations kept apart.

The same folding is used when the tables are compiled and when text is read, so that both sides meet.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "ħ": "h", "ə": "e", "Ə": "E", "&": " and "}
    | dict.fromkeys("'’‘ʻʼ`´ʿʾ.", "")
)
_APART = re.compile(r"[^a-z0-9]+")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&/-]{1,7}")
_POSSESSIVE = re.compile(r"['’]s?(?=$|[\s,;:)])")
MAX_WORD = 80  # longer "words" are noise: no name of the tables comes near


def strip_possessives(text: str) -> str:
    """`text` without the 's of its words: "Ukraine's president" → "Ukraine president"."""
    return _POSSESSIVE.sub("", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case ASCII words of `text` with single spaces: "Al-Qā'ida" → "al qaida"; "U.S." → "us"."""
    if text.isascii() and text.isalpha():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return " ".join(_APART.split(text)).strip()


def words(text: str) -> list[str]:
    """The folded words of `text`, possessive marks dropped."""
    return fold(strip_possessives(text)).split()


def abbreviation(text: str) -> str | None:
    """`text` as an abbreviation without dots ("U.N." → "UN"), or None where it is none: it has to be in capitals."""
    bare = text.replace(".", "")
    if len(bare) > 8 or not _ABBREVIATION.fullmatch(bare):
        return None
    return bare


def capitalised(text: str) -> bool:
    """Whether `text` has a capital letter anywhere: "al-Shabaab" does, "march" does not."""
    return not text.islower() and any(c.isupper() for c in text)


def vocabulary(text: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(text.split())


_SOUNDS = str.maketrans(
    {"q": "k", "g": "k", "c": "k", "x": "s", "z": "s", "v": "f", "w": "f", "b": "p", "d": "t", "j": "y"}
)
_SILENT = re.compile(r"(?<=.)[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")


def skeleton(parts: Sequence[str]) -> str:
    """The consonants of the first and the last of `parts`, like sounds made one: spellings of one name agree."""
    ends = (parts[0], parts[-1].removeprefix("al"))
    return " ".join(_TWICE.sub(r"\1", _SILENT.sub("", w.replace("ph", "f").translate(_SOUNDS))) for w in ends)
