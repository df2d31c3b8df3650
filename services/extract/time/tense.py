"""Whether the clause around an expression looks back or ahead: what decides between last Friday and the next one."""

from services.extract.document import Parse, Sentence
from services.extract.quantities.words import wordset
from services.extract.time.tokens import Line

_AHEAD = wordset("will shall would 'll wo may might can could should must")
_PLANS = wordset(
    "plan expect schedule set intend hope want vow promise threaten prepare agree ask urge call order due aim seek"
    " propose decide slate book postpone delay invite"
)
_DATED_PLANS = wordset("expect schedule plan slate due set book")
"""Verbs whose own date, in the passive, is that of what is planned: "is expected on Friday"."""

_AHEAD_WORDS = wordset(
    "will shall would 'll i'll we'll he'll she'll they'll it'll you'll wo won't scheduled"
    " due expected plans planned planning expects upcoming deadline slated going"
)
_PAST_WORDS = wordset(
    "was were had said did came began took went made became fell rose won lost met told held saw got shot left"
    " found gave led sent struck hit broke died told spoke wrote flew set put ran"
)
_UNTIL = frozenset({"until", "till", "til"})
_REACH = 12


def direction(sentence: Sentence, line: Line, first: int, end: int) -> int:
    """-1 past, 1 future, 0 not known, for the expression of tokens `first` … `end` - 1 of `line`."""
    if line.word(first - 1) in _UNTIL:
        return 1
    if line.word(first - 1) == "for" and line.word(end) not in ("'s", "'"):
        return 1  # "protests announced for Saturday"
    parse = sentence.parse
    if parse is not None:
        token = token_at(parse, line.tokens[first].start, line.tokens[end - 1].end)
        if token is not None:
            return _by_tree(parse, token)
    return _by_words(line, first, end)


def token_at(parse: Parse, start: int, end: int) -> int | None:
    """The highest token of the parse within characters start … end of the sentence."""
    inside = [t for t, (a, b) in enumerate(parse.spans) if a < end and b > start]
    members = set(inside)
    return next((t for t in inside if parse.heads[t] not in members), inside[0] if inside else None)


def _by_tree(parse: Parse, token: int) -> int:
    for t in (token, *parse.ancestors(token)):
        children = parse.children[t]
        auxiliaries = {parse.words[c].lower() for c in children if parse.deprels[c].startswith(("aux", "cop"))}
        if auxiliaries & _AHEAD:
            return 1
        if parse.upos[t] not in ("VERB", "AUX") and not auxiliaries:
            continue
        infinitive = any(parse.words[c].lower() in ("to", "due") and parse.deprels[c] == "mark" for c in children)
        if infinitive:
            return 1
        lemma = parse.lemmas[t].lower()
        if (lemma in _DATED_PLANS and parse.xpos[t] == "VBN") or (lemma in _PLANS and _complement(parse, t, token)):
            return 1
        if parse.xpos[t] in ("VBD", "VBN") or auxiliaries & {"was", "were", "had", "did", "has", "have", "'ve"}:
            return -1
        if parse.xpos[t] in ("VBZ", "VBP") or auxiliaries:
            return 1 if parse.lemmas[t].lower() not in ("be", "have", "say") and t == _head(parse, token) else 0
    return 0


def _head(parse: Parse, token: int) -> int:
    return parse.heads[token]


def _complement(parse: Parse, verb: int, token: int) -> bool:
    """Whether `token` stands in an open complement of `verb` ("plans to meet on Sunday")."""
    path = [token, *parse.ancestors(token)]
    return any(parse.deprels[t] == "xcomp" for t in path[: path.index(verb)] if t != verb)


def _by_words(line: Line, first: int, end: int) -> int:
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = line.word(i)
        if word in (";", ".", "“", "”", '"'):
            break
        if word in _AHEAD_WORDS or (word == "be" and line.word(i - 1) == "to"):
            return 1
        if word in _PAST_WORDS or (word.endswith("ed") and len(word) > 4):
            return -1
    for i in range(end, min(len(line), end + _REACH)):
        word = line.word(i)
        if word in (";", "."):
            break
        if word in _AHEAD_WORDS:
            return 1
        if word in _PAST_WORDS or (word.endswith("ed") and len(word) > 4):
            return -1
    return 0
