"""When a mention's event was, as days on which two mentions can agree or conflict."""

from dataclasses import dataclass

from schemas.fields import Basis
from schemas.mention import EventMention
from services.dedup import weights

# A date of at most this many days is a day told in another way ("over the weekend", "overnight").
NARROW = 3
# An undated event of a news article is mostly of that day or the day before. Longer would let one undated mention
# bridge two attacks three days apart.
ASSUMED_BEFORE = 1
# "Until March" has no start: far enough back to overlap what it should.
OPEN_DAYS = 3650
SAME_PERIOD_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Days:
    """Days `first` to `last` (proleptic ordinals, inclusive). assumed: from the publication, not told."""

    first: int
    last: int
    assumed: bool

    @property
    def narrow(self) -> bool:
        return self.last - self.first < NARROW


def days_of(mention: EventMention) -> Days:
    """The days a mention's event may fall on."""
    published = mention.published_at.date().toordinal()
    when = mention.when
    if when is None or (when.start is None and when.end is None):
        return Days(published - ASSUMED_BEFORE, published, True)
    first = when.start.toordinal() if when.start else None
    last = when.end.toordinal() if when.end else None
    if first is None:
        assert last is not None
        if 0 <= published - last < NARROW:  # "by Monday evening" in Tuesday's paper is news, not history
            return Days(last - ASSUMED_BEFORE, last, True)
        first = max(1, last - OPEN_DAYS)
    if last is None:
        last = max(first, published)
    first, last = min(first, last), max(first, last)
    if when.basis is Basis.PUBLICATION:
        return Days(first - ASSUMED_BEFORE, last, True)
    return Days(first, last, False)


def compare(a: Days, b: Days) -> float | None:
    """Points for two dates; None where they conflict."""
    common = min(a.last, b.last) - max(a.first, b.first) + 1
    if common <= 0:
        return None
    if a.narrow and b.narrow:
        return weights.ASSUMED_DAY if a.assumed or b.assumed else weights.SAME_DAY
    if a.narrow or b.narrow:
        return weights.DAY_IN_PERIOD
    union = max(a.last, b.last) - min(a.first, b.first) + 1
    return weights.SAME_PERIOD if common >= SAME_PERIOD_OVERLAP * union else weights.OTHER_PERIOD
