"""Sectors by what their people are in politics: armed, of the state, civil."""

from schemas.plover import Sector

ARMED = {Sector.MIL, Sector.REB, Sector.UAF, Sector.PRM, Sector.COP, Sector.SPY, Sector.CRM}
STATE = {Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.COP, Sector.SPY}
POLITICAL = STATE | {Sector.PTY, Sector.ELI, Sector.OPP, Sector.REB, Sector.PRE}
CIVIL = {Sector.CVL, Sector.LAB, Sector.OPP, Sector.EDU, Sector.REF, Sector.SOC, Sector.REL, Sector.AGR, Sector.MED}
INTERGOVERNMENTAL = {"UNO", "IGO", "EUR"}
