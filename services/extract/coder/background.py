"""History told as context: "the invasion of Ukraine almost 10 months ago", "had withdrawn", "since the war began".

What the sentence shows by itself; that a date lies long before publication is for the stage to see.
"""

from services.extract.coder.phrase import preposition
from services.extract.document import Parse
from services.extract.reason import is_reason

LONG = frozenset({"war", "conflict", "invasion", "occupation", "siege", "annexation", "genocide", "blockade"})
"""Nouns of states of affairs: named with "the", they are known before."""
SPEECH_ABOVE = ("ccomp",)


def is_background(parse: Parse, token: int, nominal: bool, definite: bool) -> bool:
    """Whether the predicate is told as history, whatever its tense."""
    if nominal:
        return (definite and parse.lemmas[token].lower() in LONG) or is_reason(parse, token, punished=True)
    return _history(parse, token)


def tells_earlier(parse: Parse, token: int, lead: bool) -> bool:
    """Whether the tense goes back behind what is told: "had withdrawn", "has grown since the war".

    lead: in the first sentence of an article "since" says how things stand now.
    """
    aux = [parse.words[c].lower() for c in parse.children[token] if parse.deprels[c] in ("aux", "aux:pass")]
    reported = any(parse.deprels[a] in SPEECH_ABOVE for a in (token, *parse.ancestors(token)))
    if "had" in aux and not reported:
        return True
    return ("have" in aux or "has" in aux or "had" in aux) and not lead if _since(parse, token) else False


def _history(parse: Parse, token: int) -> bool:
    """Whether a relative clause tells what somebody did in a war known before: "who fought in the war"."""
    if parse.deprels[token] != "acl:relcl" or parse.xpos[token] not in ("VBD", "VBN"):
        return False
    return any(
        parse.lemmas[t].lower() in LONG
        and any(parse.words[c].lower() == "the" or parse.deprels[c] == "nmod:poss" for c in parse.children[t])
        for t in parse.subtree(token)
        if parse.upos[t] == "NOUN"
    )


def _since(parse: Parse, token: int) -> bool:
    return any(preposition(parse, c) == "since" or parse.words[c].lower() == "since" for c in parse.children[token])
