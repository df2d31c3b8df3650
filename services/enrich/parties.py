"""Actors and recipients as a reader would name them."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from schemas.fields import Actor
from services.extract.place.gazetteer import Gazetteer

MOST = 3  # parties named; the rest are counted
LONGEST = 60  # characters of one party
_LISTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "parties.yaml").read_text(encoding="utf-8"))
_WITH_ARTICLE, _PRONOUNS = frozenset(_LISTS["with_article"]), frozenset(_LISTS["pronouns"])
_PLURALS, _SINGULARS = frozenset(_LISTS["plurals"]), frozenset(_LISTS["singulars"])
_NUMBERS, _CAPITALS, _TAILS = frozenset(_LISTS["numbers"]), frozenset(_LISTS["capitals"]), _LISTS["tails"]
_ARTICLES = frozenset({"the", "a", "an", "at", "his", "her", "its", "their", "some", "about", "more", "up"})


def name_of(actor: Actor, gazetteer: Gazetteer) -> str | None:
    """A party's name, its words, or its country's name; None for one that is not known."""
    shown = " ".join((actor.name or "").split()) or _described(actor.text, gazetteer)
    if not shown:
        country = gazetteer.country(actor.country)
        shown = country.name if country is not None else ""
    if not shown:
        return None
    if len(shown) > LONGEST:
        shown = shown[:LONGEST].rsplit(" ", 1)[0] + "…"
    return with_article(shown)


def with_article(name: str) -> str:
    """ "the United States", "the Gaza Strip", but "Ukraine"."""
    if name.startswith("The "):
        return "the " + name[4:]
    return f"the {name}" if name in _WITH_ARTICLE else name


def _described(text: str, gazetteer: Gazetteer) -> str:
    """The words for a party without a name, as they stand in the middle of a sentence; "" for a mere pronoun."""
    text = " ".join(text.split()).strip(" ,.;:'\"“”’")
    if text.casefold() in _PRONOUNS:
        return ""
    for tail in _TAILS:
        text = text.split(tail, 1)[0] if text.find(tail) > 0 else text
    text = text.rstrip(" ,;:")
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
    common = plain.casefold() in _ARTICLES
    return text if proper and not common else text[:1].lower() + text[1:]


def names_of(actors: Sequence[Actor], gazetteer: Gazetteer) -> list[str]:
    """The names of the parties that are known, each once."""
    found = (name_of(a, gazetteer) for a in actors)
    return list(dict.fromkeys(n for n in found if n))


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C", "A, B, C and 4 others"."""
    shown = list(names[:MOST])
    more = len(names) - len(shown)
    if more:
        shown.append("1 other" if more == 1 else f"{more} others")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def plural(names: Sequence[str]) -> bool:
    """Whether a verb after them stands in the plural."""
    if len(names) != 1:
        return bool(names)
    bare = names[0].removeprefix("the ")
    words = bare.casefold().split()
    if words[0] in _NUMBERS or (words[0].replace(",", "").isdigit() and words[0] != "1"):
        return True
    last = words[-1]
    if last in _PLURALS:
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is")) and bare not in _SINGULARS
