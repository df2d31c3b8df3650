"""A span that may be a place name, and what it may mean."""

from dataclasses import dataclass, field

from services.extract.place.gazetteer import Entry


@dataclass
class Candidate:
    """Words first … last (inclusive) of a sentence, and what they may mean. named: the model calls them a place."""

    sentence: int
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    text: str
    folded: str
    entries: list[Entry]
    hint: str | None = None
    within: list[Entry] = field(default_factory=list)  # what a container beside it may mean
    near: list[Entry] = field(default_factory=list)  # the same, on weaker evidence
    doubtful: bool = False  # no place by the model and the words beside it: the places around must vouch for it
    located: bool = False  # after "in", "near" or the like
    body: bool = False  # the model takes it for a firm or the like
    hidden: bool = False  # in the name of a paper, school or firm: no place told, but it speaks for its neighbours
