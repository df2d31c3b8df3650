"""PLOVER 2.0 (manual DRAFT 2.0): types, modes, contexts, sectors, quad classes and intensity scores.

The one place that knows them. Source: openeventdata/PLOVER, plover_manual DRAFT 2.0, commit 5e0c24f.
"""

from enum import StrEnum


class EventType(StrEnum):
    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    SANCTION = "SANCTION"
    PROTEST = "PROTEST"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Sector(StrEnum):
    """What kind of actor: the state's own first, then society's."""

    COP = "COP"
    GOV = "GOV"
    JUD = "JUD"
    LEG = "LEG"
    MIL = "MIL"
    PRM = "PRM"
    PTY = "PTY"
    REB = "REB"
    SPY = "SPY"
    UAF = "UAF"
    UNK = "UNK"
    AGR = "AGR"
    BUS = "BUS"
    CRM = "CRM"
    CVL = "CVL"
    EDU = "EDU"
    ELI = "ELI"
    JRN = "JRN"
    LAB = "LAB"
    MED = "MED"
    REF = "REF"
    OPP = "OPP"
    PRE = "PRE"
    REL = "REL"
    SOC = "SOC"


class Context(StrEnum):
    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    ELECTION = "election"
    POLITICAL_INSTITUTIONS = "political_institutions"
    PRO_DEMOCRACY = "pro_democracy"
    PRO_AUTOCRACY = "pro_autocracy"
    ECONOMIC = "economic"
    LEGAL = "legal"
    REPARATIONS = "reparations"
    HUMAN_RIGHTS = "human_rights"
    RIGHTS_FREEDOMS = "rights_freedoms"
    REPRESSION = "repression"
    HUMAN_SECURITY = "human_security"
    GENDER = "gender"
    LGBT = "lgbt"
    RELIGION_ETHNICITY = "religion_ethnicity"
    INEQUALITY = "inequality"
    DIPLOMATIC = "diplomatic"
    TERRITORY = "territory"
    PEACEKEEPING = "peacekeeping"
    HEALTH = "health"
    ASYLUM = "asylum"
    MIGRATION = "migration"
    DISASTERS = "disasters"
    NATURAL_RESOURCE = "natural_resource"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    TERRORISM = "terrorism"
    CBRN = "cbrn"
    CYBER = "cyber"
    MISINFORMATION = "misinformation"
    CRIME = "crime"
    CORRUPTION = "corruption"
    ILLEGAL_DRUGS = "illegal_drugs"
    TRAFFICKING = "trafficking"


NON_STATE_CODES = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
"""What stands in an actor's country where the actor belongs to no state."""

QUAD = {
    **dict.fromkeys((EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE), 1),
    **dict.fromkeys((EventType.COOPERATE, EventType.AID, EventType.RETREAT), 2),
    **dict.fromkeys((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SANCTION), 3),
    **dict.fromkeys((EventType.PROTEST, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT), 4),
}
"""1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

FAMILY: dict[EventType, str] = {
    **dict.fromkeys((EventType.ASSAULT, EventType.COERCE), "force"),
    **dict.fromkeys((EventType.AGREE, EventType.CONSULT, EventType.COOPERATE), "accord"),
    **dict.fromkeys((EventType.AID, EventType.SUPPORT), "support"),
    **dict.fromkeys((EventType.RETREAT, EventType.CONCEDE), "yield"),
    EventType.REQUEST: "request",
    EventType.REJECT: "reject",
    EventType.THREATEN: "threat",
    EventType.ACCUSE: "accuse",
    EventType.SANCTION: "sanction",
    EventType.PROTEST: "protest",
    EventType.MOBILIZE: "mobilize",
}
"""Types that two tellings of one event are coded as: what decides which partition a mention goes to.

Nothing else does. Country, place and date are read differently from telling to telling (in a third of the coreferent
pairs of ECB+ and MEANTIME the countries read differ, in one of 625 the type does), and what lies in two partitions is
never joined.
"""

SCORE: dict[EventType, float] = {
    EventType.AGREE: 2.5,
    EventType.CONSULT: 2.5,
    EventType.SUPPORT: 5,
    EventType.CONCEDE: 4.5,
    EventType.COOPERATE: 9.5,
    EventType.AID: 10,
    EventType.RETREAT: 6.5,
    EventType.REQUEST: 0,
    EventType.ACCUSE: -3,
    EventType.REJECT: -2,
    EventType.THREATEN: -3.5,
    EventType.SANCTION: -6,
    EventType.PROTEST: -5,
    EventType.MOBILIZE: -5.5,
    EventType.COERCE: -7,
    EventType.ASSAULT: -9,
}
"""Intensity of a type without mode, on Goldstein's scale from -10 (conflict) to 10 (cooperation)."""

MODE_SCORE: dict[EventType, dict[str, float | None]] = {
    EventType.CONSULT: {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5},
    EventType.RETREAT: {
        "withdraw": 8,
        "release": 6.5,
        "disarm": 10,
        "ceasefire": 7.5,
        "access": 6.5,
        "resign": 4.5,
    },
    EventType.REQUEST: {"assist": 0.5, "change": -1, "yield": -1, "meet": 0},
    EventType.ACCUSE: {"disapprove": -2, "investigate": -3.5, "allege": -3.5},
    EventType.REJECT: {"assist": -1.5, "change": -2, "yield": -2, "meet": -2},
    EventType.THREATEN: {
        "restrict": -3,
        "arrest": -3.5,
        "relations": -3.5,
        "expel": -3.5,
        "territory": -4,
        "violence": -3.5,
    },
    EventType.SANCTION: {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6},
    EventType.PROTEST: {
        "demo": -5,
        "riot": -7,
        "strike": -5,
        "hunger": -4.5,
        "boycott": -4.5,
        "obstruct": -4.5,
        "vandalize": None,
    },
    EventType.MOBILIZE: {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6},
    EventType.COERCE: {
        "seize": -7,
        "restrict": -7,
        "censor": -6.5,
        "curfew": -6.5,
        "martial-law": -7.5,
        "arrest": -7,
        "deport": -7,
        "withhold": -7,
        "misinformation": -6.5,
        "cyber": -7,
    },
    EventType.ASSAULT: {
        "abduct": -8.5,
        "beat": -7.5,
        "torture": -8.5,
        "sexual": -8.5,
        "targeted": -9.5,
        "destroy": -8.5,
        "primitive": -8,
        "firearms": -9,
        "explosives": -9,
        "suicide-attack": -9.5,
        "aerial": -9.5,
        "drone": -9.5,
        "heavy-weapons": -9.5,
        "crowd-control": -7.5,
        "unconventional": -10,
    },
}
"""Modes of each type and their scores; None: the manual scores the type only."""

RECIPIENT_REQUIRED = frozenset({EventType.COOPERATE, EventType.AID, EventType.SANCTION})


def intensity(event_type: EventType, mode: str | None) -> float:
    """Score of a type and mode; the type's own where the mode has none."""
    score = MODE_SCORE.get(event_type, {}).get(mode) if mode else None
    return SCORE[event_type] if score is None else score


def check_mode(event_type: EventType, mode: str | None) -> None:
    """Raise ValueError where `mode` is none of the type's."""
    if mode is not None and mode not in MODE_SCORE.get(event_type, {}):
        known = ", ".join(MODE_SCORE.get(event_type, {})) or "none"
        raise ValueError(f"{event_type} has no mode {mode!r} (modes: {known})")
