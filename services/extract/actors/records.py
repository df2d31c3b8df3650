"""What the tables know: countries, people with their offices, organisations, agent nouns."""

from dataclasses import dataclass
from datetime import date, timedelta

from schemas.plover import Sector

GRACE = 7  # days after the end in which news still speaks of the holder
OPEN, EARLY = "9999", "0000"


def sectors(text: str) -> tuple[Sector, ...]:
    """The sectors named in `text` ("REB PTY"), in its order; unknown ones are left out."""
    return tuple(Sector(s) for s in text.split() if s in Sector.__members__)


@dataclass(frozen=True, slots=True)
class Country:
    """A country, territory, region or bloc. code: what an event record says; empty for regions ("the West")."""

    id: str
    code: str
    name: str
    kind: str

    @property
    def sector(self) -> Sector | None:
        """Partial states (Abkhazia, Transnistria) act as PRE of the state that PLOVER gives them."""
        return Sector.PRE if self.kind == "partial state" else None


@dataclass(frozen=True, slots=True)
class Office:
    """A tenure. rank: 0 the most prominent role. start, end, seen: YYYY, YYYY-MM or YYYY-MM-DD, empty = unknown."""

    rank: int
    hand: bool
    title: str
    sector: Sector | None
    start: str
    end: str
    seen: str

    def state(self, day: date) -> str:
        """Where `day` falls: "held", "past", "future", or "stale" when no source tells whether it is still held.

        An open end counts as held up to four years after the last source that lists the holder: about one term.
        """
        iso = day.isoformat()
        if self.start and iso < self.start[: len(iso)]:
            return "future"
        if self.end:
            grace = (day - timedelta(days=GRACE)).isoformat() if day.toordinal() > GRACE else iso
            return "held" if grace < self.end else "past"
        if self.seen and day.year - int(self.seen[:4]) > 4:
            return "stale"
        return "held"


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a public office or role; country: alpha-3 or a code of schemas.plover.NON_STATE_CODES."""

    name: str
    country: str
    surname: str
    offices: tuple[Office, ...]

    def office(self, day: date) -> tuple[Office, str] | None:
        """The office that counts on `day` with its state: the highest held, else stale, past (the latest), future."""
        if len(self.offices) < 2:
            return next(((o, o.state(day)) for o in self.offices), None)
        judged = [(o, o.state(day)) for o in self.offices]
        held = [p for p in judged if p[1] == "held" and (p[0].start or p[0].hand)]
        if held:
            return min(held, key=lambda p: p[0].rank)
        past = [p for p in judged if p[1] == "past"]
        listed = [p for p in judged if p[1] in ("held", "stale")]  # by an edition that gives no dates
        newer = [p for p in listed if p[0].rank < 6 and p[0].seen > max((q[0].end for q in past), default="")]
        if newer:
            return min(newer, key=lambda p: (p[1] == "stale", p[0].rank))
        if past:
            return max(past, key=lambda p: (p[0].end, -p[0].rank))
        if listed:
            return min(listed, key=lambda p: (p[1] == "stale", p[0].rank))
        return min(judged, key=lambda p: p[0].rank)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with the years it had this role. weight: 0 written by hand, 1 factbook, 2 machine-made list."""

    name: str
    code: str
    sectors: tuple[Sector, ...]
    start: str
    end: str
    weight: int

    def active(self, day: date) -> bool:
        """Whether it had this role on `day`; unknown dates count as yes."""
        iso = day.isoformat()
        return (self.start or EARLY) <= iso < (self.end or OPEN)


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun phrase for a party: "foreign minister", "gunmen". code: NGO, IGO … where the words name one."""

    phrase: str
    sector: Sector | None
    others: tuple[Sector, ...]
    code: str | None
    kind: str  # person, group, thing
    plural: bool


Referent = Country | Person | Organisation
"""What a name can stand for."""
