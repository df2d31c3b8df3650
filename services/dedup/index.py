"""Finds the profiles a new one could be one event with, without looking at the rest."""

from collections.abc import Iterator

from schemas.plover import EventType
from services.dedup.profile import Profile

# A period longer than this is compared with everything of its block and type rather than day by day.
LONGEST_WALK = 120

_Shelf = dict[bytes, Profile]  # by key, in order of arrival


class ProfileIndex:
    """Profiles by block and type (an edge needs both equal), and within these by day where they are of a day."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, EventType], dict[int, _Shelf]] = {}
        self._wide: dict[tuple[str, EventType], _Shelf] = {}

    def add(self, profile: Profile) -> None:
        place = _place(profile)
        if profile.days.narrow:
            days = self._days.setdefault(place, {})
            for day in _days(profile):
                days.setdefault(day, {})[profile.key] = profile
        else:
            self._wide.setdefault(place, {})[profile.key] = profile

    def remove(self, profile: Profile) -> None:
        place = _place(profile)
        if profile.days.narrow:
            days = self._days[place]
            for day in _days(profile):
                del days[day][profile.key]
                if not days[day]:
                    del days[day]
            if not days:
                del self._days[place]
        else:
            del self._wide[place][profile.key]
            if not self._wide[place]:
                del self._wide[place]

    def candidates(self, profile: Profile) -> Iterator[Profile]:
        """Every profile whose days overlap those of `profile`, and perhaps some more; each once."""
        place = _place(profile)
        days = self._days.get(place, {})
        walked = _days(profile) if len(_days(profile)) <= LONGEST_WALK else sorted(days)
        seen: set[bytes] = set()
        for day in walked:
            for key, other in days.get(day, {}).items():
                if key not in seen:
                    seen.add(key)
                    yield other
        yield from self._wide.get(place, {}).values()


def _place(profile: Profile) -> tuple[str, EventType]:
    return profile.mention.block, profile.mention.type


def _days(profile: Profile) -> range:
    return range(profile.days.first, profile.days.last + 1)
