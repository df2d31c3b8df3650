"""Word lists of the actor rules: nouns that take their sector from what they belong to, partitives, former holders."""

from schemas.plover import Sector
from services.extract.actors.names import vocabulary

GENERIC = vocabulary(
    "official officials spokesman spokesmen spokeswoman spokeswomen spokesperson spokespersons spokespeople "
    "leader leaders chief chiefs head heads boss bosses member members representative representatives source "
    "sources aide aides delegation delegations delegate delegates supporter supporters director directors "
    "chairman chairwoman chairperson chair deputy staff employee employees adviser advisers advisor advisors "
    "operative operatives figure figures founder cofounder branch wing unit office team mission personnel faction "
    "bloc group organisation organization network agency council committee department division envoy ally allies "
    "movement movements loyalist loyalists backer backers follower followers secretary"
)
"""People and bodies whose sector is that of their organisation: "a Hamas official", "the company's spokesman"."""

BODIES = vocabulary(
    "group organisation organization network movement party forum militia faction agency company firm alliance "
    "coalition committee council commission federation union association foundation institute brigade battalion "
    "bank wing branch unit team mission staff delegation personnel bloc department division office newspaper "
    "paper cartel"
)
"""Nouns for a body of people."""

OWN_SECTOR = frozenset(
    (Sector.REB, Sector.PTY, Sector.PRM, Sector.UAF, Sector.MIL, Sector.COP, Sector.SPY)
) | frozenset(
    (
        Sector.JUD,
        Sector.LEG,
        Sector.BUS,
        Sector.JRN,
        Sector.MED,
        Sector.EDU,
        Sector.REL,
        Sector.LAB,
        Sector.CRM,
        Sector.OPP,
    )
)
"""Sectors of an organisation that pass on to its officials, leaders and members."""

PARTITIVE = vocabulary(
    "one two three four five six seven eight nine ten some many most several few both all none half each dozens "
    "dozen scores hundreds thousands tens millions number numbers majority minority handful couple pair lot lots "
    "group groups crowd crowds total part any two-thirds quarter thirds percent per cent rest remainder convoy "
    "wave waves series string team bunch mob gang fleet swarm barrage volley salvo type kind sort range mix "
    "mixture coalition alliance contingent column member members element elements"
)
"""Heads of "X of Y" that stand for (some of) Y."""

FORMER = vocabulary("former ex ex- then-former one-time onetime late ousted deposed toppled outgoing-former")
"""Words that make the holder of an office a former one."""

HELD_ADJECTIVES = vocabulary(
    "backed held occupied controlled installed supported allied aligned trained funded armed sponsored linked "
    "born based speaking bound style friendly made supplied owned built administered ruled run"
)
"""After a hyphen: the country before it is not the country of the party ("Iranian-backed militants")."""

WEAPONS = vocabulary(
    "drone drones missile missiles rocket rockets shell shells bomb bombs warplane warplanes jet jets aircraft "
    "plane planes helicopter helicopters warship warships ship ships submarine submarines tank tanks artillery "
    "projectile projectiles uav uavs bomber bombers fighter-jet destroyer destroyers frigate frigates fleet "
    "vessel vessels"
)
"""Things whose owner's military acts through them."""

ASSETS = vocabulary(
    "infrastructure facility facilities base bases airbase airbases position positions port ports airport "
    "airports embassy embassies refinery refineries depot depots plant plants grid station stations bridge "
    "bridges village villages city cities town towns region regions territory territories border building "
    "buildings hospital hospitals school schools consulate consulates airfield airfields tanker tankers soil area "
    "areas province provinces district districts economy oil gas banks assets bank company companies pipeline "
    "pipelines dam dams capital coast island islands airspace outpost outposts headquarters convoy convoys target "
    "targets church mosque camp camps home homes house houses enclave enclaves stronghold strongholds settlement "
    "settlements vehicle vehicles truck trucks lorry lorries bus buses market markets checkpoint checkpoints "
    "hideout hideouts prison prisons jail jails farm farms land waters neighbourhood neighbourhoods suburb "
    "suburbs compound compounds bunker bunkers tunnel tunnels website websites homeland intelligence bulldozer "
    "bulldozers"
)
"""Things that can be struck, seized or sanctioned in their owner's stead: they keep the owner's country."""

