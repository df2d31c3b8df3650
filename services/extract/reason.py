"""An event that is the reason of another: "jailed for the murder", "sanctions over the crackdown", "after the raid".

It came before what it led to, mostly by days and often elsewhere: it has neither the day nor the place of the other.
"""

from services.extract.document import Parse
from services.extract.quantities.words import wordset

_RECKONING = wordset(
    "sentence convict jail imprison charge indict try arrest detain hold prosecute acquit punish fine sanction"
    " apologise apologize compensate mourn observe commemorate avenge retaliate execute hang extradite question expel"
    " suspend sack dismiss fire penalise penalize blacklist hunt seek want suspect clear summon interrogate"
    " blame condemn thank conviction sentence arrest trial charge mourning revenge retaliation reprisal punishment"
)
"""What is done "for" a deed; "met for talks", "gathered for a march" name the deed itself."""
_ALWAYS = frozenset({"over", "after", "following"})
_NOUN = ("NOUN", "PROPN", "NUM", "PRON", "DET")  # "the victims of one of the deadliest attacks"
CLIMB = 5


def is_reason(parse: Parse, token: int, punished: bool = False) -> bool:
    """Whether the noun at `token` names the reason or the forerunner of what its clause tells.

    punished: only what somebody is reckoned with for, "convicted for the murder".
    """
    at, case = token, ""
    for _ in range(CLIMB):
        if parse.upos[at] not in _NOUN or parse.heads[at] < 0:
            return False
        marker = parse.child(at, "case")
        case = parse.words[marker].lower() if marker is not None and marker < at else case
        relation, head = parse.deprels[at], parse.heads[at]
        if not relation.startswith(("nmod", "obl", "conj")):
            return False
        if relation.startswith(("nmod", "obl")):
            if case in _ALWAYS and relation.startswith("obl"):
                return not punished
            if case == "for" and parse.lemmas[head].lower() in _RECKONING:
                return True
        at = head
    return False
