"""Signs of what is not told as one fact: times that recur, clauses in the subjunctive."""

from services.extract.document import Parse
from services.extract.quantities.words import wordset

WEEKLY = wordset("mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends")
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
    """The "is" or "are" of "the ministers are to meet on Friday", or None."""
    to = next((c for c in p.children[token] if p.deprels[c] == "mark" and p.words[c].lower() == "to"), None)
    if to is None or to == 0 or p.words[to - 1].lower() not in ("is", "are", "'s", "’s"):
        return None
    return to - 1 if p.heads[to - 1] == token else None
