"""Parties that the text describes instead of naming, as words for the middle of a sentence."""

import re
from pathlib import Path

import yaml

from services.extract.place.gazetteer import Gazetteer

LISTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "parties.yaml").read_text(encoding="utf-8"))
_PRONOUNS, _CAPITALS, _TAILS = frozenset(LISTS["pronouns"]), frozenset(LISTS["capitals"]), LISTS["tails"]
_NUMBERS = frozenset(LISTS["numbers"])
_ARTICLES = frozenset({"the", "a", "an", "at", "his", "her", "its", "their", "some", "about", "more", "up"})
_OF_THEM = re.compile(r"\b(?:of|among) (?:them|these|those|us|which|whom)$", re.IGNORECASE)
_SETTLEMENT = re.compile(
    r"\b(in|at|near|from) the (?:port |small |northern |southern |eastern |western |central )*"
    r"(?:town|city|village|suburb|district|province|region|state|hamlet|capital) of (?=[^\W\d_])"
)
_BORDERS = (" in ", " from ", " at ", " on ", " with ", " and ", ", ")
_IN_NAME = re.compile(r" in [A-ZÀ-Þ]")  # "a boarding school in Kagara"


def described(text: str, gazetteer: Gazetteer, placed: bool = False) -> str:
    """The words for a party without a name; "" where they mean somebody only by what was said before.

    placed: the summary says the place itself, so that "in the valley …" need not.
    """
    text = " ".join(text.split()).strip(" ,.;:'\"“”’")
    if text.casefold() in _PRONOUNS:
        return ""
    for tail in _TAILS:
        text = text.split(tail, 1)[0] if text.find(tail) > 0 else text
    text = _nearest_place(_SETTLEMENT.sub(r"\1 ", text), placed).rstrip(" ,;:")
    first, _, rest = text.partition(" ")
    plain = first.removesuffix("'s").removesuffix("’s")
    proper = (
        plain in gazetteer.demonyms
        or plain in _CAPITALS
        or not plain[1:].islower()
        or rest[:1].isupper()
        or (not rest and bool(gazetteer.lookup(plain)))
        or any(e.resolution == 1 for e in gazetteer.lookup(plain))
    )
    common = plain.casefold() in _ARTICLES | _NUMBERS
    return text if proper and not common else text[:1].lower() + text[1:]


def _nearest_place(text: str, placed: bool) -> str:
    """Without the wider place after a nearer one ("in Kagara in Nigeria") or, where `placed`, any "in the …"."""
    named = _IN_NAME.search(text)
    if named and (second := text.find(" in ", named.end())) > 0:
        text = text[:second]
    cut = text.find(" in the ")
    return text[:cut] if placed and cut > 0 else text


def is_part_of_others(text: str) -> bool:
    """Whether a description means part of those named before: "18 of them"."""
    return bool(_OF_THEM.search(text.rstrip(" ,.;:")))


def says_where(text: str) -> bool:
    """Whether a description names a place by itself."""
    return bool(_IN_NAME.search(text))


def source_words(text: str) -> str:
    """Whose word it is, without explanations ("the union (NUT), which …"); "" for a mere pronoun."""
    short = re.split(r" \(|, ", " ".join(text.split()), maxsplit=1)[0].strip(" ,;:")
    return "" if short.casefold() in _PRONOUNS else short


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters and an ellipsis; without it where a phrase ends early enough ("from their homes")"""
    if len(text) <= longest:
        return text
    cut = max(text.rfind(border, 0, longest) for border in _BORDERS)
    return text[:cut] if cut > longest // 3 else text[:longest].rsplit(" ", 1)[0] + "…"