ASSET_SECTOR = {
    **dict.fromkeys(
        ("base", "bases", "airbase", "airbases", "airfield", "airfields", "outpost", "outposts"), Sector.MIL
    ),
    **dict.fromkeys(("position", "positions", "headquarters"), Sector.MIL),
    **dict.fromkeys(("embassy", "embassies", "consulate", "consulates"), Sector.GOV),
    **dict.fromkeys(("hospital", "hospitals"), Sector.MED),
    "intelligence": Sector.SPY,
    **dict.fromkeys(("school", "schools"), Sector.EDU),
    **dict.fromkeys(("home", "homes", "house", "houses", "neighbourhood", "suburb", "market", "markets"), Sector.CVL),
    **dict.fromkeys(("church", "mosque"), Sector.REL),
    **dict.fromkeys(
        ("refinery", "refineries", "tanker", "tankers", "bank", "banks", "company", "companies"), Sector.BUS
    ),
    **dict.fromkeys(("infrastructure", "village", "villages", "city", "cities", "town", "towns", "grid"), Sector.CVL),
    **dict.fromkeys(("plant", "plants", "building", "buildings", "station", "stations"), Sector.CVL),
}
"""Sector of a struck thing where it is plain."""

STATE_NOUNS = vocabulary("side sides country countries nation nations state states republic kingdom island power")
"""Nouns that stand for a whole state."""

NOWHERE = vocabulary(
    "analyst analysts expert experts observer observers diplomat diplomats source sources economist economists "
    "historian historians commentator commentators critic critics researcher researchers scientist scientists "
    "investor investors migrant migrants tourist tourists foreigner foreigners passenger passengers leader "
    "leaders"
)
"""Parties that need not be of the country the text is about."""

NATIONAL = vocabulary("army military navy junta parliament government presidency police")
"""Institutions that a text names without their country where it is plain."""

LOCAL = frozenset((Sector.CVL, Sector.GOV, Sector.COP, Sector.UAF, Sector.OPP, Sector.JUD, Sector.MED, Sector.EDU)) | {
    Sector.REF,
    Sector.JRN,
    Sector.LAB,
    Sector.AGR,
    Sector.CRM,
    Sector.REL,
    Sector.LEG,
    Sector.REB,
    Sector.PRM,
    Sector.PTY,
    Sector.ELI,
}
"""Sectors of unnamed parties that are taken to be of the country the text is about; troops need not be."""


ORGANISATION_WORDS = {
    **dict.fromkeys(("party",), Sector.PTY),
    **dict.fromkeys(("university", "college", "institute", "school", "academy", "centre", "center"), Sector.EDU),
    **dict.fromkeys(("bank", "corp", "corporation", "inc", "ltd", "plc", "company", "airlines", "airways"), Sector.BUS),
    **dict.fromkeys(
        ("motors", "energy", "oil", "petroleum", "holdings", "ag", "gmbh", "llc", "industries"), Sector.BUS
    ),
    **dict.fromkeys(("ministry", "department", "agency", "service", "authority", "bureau"), Sector.GOV),
    **dict.fromkeys(
        ("directorate", "commission", "office", "administration", "council", "government", "cabinet"), Sector.GOV
    ),
    **dict.fromkeys(("police", "gendarmerie", "sheriff", "constabulary"), Sector.COP),
    **dict.fromkeys(("court", "tribunal", "prosecutor"), Sector.JUD),
    **dict.fromkeys(("army", "brigade", "battalion", "regiment", "navy", "fleet", "command", "forces"), Sector.MIL),
    **dict.fromkeys(("times", "post", "news", "tv", "radio", "herald", "tribune", "newspaper", "daily"), Sector.JRN),
    **dict.fromkeys(("hospital", "clinic"), Sector.MED),
    **dict.fromkeys(("home", "homes", "house", "houses", "neighbourhood", "suburb", "market", "markets"), Sector.CVL),
    **dict.fromkeys(("church", "mosque", "diocese", "patriarchate"), Sector.REL),
    **dict.fromkeys(("parliament", "senate", "congress", "assembly", "duma"), Sector.LEG),
    **dict.fromkeys(("brigades", "front"), Sector.REB),
    **dict.fromkeys(("association", "foundation", "watch", "society", "network", "observatory"), Sector.CVL),
}
"""Sector of an organisation that no table knows, by the nearest of these words to the end of its name."""
