"""Parties and places in the codes of GDELT: CAMEO actors, FIPS 10-4 countries, Goldstein's scores."""

import csv
from dataclasses import dataclass
from pathlib import Path

from schemas.event import EventParty, EventPlace
from schemas.plover import NON_STATE_CODES, Sector
from services.export.text import one_line

HERE = Path(__file__).parent
SECTORS = {
    **{s: s.value for s in Sector},
    Sector.JRN: "MED",  # in CAMEO MED is the media and HLH health; PLOVER calls them JRN and MED
    Sector.MED: "HLH",
    Sector.PRM: "UAF",
    Sector.SOC: "NGM",
    **dict.fromkeys((Sector.UNK, Sector.PTY, Sector.PRE, Sector.REL), ""),
}
"""PLOVER sector to CAMEO type; "" where CAMEO has none."""
_GROUPS = {"UNO": ("", "UNO", "IGO"), "EUR": ("EUR", "EEC", "IGO"), "ISM": ("", "", "NGM")}
"""Non-state code to CAMEO country, known group and type; the others are types by their own name."""
_COUNTRY, _ADMIN1 = 1, 2


def _table(name: str) -> dict[str, str]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return {r[0]: r[1] for r in list(csv.reader(file, delimiter="\t"))[1:]}


FIPS = _table("fips.tsv")
GOLDSTEIN = {code: float(score) for code, score in _table("goldstein.tsv").items()}


def goldstein(code: str | None) -> float | None:
    """The score of a CAMEO code, of its root where GDELT's list lacks the code."""
    return GOLDSTEIN.get(code or "", GOLDSTEIN.get((code or "")[:2]))


def quad_class(code: str | None) -> int | None:
    """GDELT's quad class follows CAMEO's root: 01–05, 06–08, 09–13, 14–20."""
    if not code:
        return None
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@dataclass(frozen=True, slots=True)
class CameoActor:
    """The ten columns of an actor; ethnic group and religions are not known."""

    code: str = ""
    name: str = ""
    country: str = ""
    group: str = ""
    types: tuple[str, ...] = ()

    def cells(self) -> list[str]:
        """In GDELT's order."""
        return [self.code, self.name, self.country, self.group, "", "", "", *(*self.types, "", "", "")[:3]]


def cameo_actor(party: EventParty | None) -> CameoActor:
    """A party as a CAMEO actor: "RUSMIL", "IGOUNO"; empty for none and for one that isn't known."""
    if party is None or (party.sector is Sector.UNK and not party.name and not party.country):
        return CameoActor()
    country, group, kind = party.country or "", "", ""
    if country in NON_STATE_CODES:
        country, group, kind = _GROUPS.get(country, ("", "", country))
    sectors = (SECTORS[s] for s in (party.sector, *party.other_sectors) if s)
    types = tuple(dict.fromkeys(t for t in (kind, *sectors) if t))[:3]
    code = "".join((kind, country, group, *types[1:]) if kind else (country, group, *types))
    return CameoActor(code, one_line(party.name or party.text).upper(), country, group, types)


def geo_cells(where: EventPlace | None) -> list[str]:
    """The eight columns of a place: type, full name, country, ADM1, ADM2, latitude, longitude, feature id.

    Types: 0 none, 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 first level division elsewhere. The feature
    ids of cities are of GNS and GNIS, which we don't have: empty. ADM2 is known for US counties only.
    """
    if where is None:
        return ["0", *[""] * 7]
    country = FIPS.get(where.country or "", "")
    usa = where.country == "USA"
    first = (where.admin1 or "").partition(".")[2]
    adm1 = country + first if first and where.resolution > _COUNTRY else country
    county = (where.admin2 or "").split(".")
    adm2 = f"{county[1]}{county[2]}" if usa and len(county) == 3 else ""  # "US.TX.277"
    if where.resolution == _COUNTRY:
        kind, feature = "1", country
    elif where.resolution == _ADMIN1:
        kind, feature = ("2" if usa else "5"), adm1
    else:
        kind, feature = ("3" if usa else "4"), ""
    above = where.admin1_name if where.resolution > _ADMIN1 else None
    names = (where.name, above, where.country_name if where.resolution > _COUNTRY else None)
    full = ", ".join(one_line(n) for n in names if n)
    at = ["" if x is None else f"{x:.6g}" for x in (where.latitude, where.longitude)]
    return [kind, full, country, adm1, adm2, *at, feature]
