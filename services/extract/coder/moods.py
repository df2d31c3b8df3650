"""Signs of what is not told as one fact: recurring times, subjunctives, the timeless present, words to the reader."""

from services.extract.document import Parse
from services.extract.quantities.words import wordset

MODALS = {
    "will": "planned",
    "wo": "planned",
    "’ll": "planned",
    "'ll": "planned",
    "shall": "planned",
    "would": "planned",
    "may": "hypothetical",
    "might": "hypothetical",
    "could": "hypothetical",
    "can": "hypothetical",
    "ca": "hypothetical",
    "should": "hypothetical",
    "must": "hypothetical",
    "ought": "hypothetical",
    "’d": "planned",
    "'d": "planned",
}
SUPPOSING = frozenset({"would", "could", "might"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "assuming"})
IRREAL_ADVERBS = frozenset(
    {"probably", "possibly", "perhaps", "maybe", "potentially", "likely", "conceivably", "unlikely"}
)
WEEKLY = wordset("mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends")
DATED = wordset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight overnight now again ago earlier"
    " dawn noon midnight"
)
"""Words that make a present tense tell one event: a caption's "march in Tbilisi on Friday"."""
ANYBODY = wordset("anyone anybody whoever everyone everybody one you every any")
TIMES = wordset(
    "year month week day morning evening night spring summer autumn winter fall weekend term season time hour decade"
    " january february march april may june july august september october november december easter christmas"
    " monday tuesday wednesday thursday friday saturday sunday"
)


def recurring(parse: Parse, token: int) -> bool:
    """Whether a phrase of time recurs: "each spring", "most years", "on Tuesdays", "the first day of every month"."""
    if parse.lemmas[token].lower() not in TIMES and parse.words[token].lower() not in WEEKLY:
        return False
    below = [token, *(c for c in parse.children[token] if parse.deprels[c] == "nmod")]
    if any(parse.words[g].lower() in ("every", "each") for t in below for g in parse.children[t]):
        return True
    most = any(parse.words[g].lower() == "most" for g in parse.children[token])
    return parse.words[token].lower() in WEEKLY or (most and parse.xpos[token] == "NNS")


def subjunctive(parse: Parse, token: int) -> bool:
    """Whether a "that" clause says what is to be done: "insisted that the union agree to cuts"."""
    subject = parse.child(token, "nsubj", "nsubj:pass")
    singular = subject is not None and parse.xpos[subject] in ("NN", "NNP")
    base = parse.xpos[token] == "VB" or (parse.xpos[token] == "VBP" and singular)
    return base and not any(parse.deprels[c] in ("aux", "cop", "conj") for c in parse.children[token])


def arranged(p: Parse, token: int) -> int | None:
    """The "is" or "are" of "the ministers are to meet on Friday", the "due" of "are due to meet", or None."""
    due = next((c for c in p.children[token] if p.deprels[c] == "mark" and p.words[c].lower() == "due"), None)
    if due is not None and any(p.words[c].lower() == "to" for c in p.children[due]):
        return due
    to = next((c for c in p.children[token] if p.deprels[c] == "mark" and p.words[c].lower() == "to"), None)
    if to is None or to == 0 or p.words[to - 1].lower() not in ("is", "are", "'s", "’s"):
        return None
    return to - 1 if p.heads[to - 1] == token else None


def timeless(p: Parse, token: int, ended: bool) -> int | None:
    """The verb in the simple present that tells a deed as a rule or a story, or None: "militias recruit boys".

    ended: the sentence has its full stop. Headlines tell in the present as well but have none, captions name the day.
    """
    if not ended:
        return None
    at = token
    while p.xpos[at] == "VBG" and p.deprels[at] in ("advcl", "xcomp", "acl") and p.heads[at] >= 0:
        if p.deprels[at] == "acl" or any(p.deprels[c] == "aux" for c in p.children[at]):
            return None
        at = p.heads[at]
    if p.xpos[at] == "VB" and p.deprels[at] == "conj" and not any(p.deprels[c] == "mark" for c in p.children[at]):
        at = p.heads[at]
    within = p.subtree(at)
    if any(p.words[t].lower() in DATED for t in within) or any(
        e.kind == "DATE" and e.first in within for e in p.entities
    ):
        return None
    helpers = [c for c in p.children[at] if p.deprels[c] in ("aux", "aux:pass", "cop")]
    if p.xpos[at] == "VBN" and len(helpers) == 1 and p.words[helpers[0]].lower() in ("is", "are"):
        return at if p.deprels[helpers[0]] == "aux:pass" else None
    word, lemma = p.words[at].lower(), p.lemmas[at].lower()
    present = (p.xpos[at] == "VBZ" and word.endswith("s")) or (p.xpos[at] == "VBP" and word == lemma)
    return at if present and not helpers else None


def to_anybody(p: Parse, token: int, subject: int | None, quoted: bool) -> bool:
    """Whether the deed is anybody's or the reader's: "anyone who attacks", "your army retreats", "reject any offer"."""
    if subject is not None:
        whose = [subject, *(c for c in p.children[subject] if p.deprels[c] in ("nmod:poss", "det"))]
        words = {p.words[t].lower() for t in whose}
        return bool(words & ANYBODY) or ("your" in words and not quoted)
    bare = p.xpos[token] == "VB" and p.deprels[token] in ("root", "parataxis")
    return bare and not any(p.deprels[c] in ("aux", "mark", "cop") for c in p.children[token])


def pressing(p: Parse, token: int) -> bool:
    """Whether "it is time that" or "it is time to" stands above: what ought to be."""
    head = p.heads[token]
    return head >= 0 and p.lemmas[head].lower() == "time" and p.child(head, "expl") is not None
