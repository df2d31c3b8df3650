"""PLOVER contexts of an event, by the words of its sentence."""

import itertools

from schemas.plover import Context
from services.extract.coder.coded import Coded
from services.extract.coder.knowledge import Knowledge

LIMIT = 5


def contexts_of(knowledge: Knowledge, event: Coded) -> list[str]:
    """At most LIMIT contexts, those with most words in the sentence first; cyber and misinformation follow the mode."""
    parse, tables = knowledge.parse, knowledge.lexicon.contexts
    lemmas = [w.lower() for w in parse.lemmas]
    words = lemmas + [w.lower() for w in parse.words]
    words += [f"{a} {b}" for a, b in itertools.pairwise(lemmas)]
    seen = set(words)
    counts = {name: len(listed & seen) for name, listed in tables.items()}
    found = sorted((n for n, c in counts.items() if c), key=lambda n: (-counts[n], n))[:LIMIT]
    if event.mode in (Context.CYBER.value, Context.MISINFORMATION.value) and event.mode not in found:
        found.insert(0, event.mode)
    return sorted(found[:LIMIT])
