"""Actors and recipients as a reader would name them."""

import re
from collections.abc import Sequence

from schemas.fields import Actor
from schemas.plover import Sector
from services.enrich.descriptions import LISTS, described, is_part_of_others, shortened
from services.extract.place.gazetteer import Gazetteer

MOST = 3  # parties named; the rest are counted
LONGEST = 60  # characters of one party
_WITH_ARTICLE = frozenset(LISTS["with_article"])
_PLURALS, _SINGULARS, _NUMBERS = frozenset(LISTS["plurals"]), frozenset(LISTS["singulars"]), frozenset(LISTS["numbers"])
_BODIES, _BODIES_OF = frozenset(LISTS["bodies"]), frozenset(LISTS["bodies_of"])
_POSSESSIVE = re.compile(r"['’]s?\s")


def name_of(actor: Actor, gazetteer: Gazetteer, placed: bool = False) -> str | None:
    """A party's name, its words, or its country's name; None for one that is not known.

    placed: the place of the event stands elsewhere in the sentence.
    """
    named = " ".join((actor.name or "").split())
    if not named and is_part_of_others(actor.text):
        return None
    shown = named or described(actor.text, gazetteer, placed)
    if not shown:
        country = gazetteer.country(actor.country)
        shown = country.name if country is not None else ""
    if not shown:
        return None
    shown = shortened(shown, LONGEST)
    return f"the {shown}" if named and _is_body(shown) else with_article(shown)


def with_article(name: str) -> str:
    """ "the United States", "the Gaza Strip", but "Ukraine"."""
    if name.startswith("The "):
        return "the " + name[4:]
    return f"the {name}" if name in _WITH_ARTICLE else name


def _is_body(name: str) -> bool:
    """Whether a name says what kind of body it is: "World Food Programme", "Special Court for Sierra Leone"."""
    words = name.split()
    if len(words) < 2 or not name[0].isupper() or words[0] == "The" or _POSSESSIVE.search(name):
        return False
    head = re.split(r" (?:of|for) ", name, maxsplit=1)[0].split()[-1]
    return head.casefold() in _BODIES or (f"{words[0]} {words[1]}".casefold() in _BODIES_OF)


def is_unknown(actors: Sequence[Actor]) -> bool:
    """Whether the only party is one that the text leaves open."""
    return len(actors) == 1 and actors[0].sector is Sector.UNK and not actors[0].name


def names_of(actors: Sequence[Actor], gazetteer: Gazetteer, placed: bool = False) -> list[str]:
    """The names of the parties that are known, each once."""
    found = (name_of(a, gazetteer, placed) for a in actors)
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
