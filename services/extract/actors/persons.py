"""Which person a name means: by country, title and the day of the article."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.plover import Sector
from services.extract.actors.names import fold
from services.extract.actors.records import Office, Person

PROMINENT = 2  # highest rank a bare surname may stand for where the article says nothing of the person


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the office that counts on the day; state as in `Office.state`."""

    person: Person
    office: Office
    state: str

    @property
    def sector(self) -> Sector | None:
        """The sector of the office; ELI after it, none before it."""
        if self.state == "future":
            return None
        if self.state == "past" and self.office.sector in (Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.COP):
            return Sector.ELI
        return self.office.sector

    @property
    def title(self) -> str | None:
        """The title where it is sure to be held on the day; a party post's title is the party's name, so none."""
        sure = self.state == "held" and self.office.rank < 4 and (self.office.hand or self.office.start)
        return self.office.title if sure else None


def holders(people: Sequence[Person], day: date) -> list[Holder]:
    """Each person's office on `day`, the most prominent first."""
    found = [(p, p.office(day)) for p in people]
    out = [Holder(p, o[0], o[1]) for p, o in found if o]
    order = {"held": 0, "stale": 1, "past": 2, "future": 3}
    return sorted(out, key=lambda h: (order[h.state], h.office.rank, not h.office.hand, h.person.name))


def choose(
    people: Sequence[Person], day: date, said: Collection[str], about: Collection[str], title: str
) -> Holder | None:
    """The person a full name means, or None where the text speaks against all of them.

    said: countries of the phrase itself (a person of another country is someone else); about: countries of the
    article; title: folded title words of the phrase.
    """
    ranked = holders(people, day)
    if said:
        ranked = [h for h in ranked if h.person.country in said]
        return min(ranked, key=lambda h: not _titled(h, title), default=None)
    near = [h for h in ranked if h.person.country in about]
    if near:
        return min(near, key=lambda h: not _titled(h, title))
    # nobody's country is in the article: only a prominent person, or one whose title fits, is believed
    sure = [h for h in ranked if h.office.rank <= 3 or h.office.hand or _titled(h, title)]
    return min(sure, key=lambda h: not _titled(h, title), default=None)


def by_surname(
    people: Sequence[Person], day: date, said: Collection[str], about: Collection[str], title: str
) -> Holder | None:
    """The most prominent holder of the day with a bare surname; None where two are equally likely."""
    ranked = [h for h in holders(people, day) if h.state in ("held", "stale", "past")]
    if said:
        ranked = [h for h in ranked if h.person.country in said]
    titled = [h for h in ranked if title and _titled(h, title)]
    if titled:
        near = [h for h in titled if h.person.country in about]
        return (near or titled)[0] if near or said or len({h.person.country for h in titled}) == 1 else _top(titled)
    near = [h for h in ranked if h.person.country in about and h.office.rank <= (3 if h.state == "held" else 1)]
    if near:
        return near[0]
    return _top([h for h in ranked if h.state != "stale"])


def _top(ranked: list[Holder]) -> Holder | None:
    top = [h for h in ranked if h.office.rank <= 1 and h.state == "held"]
    return top[0] if len({h.person.country for h in top}) == 1 else None


def _titled(holder: Holder, title: str) -> bool:
    said = set(title.split()) - {"the", "of", "and"}
    return bool(said and any(said <= set(fold(o.title).split()) for o in holder.person.offices))
