"""PLOVER contexts of an event, by the words of its own clause: where the wounded were taken is not its matter."""

import itertools

from schemas.plover import Context
from services.extract.coder.coded import Coded
from services.extract.coder.knowledge import Knowledge
from services.extract.document import Parse

LIMIT = 5
ASIDE = frozenset({"acl:relcl", "advcl", "advcl:relcl", "parataxis"})


def contexts_of(knowledge: Knowledge, event: Coded) -> list[str]:
    """At most LIMIT contexts, those with most words in the clause first; cyber and misinformation follow the mode."""
    parse, tables = knowledge.parse, knowledge.lexicon.contexts
    clause = _clause(parse, event.token)
    lemmas = [parse.lemmas[t].lower() for t in clause]
    seen = {*lemmas, *(parse.words[t].lower() for t in clause)}
    seen |= {f"{a} {b}" for a, b in itertools.pairwise(lemmas)}
    counts = {name: len(listed & seen) for name, listed in tables.items()}
    found = sorted((n for n, c in counts.items() if c), key=lambda n: (-counts[n], n))[:LIMIT]
    if event.mode in (Context.CYBER.value, Context.MISINFORMATION.value) and event.mode not in found:
        found.insert(0, event.mode)
    return sorted(found[:LIMIT])


def _clause(parse: Parse, token: int) -> list[int]:
    """The clause of a predicate in text order, without what is only joined to it; of a noun, the clause around."""
    top = token
    while parse.upos[top] not in ("VERB", "AUX") and parse.deprels[top] not in ASIDE and parse.heads[top] >= 0:
        top = parse.heads[top]
    out, stack = [], [top]
    while stack:
        t = stack.pop()
        out.append(t)
        for c in parse.children[t]:
            other = parse.deprels[c] in ASIDE or (parse.deprels[c] == "conj" and parse.upos[c] == "VERB")
            if not other:
                stack.append(c)
    return sorted(out)
