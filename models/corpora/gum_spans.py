"""The mentions of GUM's `Entity=` column: whole noun phrases with kind, head tokens and, where linked, a name."""

import re
from dataclasses import dataclass

from models.corpora.sentence import Sentence

PART = re.compile(r"\([^()]+\)?|[^()]+\)")
FIELDS = re.compile(r"^([^-]+)-([a-z]+)-([a-z:]+)-([^-]+)-([^-]+)-([0-9,]+)-([^-]+)(?:-(.*))?$")


@dataclass
class Mention:
    """Tokens first … last - 1; heads: of the minimal span, counted from `first`; linked: to an entry of Wikipedia."""

    id: str
    kind: str
    first: int
    last: int
    heads: list[int]
    linked: bool


def mentions(sentence: Sentence) -> list[Mention]:
    """The mentions that begin and end in the sentence, in the order of their beginnings."""
    done: list[Mention] = []
    open_: list[Mention] = []
    for token, misc in enumerate(sentence.misc):
        for column in misc.split("|"):
            if not column.startswith("Entity="):
                continue
            for part in PART.findall(column[7:]):
                if part.startswith("("):
                    mention = _begun(part, token)
                    done.append(mention)
                    if part.endswith(")"):
                        mention.last = token + 1
                    else:
                        open_.append(mention)
                else:
                    closed = next((m for m in reversed(open_) if m.id == part[:-1]), None)
                    if closed is not None:
                        closed.last = token + 1
                        open_.remove(closed)
    return [m for m in done if m.last]


def _begun(part: str, token: int) -> Mention:
    inner = part.strip("()")
    known = FIELDS.match(inner)
    identity, kind = inner.split("-")[:2]
    heads = [int(x) - 1 for x in known[6].split(",")] if known else [0]
    return Mention(identity, kind, token, 0, heads, bool(known and known[8]))
