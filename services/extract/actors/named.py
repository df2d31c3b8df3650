"""What a name of the tables means at its place in a sentence: a state, its seat of power, a people, an organisation."""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from schemas.plover import Sector
from services.extract.actors.match import Hit
from services.extract.actors.meaning import Meaning
from services.extract.actors.names import vocabulary
from services.extract.actors.records import Country, Organisation
from services.extract.actors.tables import ActorTables, Use
from services.extract.actors.view import View

NEED_CONTEXT = vocabulary(
    "victoria hamilton georgetown kingston plymouth stanley douglas santiago jamestown nassau castries roseau "
    "valletta moroni male bern wellington alofi arg"
) | {
    "san jose",
    "san juan",
    "st georges",
    "st johns",
    "the valley",
    "road town",
    "port louis",
    "st george s",
    "st john s",
}
"""Capitals that are also towns, people or words elsewhere: they mean the state only where the article names it too."""

_DIVISIONS = frozenset(("state", "province", "county", "oblast", "governorate"))
_ARMED = frozenset((Sector.REB, Sector.UAF, Sector.PRM, Sector.CRM))
_SOUTH_SUDAN = date(2011, 7, 9)  # before, its towns and parties were Sudan's
_PLACE_CASES = vocabulary("in at near around outside over inside across throughout into above within to from")
"""Prepositions that make a capital a place rather than a government."""


class Setting(Protocol):
    """What the article lends to a name: its day and the countries it names."""

    @property
    def day(self) -> date: ...
    @property
    def about(self) -> Collection[str]: ...
    def toponym(self, text: str) -> str | None: ...


class Namer:
    """Judges hits in their sentence."""

    def __init__(self, tables: ActorTables, setting: Setting) -> None:
        self._tables = tables
        self._setting = setting

    def at(self, view: View, token: int, modifier: bool = False) -> Meaning | None:
        """The party that the name covering `token` stands for; None without a name or where it is only a part of one.

        modifier: the name describes a head ("Russian", "Moscow" in "Moscow officials").
        """
        hit = view.hit_at.get(token)
        if hit is None or view.swallowed(hit):
            return None
        if hit.lower and not self._named_before(hit):
            return None
        organisation = self._organisation(hit, view)
        if organisation is not None and (not hit.uses or (organisation.weight == 0 and organisation.sectors)):
            return self._as_organisation(hit, organisation)
        entity = view.entity_at.get(token)
        longer = entity is not None and entity.kind == "ORG" and entity.last - entity.first > hit.last - hit.first
        if longer and not modifier and not hit.used("seat", "nouns"):
            return None  # the Indonesia of "Garuda Indonesia"
        return self._state(view, hit, modifier)

    def _named_before(self, hit: Hit) -> bool:
        codes = {u[1].code for u in hit.uses} | {o.code for o in hit.organisations}
        return bool(codes & set(self._setting.about))

    def _organisation(self, hit: Hit, view: View) -> Organisation | None:
        about = self._setting.about
        fit = [o for o in hit.organisations if o.active(self._setting.day)] or list(hit.organisations)
        near = [o for o in fit if o.code in about]
        if near:
            return min(near, key=lambda o: o.weight)
        telling = [o for o in fit if self._says(hit.key, o.code)]
        if telling:
            return min(telling, key=lambda o: o.weight)
        common = self._tables.agents.get(hit.key)
        armed = common is not None and common.sector in _ARMED and " " not in hit.key  # "Janjaweed"
        if common is not None and not armed and not hit.key.startswith("="):
            return None  # "the Senate", "the National Guard": whose, the sentence has to say
        sure = [o for o in fit if o.weight == 0]
        if sure:
            return sure[0]
        entity = view.entity_at.get(hit.first)
        if fit and " " in hit.key and entity is not None and entity.kind in ("ORG", "MISC", "PER"):
            return fit[0]
        return None

    def _says(self, key: str, code: str) -> bool:
        """Whether a name itself tells the country: "Mexican Navy"."""
        uses = (u for word in key.split() for u in self._tables.countries.get(word, ()))
        return any(country.code == code for _, country in uses)

    def _as_organisation(self, hit: Hit, found: Organisation) -> Meaning:
        # a party's name that several countries share says the sector, not the country
        shared = (
            found.weight > 0 and len({o.code for o in hit.organisations}) > 1 and found.code not in self._setting.about
        )
        sector, *others = found.sectors or (None,)
        code = None if shared else found.code
        return Meaning("organisation", found.name, code, sector, tuple(o for o in others if o), base=hit.key)

    def _state(self, view: View, hit: Hit, modifier: bool) -> Meaning | None:
        use = self._use(view, hit)
        if use is None:
            return None
        how, country = use
        code, sector = country.code or None, country.sector
        after = view.words[hit.last] if hit.last < len(view.words) else ""
        if how == "name" and after.lower() in _DIVISIONS:
            text = f"{' '.join(view.words[hit.first : hit.last])} {after.capitalize()}"
            code = self._setting.toponym(text) or code  # "Niger state" is Nigeria's
        if how in ("adjective", "noun", "nouns") and not modifier and hit.used("noun", "nouns"):
            how = hit.used("nouns", "noun")[0]  # type: ignore[index]
        if how == "capital" and not modifier and self._as_place(view, hit):
            return Meaning("state", " ".join(view.words[hit.first : hit.last]), code, sector, base=hit.key)
        if country.kind == "region":
            return Meaning("group", country.name, None, plural=how == "nouns", base=hit.key)
        if how in ("capital", "seat"):
            sector = sector or Sector.GOV
        if how in ("noun", "nouns"):
            sector = None  # people of a breakaway region are no government of it
            country, code = self._kin(view, hit, country)
            kind, many = ("group", True) if how == "nouns" else ("person", False)
            return Meaning(kind, country.name, code, sector, open=code is None, plural=many, base=hit.key)
        return Meaning("state", country.name, code, sector, base=hit.key)

    def _use(self, view: View, hit: Hit) -> Use | None:
        if not hit.uses:
            return None
        about = self._setting.about
        uses = [u for u in hit.uses if u[1].kind != "former state"] or list(hit.uses)
        use = next((u for u in uses if u[1].code in about), uses[0])
        if use[1].code == "SSD" and self._setting.day < _SOUTH_SUDAN:
            return (use[0], self._tables.by_code["SDN"])
        if hit.key == "georgia" and "USA" in about and "GEO" not in about:
            return ("name", self._tables.by_code["USA"])
        if use[0] == "capital" and hit.key in NEED_CONTEXT and use[1].code not in about:
            return None
        return use

    @staticmethod
    def _kin(view: View, hit: Hit, country: Country) -> tuple[Country, str | None]:
        """ "Bosnian Serbs" are Bosnian; "ethnic Albanians" live elsewhere."""
        before = view.hit_at.get(hit.first - 1)
        use = before.used("adjective") if before is not None else None
        if use is not None:
            return use[1], use[1].code
        ethnic = hit.first > 0 and view.words[hit.first - 1].lower() == "ethnic"
        return country, None if ethnic else country.code or None

    @staticmethod
    def _as_place(view: View, hit: Hit) -> bool:
        before = view.words[hit.first - 1].lower() if hit.first else ""
        if before == "from" and view.parse is not None and view.parse.deprels[hit.first] == "nmod":
            return False  # "warnings from Beijing"
        return before in _PLACE_CASES
