"""Finds the profiles a new one could be one event with, without looking at the rest.

An edge needs a common anchor (a country, a word of a name, a place, the trigger) and days that meet: profiles are filed
under each of their anchors, by day where they are of a day, else by the stretches of days their period touches.
"""

from collections.abc import Iterator

from services.dedup.dates import ASSUMED_GAP
from services.dedup.profile import Profile

# A period longer than this is compared with every day of its anchors rather than day by day.
LONGEST_WALK = 120
STRETCH = 64  # days
MOST_STRETCHES = 40  # a longer period is filed under EVER
EVER = -1

_Shelf = dict[int, "Profile | dict[bytes, Profile]"]
"""By day or stretch: the one profile there, as mostly, or several by key in order of arrival."""


class ProfileIndex:
    """Profiles by anchor, and within these by day or, of periods, by stretch."""

    def __init__(self) -> None:
        self._days: dict[str, _Shelf] = {}
        self._periods: dict[str, _Shelf] = {}

    def add(self, profile: Profile) -> None:
        table, at = self._filed(profile)
        for anchor in profile.anchors:
            shelf = table.setdefault(anchor, {})
            for number in at:
                known = shelf.get(number)
                if known is None:
                    shelf[number] = profile
                elif isinstance(known, dict):
                    known[profile.key] = profile
                else:
                    shelf[number] = {known.key: known, profile.key: profile}

    def remove(self, profile: Profile) -> None:
        table, at = self._filed(profile)
        for anchor in profile.anchors:
            shelf = table[anchor]
            for number in at:
                known = shelf[number]
                if isinstance(known, dict):
                    del known[profile.key]
                    if known:
                        continue
                del shelf[number]
            if not shelf:
                del table[anchor]

    def candidates(self, profile: Profile) -> Iterator[Profile]:
        """Every profile with an anchor and days in common with `profile`, and perhaps some more; each once."""
        first, last = profile.days.first - ASSUMED_GAP, profile.days.last + ASSUMED_GAP
        days = range(first, last + 1)
        stretches = (EVER, *_stretches(first, last))
        seen: set[bytes] = set()
        for anchor in profile.anchors:
            shelf = self._days.get(anchor)
            if shelf:
                yield from _new(shelf, days if len(days) <= LONGEST_WALK else sorted(shelf), seen)
            shelf = self._periods.get(anchor)
            if shelf:
                yield from _new(shelf, stretches if len(stretches) <= LONGEST_WALK else sorted(shelf), seen)

    def _filed(self, profile: Profile) -> tuple[dict[str, _Shelf], range | tuple[int, ...]]:
        days = profile.days
        if days.narrow:
            return self._days, range(days.first, days.last + 1)
        at = _stretches(days.first, days.last)
        return self._periods, at if len(at) <= MOST_STRETCHES else (EVER,)


def _new(shelf: _Shelf, numbers: range | list[int] | tuple[int, ...], seen: set[bytes]) -> Iterator[Profile]:
    for number in numbers:
        there = shelf.get(number)
        if there is None:
            continue
        for other in there.values() if isinstance(there, dict) else (there,):
            if other.key not in seen:
                seen.add(other.key)
                yield other


def _stretches(first: int, last: int) -> range:
    return range(max(0, first // STRETCH), last // STRETCH + 1)
