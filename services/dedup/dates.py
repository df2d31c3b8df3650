"""When a mention's event was, as days on which two mentions can agree or conflict."""

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.fields import Basis, When
from schemas.mention import EventMention
from services.dedup.weights import Feature

# A date of at most this many days is a day told in another way ("over the weekend", "overnight").
NARROW = 3
# An undated event of a news article is mostly of that day or the day before. Longer would let one undated mention
# bridge two attacks three days apart.
ASSUMED_BEFORE = 1
# Days between two dates that do not conflict yet where one of them is only assumed.
ASSUMED_GAP = 1
# "Until March" has no start: far enough back to overlap what it should.
OPEN_DAYS = 3650
SAME_PERIOD_OVERLAP = 0.5
WEEK = 7
_WEEKS = re.compile(r"\bweeks?\b")


@dataclass(frozen=True, slots=True)
class Days:
    """Days `first` to `last` (proleptic ordinals, inclusive). assumed: from the publication, not told.

    borrowed: told in another sentence of the article. recalled: a day told when it was no news any more.
    lent: `last` is the day of what was said of it ("the army said on Thursday"), `first` the day before.
    """

    first: int
    last: int
    assumed: bool
    borrowed: bool = False
    recalled: bool = False
    lent: bool = False

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def narrow(self) -> bool:
        return self.last - self.first < NARROW


def days_of(mention: EventMention) -> Days:
    """The days a mention's event may fall on."""
    published = mention.published_at.date().toordinal()
    when = mention.when
    if when is None or (when.start is None and when.end is None):
        return _days(published - ASSUMED_BEFORE, published, True)
    first = when.start.toordinal() if when.start else None
    last = when.end.toordinal() if when.end else None
    if first is None:
        assert last is not None
        if 0 <= published - last < NARROW:  # "by Monday evening" in Tuesday's paper is news, not history
            return _days(last - ASSUMED_BEFORE, last, True)
        first = max(1, last - OPEN_DAYS)
    if last is None:
        last = max(first, published)
    first, last = min(first, last), max(first, last)
    if when.basis is Basis.PUBLICATION:
        return _days(first - ASSUMED_BEFORE, last, True)
    if _of_saying(mention, when):
        return _days(first - ASSUMED_BEFORE, last, True, lent=True)
    text = when.text or ""
    if first == last and _WEEKS.search(text) and "day" not in text:  # "two weeks ago": give or take a day
        first, last = first - 1, last + 1
    return _days(first, last, False, when.basis is Basis.DISCOURSE, published - last > WEEK)


def _of_saying(mention: EventMention, when: When) -> bool:
    """Whether its day is that of the words about it: "rebels kidnapped four soldiers, the army said on Thursday"."""
    lent = when.basis is Basis.DISCOURSE and when.start is not None and when.start == when.end
    told, sentence = when.evidence, mention.sentence
    return lent and told is not None and sentence.start <= told.start and told.end <= sentence.end


@lru_cache(maxsize=65_536)
def _days(
    first: int, last: int, assumed: bool, borrowed: bool = False, recalled: bool = False, lent: bool = False
) -> Days:
    """One object for all mentions of these days: clusters by the hundred thousand share few."""
    return Days(first, last, assumed, borrowed, recalled, lent)


def compare(a: Days, b: Days, copied: bool = False) -> Feature | None:
    """How two dates agree; None where they conflict.

    copied: of one sentence in two articles. Where one was cut, the date may have been borrowed from another sentence.
    """
    common = min(a.last, b.last) - max(a.first, b.first) + 1
    assumed = a.assumed or b.assumed
    if common <= 0:
        close = (assumed or (copied and (a.borrowed or b.borrowed))) and -common < ASSUMED_GAP and a.narrow and b.narrow
        return Feature.ASSUMED_GAP if close else None
    if a.narrow and b.narrow:
        same = not assumed or (a.lent and b.lent and a.last == b.last)
        return Feature.SAME_DAY if same else Feature.ASSUMED_DAY
    if a.narrow or b.narrow:
        return Feature.DAY_IN_WEEK if max(a.length, b.length) <= WEEK else Feature.DAY_IN_PERIOD
    union = max(a.last, b.last) - min(a.first, b.first) + 1
    return Feature.SAME_PERIOD if common >= SAME_PERIOD_OVERLAP * union else Feature.OTHER_PERIOD
