"""What the describing words of a phrase say: country, sector, office, whether a former one.

"the former Russian Foreign Ministry spokeswoman" → RUS, GOV turned ELI, title "Foreign Ministry spokeswoman".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from schemas.plover import Sector
from services.extract.actors.groups import ASSETS, BODIES, FORMER, GENERIC, HELD_ADJECTIVES, OWN_SECTOR, WEAPONS
from services.extract.actors.match import agent, folded
from services.extract.actors.meaning import Meaning
from services.extract.actors.names import vocabulary
from services.extract.actors.phrase import Phrase
from services.extract.actors.records import Agent
from services.extract.actors.tables import ActorTables
from services.extract.actors.view import View

OF_COUNTRY = frozenset(("of", "in", "from", "at", "for"))
"""Prepositions after which the party's own country can stand ("President of Belarus", "police in Nairobi")."""

_FOREIGN_POST = frozenset(("ambassador", "ambassadors", "envoy", "envoys", "embassy", "correspondent", "trip", "visit"))
_STATE_OFFICE = frozenset((Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.COP, Sector.SPY))
_NOT_TITLE = vocabulary("the a an mr mrs ms miss dr sir mr. mrs. ms. dr. his her its their this that - , ' \" “ ”")
_LOYAL = frozenset(("loyal", "allied", "close"))
_TITLE_TAGS = frozenset(("NOUN", "PROPN", "X"))
_RANK_WORDS = FORMER | vocabulary(
    "prime foreign deputy vice acting interim chief general national supreme senior top presidential military "
    "federal special first secretary-general interior financial regional royal high public"
)


@dataclass(slots=True)
class Description:
    """countries: of the phrase's own words, nearest to the head last; region: name of a region without code;
    giver: sector of whoever the head belongs to ("rebel" in "rebel positions")."""

    countries: list[str] = field(default_factory=list)
    region: str | None = None
    agent: Agent | None = None
    sector: Sector | None = None
    others: tuple[Sector, ...] = ()
    former: bool = False
    title: str | None = None
    owner: Meaning | None = None
    giver: Sector | None = None

    @property
    def country(self) -> str | None:
        """The country said first: "British Pakistani" people are British to the news that says so."""
        return self.countries[0] if self.countries else None


Part = Callable[[View, Phrase], Meaning]
Named = Callable[[View, int], Meaning | None]


_PEOPLE_ENDINGS = ("er", "ers", "ors", "ist", "ists", "man", "men", "woman", "women", "ants", "ees", "ian", "ians")
_PEOPLE = vocabulary("cadet cadets recruit recruits crew crews conscript conscripts guard guards veteran veterans")


def _people_noun(head: str) -> bool:
    """Whether a noun names people by what they do, as far as its ending tells: "divers"."""
    return head in _PEOPLE or (len(head) > 4 and head.endswith(_PEOPLE_ENDINGS) and head not in WEAPONS | ASSETS)


