"""Names that the model took for a person, a body or nothing, and that the places around them speak for.

Newspapers write "Tullamore and Birr will lose their courts", and a model of names that knows neither town sees two
persons. Where the gazetteer has such a name beside a place that the article is sure of, and nothing in the sentence
makes it a person, it is taken for the place.
"""

from collections.abc import Sequence

from services.extract.document import Document, Parse
from services.extract.place.candidate import Candidate
from services.extract.place.context import distance
from services.extract.place.cues import cue
from services.extract.place.gazetteer import Entry

NEAR, BESIDE = 60.0, 160.0  # km: to any sure place; to one in the same list or after a place preposition
KNOWN = 4.5  # log10 of people: a town that needs only its country to be named
MOST, MOST_READINGS = 200, 20  # doubtful names of one document; readings of one name, the most prominent first
NAMESAKES = 4  # more places of that name, and its country says too little
_STRIKES, _SAYING, _MEMBERS, _ARMED = cue("strikes"), cue("saying"), cue("members"), cue("armed")
_OBJECTS = ("obj", "nsubj:pass", "iobj")


def vouched(
    document: Document, doubtful: Sequence[Candidate], sure: Sequence[Candidate], entries: Sequence[Entry]
) -> list[Candidate]:
    """Those of `doubtful` that are places after all. entries: what the `sure` ones mean, in their order."""
    if not doubtful:
        return []
    names = {c.folded for c in sure}
    places = list({e.key: e for e in entries if e.kind in ("city", "capital", "admin2", "site")}.values())[:40]
    countries = {e.country for e in entries if e.country}
    ends = {(c.sentence, c.first) for c in sure} | {(c.sentence, c.last) for c in sure}
    out: list[Candidate] = []
    for candidate in doubtful[:MOST]:
        parse = document.sentences[candidate.sentence].parse
        if parse is None:
            continue
        beside = _beside(parse, candidate, ends) or candidate.located
        if _speaks(parse, candidate, beside) or (candidate.body and not beside):
            continue
        reach = BESIDE if beside else NEAR
        main = [e for e in candidate.entries[:MOST_READINGS] if not e.alternate or e.weight >= KNOWN]
        if candidate.folded in names or any(distance(e, p) <= reach for e in main for p in places):
            out.append(candidate)
        elif len(main) <= NAMESAKES and (beside or _acted_on(parse, candidate)):
            known = [e for e in main if e.weight >= KNOWN]
            if any(e.country in countries for e in known) or (known and _fought_over(parse, candidate)):
                out.append(candidate)
    return out


def _beside(parse: Parse, candidate: Candidate, ends: set[tuple[int, int]]) -> bool:
    """Whether a comma or "and" ties the name to a sure place."""
    first, last = candidate.first, candidate.last
    before = first > 1 and parse.words[first - 1] in ("and", "or", ",") and (candidate.sentence, first - 2) in ends
    after = last + 2 < len(parse.words) and parse.words[last + 1] in ("and", "or", ",")
    return before or (after and (candidate.sentence, last + 2) in ends)


def _acted_on(parse: Parse, candidate: Candidate) -> bool:
    """Whether the name is what was taken, hit or left: "took Kidal", "after losing Bakhmut"."""
    head = _head(parse, candidate)
    above = parse.heads[head]
    return above >= 0 and parse.deprels[head] in _OBJECTS and parse.lemmas[above].lower() in _STRIKES


def _fought_over(parse: Parse, candidate: Candidate) -> bool:
    """Whether it is armed men who did it: "Kurdish fighters left Manbij"."""
    if not _acted_on(parse, candidate):
        return False
    subject = parse.child(parse.heads[_head(parse, candidate)], "nsubj")
    return subject is not None and parse.lemmas[subject].lower() in _ARMED


def _speaks(parse: Parse, candidate: Candidate, beside: bool) -> bool:
    """Whether the name does what only persons do, or stands in a person's place: "Homer said", "father of Troy"."""
    head = _head(parse, candidate)
    above, relation = parse.heads[head], parse.deprels[head]
    if above < 0:
        return False
    lemma = parse.lemmas[above].lower()
    if relation in ("nsubj", "nsubj:pass"):
        return lemma in _SAYING
    return (relation in ("appos", "flat") and not beside) or (relation in ("nmod", "nmod:poss") and lemma in _MEMBERS)


def _head(parse: Parse, candidate: Candidate) -> int:
    span = range(candidate.first, candidate.last + 1)
    return next((t for t in span if parse.heads[t] not in span), candidate.last)
