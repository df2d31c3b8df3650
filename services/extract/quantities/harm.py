"""Words that say people came to harm, and words for people."""

from schemas.fields import CasualtyKind
from services.extract.quantities.words import wordlist, wordset

KILLED, INJURED, MISSING, DISPLACED, DETAINED, ABDUCTED = CasualtyKind

TRANSITIVE: dict[str, CasualtyKind] = {
    **dict.fromkeys(
        wordlist("kill murder slay martyr massacre execute assassinate behead decapitate lynch slaughter electrocute"),
        KILLED,
    ),
    **dict.fromkeys(wordlist("wound injure hurt maim hospitalise hospitalize"), INJURED),
    **dict.fromkeys(wordlist("displace evacuate uproot"), DISPLACED),
    **dict.fromkeys(wordlist("arrest detain jail imprison intern apprehend incarcerate"), DETAINED),
    **dict.fromkeys(wordlist("abduct kidnap"), ABDUCTED),
}
"""Verbs that do it to their object."""

INTRANSITIVE: dict[str, CasualtyKind] = {
    **dict.fromkeys(wordlist("die perish drown succumb suffocate"), KILLED),
    "flee": DISPLACED,
    "disappear": MISSING,
    "vanish": MISSING,
}
"""Verbs whose subject it happens to."""

HELD = wordset("hostage captive")
STATES: dict[str, CasualtyKind] = {
    "dead": KILLED,
    "wounded": INJURED,
    "injured": INJURED,
    "hurt": INJURED,
    "missing": MISSING,
    "unaccounted": MISSING,
    "displaced": DISPLACED,
    "homeless": DISPLACED,
    "hostage": ABDUCTED,
    "captive": ABDUCTED,
}
"""Adjectives and nouns for the state people are in or are left, shot or taken in."""

NOUNS: dict[str, CasualtyKind] = {
    "death": KILLED,
    "fatality": KILLED,
    "casualty": KILLED,
    "injury": INJURED,
    "arrest": DETAINED,
    "detention": DETAINED,
    "abduction": ABDUCTED,
    "kidnapping": ABDUCTED,
    "killing": KILLED,
    "disappearance": MISSING,
}
"""Nouns that a number before them counts: "8 fatalities"."""

REMOVALS = {"evacuation": DISPLACED, "displacement": DISPLACED}
"""Nouns that move the people they have after "of"."""

LEAVES_DEAD = wordset("shoot shot find leave gun beat lie fall drop pronounce declare")
"""Verbs (and "shot", read as a noun) right before the state they leave people in: "shot dead", "found dead"."""

ONLY_SAID = wordset("sentence condemn bore scare frighten worry")
"""What is done "to death" with nobody dead."""

BODIES_OF = wordset("family group crew team party couple busload gang crowd")
"""Bodies of people whose members "of" counts."""

RESULT = {"life": KILLED, "body": KILLED, "corpse": KILLED}
"""Nouns that stand for the dead with certain verbs: "claimed 14 lives", "recovered 12 bodies"."""

RESULT_VERBS = {
    "life": wordset("claim lose take cost loss"),
    "body": wordset("recover find pull retrieve discover bring take count exhume bury"),
    "corpse": wordset("recover find pull retrieve discover bring take count exhume bury"),
}
MILD = wordset("major serious significant heavy large mass severe")
"""After "no" they leave room for some: "no major casualties"."""

UNREAL = wordset(
    "avoid prevent refuse try attempt threaten plan want vow seek aim intend fail risk fear hope stop need order plot"
    " conspire swear spare reluctant unable unwilling ready willing likely unlikely prepared potential risk danger"
    " possibility chance attempt bid plot capability"
)
"""Verbs, adjectives and nouns under which harm is wished, tried or feared, not done."""

ESCAPES = wordset("scene police prison jail custody captor court")
"""Whoever flees from these has got away, not lost a home."""

UNSURE = wordset("could would may might will shall 'll wo can must should")

PEOPLE = wordset(
    "people person man woman child boy girl baby infant toddler teenager youth adult civilian soldier troop"
    " police policeman policewoman officer guard fighter militant rebel insurgent gunman bomber terrorist"
    " militiaman resident villager citizen national member worker employee staff passenger driver pilot crew"
    " student pupil schoolchild schoolgirl schoolboy teacher doctor nurse medic paramedic firefighter rescuer"
    " journalist reporter photographer protester demonstrator activist supporter leader commander general colonel"
    " captain sergeant minister president governor mayor official politician lawmaker candidate judge lawyer"
    " priest nun monk imam worshipper worshiper pilgrim tourist traveller traveler migrant refugee asylum farmer"
    " fisherman miner trader shopper customer girlfriend boyfriend friend colleague neighbour neighbor wife"
    " husband son daughter brother sister mother father parent grandmother grandfather relative family couple"
    " other victim hostage prisoner detainee inmate patient survivor suspect attacker assailant peacekeeper marine"
    " sailor airman conscript recruit reservist deputy aide diplomat ambassador envoy volunteer bystander"
    " pedestrian motorist cyclist spectator fan player settler herder nomad tribesman elder chief american briton"
    " israeli palestinian russian ukrainian syrian iraqi afghan indian pakistani chinese scientist engineer"
    " contractor businessman academic writer singer actor smuggler trafficker thief robber poacher looter rioter"
    " striker personnel someone somebody individual human figure servant servicemember serviceman servicewoman"
    " constable jawan inspector cadre naxalite maoist cop sepoy gendarme cleric preacher devotee housewife pensioner"
    " labourer laborer kid commando paratrooper coalminer tribal dalit muslim hindu christian jew nurse groom bride"
    " warden agent spy dissident blogger opposition"
)
"""Nouns for people: without a number only these, and names of persons, count as one victim."""

NOT_PEOPLE = wordset(
    "animal dog cat cow cattle sheep goat pig horse chicken bird fish whale dolphin elephant rhino tiger lion bear deer"
    " wolf tree crop plant bacteria cell virus project bill law plan deal proposal job idea programme program hope time"
    " house home building car vehicle tank drone missile ship boat aircraft plane jet village town city region country"
    " conversation process company percent % $ million billion case euro dollar pound account asset"
    " trawler tanker helicopter carrier freighter container computer newspaper tower border river letter"
    " order weapon number paper power quarter semester trailer locker tractor reactor sector factor van can"
)
"""What can be "killed", "hurt" or "detained" without being people."""

GENERAL = wordset("people person other one individual human victim life body corpse someone somebody")
"""Words for people that say nothing about who they are."""