class Describer:
    """Reads descriptions. `part` interprets a phrase within the phrase, `named` the name at a token."""

    def __init__(self, tables: ActorTables, part: Part, named: Named) -> None:
        self._tables = tables
        self._part = part
        self._named = named

    def describe(self, view: View, phrase: Phrase, tokens: Sequence[int]) -> Description:
        """What `tokens` (of the core of `phrase`, names of persons left out) and its parts say."""
        out = Description()
        owners = list(self._modifiers(view, phrase, tokens, out))
        words = [view.words[t] for t in tokens]
        lowered = [w.lower() for w in words]
        out.former = any(w in FORMER for w in lowered)
        found = self._of_agent(view, phrase, words) or agent(words, self._tables)
        last = folded(words)
        head = last[-1][0] if last else ""
        if phrase.possessor is not None:
            owners.append(self._part(view, phrase.possessor))
        for preposition, part in phrase.complements:
            if preposition == "of" or (preposition in OF_COUNTRY and not out.countries and head not in _FOREIGN_POST):
                owners.append(self._part(view, part))
            elif preposition == "to" and _LOYAL.intersection(lowered):
                owners.append(self._part(view, part))  # "troops loyal to the president"
        for owner in owners:
            if owner.country and owner.country not in out.countries:
                out.countries.append(owner.country)
            elif not owner.country and owner.kind == "group" and owner.name:
                out.region = out.region or owner.name
        if "ethnic" in lowered:
            out.countries.clear()  # ethnic Albanians live elsewhere
        out.owner = next((o for o in owners if o.kind in ("organisation", "person", "group")), None)
        before = view.hit_at.get(tokens[-2]) if len(tokens) > 1 else None
        beside = before is not None and bool(before.uses)  # the Bank of "the West Bank city" is none
        self._sector(out, words, found, head, owners, beside)
        out.title = self._title(view, phrase, tokens)
        return out

    def _of_agent(self, view: View, phrase: Phrase, words: list[str]) -> tuple[Agent, int] | None:
        """An office with "of" in it: "Secretary of State", "members of parliament"."""
        for preposition, part in phrase.complements[:1]:
            if preposition == "of" and words:
                inner = [view.words[t] for t in part.core]
                found = agent([*words, "of", *inner], self._tables)
                if found is not None and found[1] > len(inner) + 1:
                    return found[0], max(1, found[1] - len(inner) - 1)
        return None

    def _modifiers(self, view: View, phrase: Phrase, tokens: Sequence[int], out: Description) -> Iterable[Meaning]:
        seen: set[int] = set()
        for t in tokens:
            start = view.hit_at[t].first if t in view.hit_at else view.entity_at[t].first if t in view.entity_at else t
            if start in seen or self._held(view, t):
                continue
            meaning = self._named(view, t)
            if meaning is not None:
                seen.add(start)
                yield meaning

    @staticmethod
    def _held(view: View, token: int) -> bool:
        hit = view.hit_at.get(token)
        end = hit.last if hit else token + 1
        rest = [w.lower() for w in view.words[end : end + 2]]
        return len(rest) == 2 and rest[0] in "-–" and rest[1] in HELD_ADJECTIVES

    def _sector(
        self,
        out: Description,
        words: list[str],
        found: tuple[Agent, int] | None,
        head: str,
        owners: list[Meaning],
        beside: bool,
    ) -> None:
        if found is not None:
            out.agent = found[0]
            out.sector, out.others = out.agent.sector, out.agent.others
        before = None if beside else agent(words[:-1], self._tables)
        out.giver = before[0].sector if before else next((o.sector for o in owners if o.sector in OWN_SECTOR), None)
        if head in GENERIC and (found is None or found[1] == 1):
            own = OWN_SECTOR if found is not None else frozenset(Sector)
            giver = before[0].sector if before else next((o.sector for o in owners if o.sector in own), None)
            if giver in own:
                out.sector, out.others = giver, ()
            if out.agent is None and (giver or owners):
                kind = "group" if head in BODIES else "person"
                out.agent = Agent(head, out.sector, (), None, kind, plural=False)
        if out.agent is None and before is not None and before[0].sector in OWN_SECTOR and _people_noun(head):
            # "police cadets", "navy divers"
            out.sector, out.agent = before[0].sector, Agent(head, before[0].sector, (), None, "person", plural=False)
        if out.former and out.sector in _STATE_OFFICE:
            out.sector = Sector.ELI

    def _title(self, view: View, phrase: Phrase, tokens: Sequence[int]) -> str | None:
        def plain(some: Iterable[int]) -> list[str]:
            hits, parse = view.hit_at, view.parse
            kept = [t for t in some if not (t in hits and hits[t].uses and not hits[t].organisations)]
            kept = [t for t in kept if view.words[t].lower() not in _NOT_TITLE]
            if parse is not None:
                # "the 52-year-old jailed politician": only the adjectives of rank belong to a title
                kept = [t for t in kept if parse.upos[t] in _TITLE_TAGS or view.words[t].lower() in _RANK_WORDS]
            return [view.words[t] for t in kept]

        words = plain(tokens)
        for preposition, part in phrase.complements[:1]:
            inner = plain(part.core) if preposition == "of" else []
            if inner and words:
                words += ["of", *(["the"] if part.possessor else []), *inner]
        return " ".join(words) or None
