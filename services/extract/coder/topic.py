"""Sentences of another world than politics: sport, fiction, markets. Their attacks, strikes and talks are no events."""

import itertools
import re

from services.extract.coder.lexicon import Lexicon
from services.extract.coder.phrase import preposition
from services.extract.document import Parse

ENOUGH = 2  # different words of the topic
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")


def off_topic(lexicon: Lexicon, parse: Parse) -> str | None:
    """The topic that rules the sentence out, or None."""
    if _told(lexicon, parse):
        return "fiction"
    if _interjects(lexicon, parse):
        return "irony"
    words = _words(parse)
    # gunmen at a market, tear gas at a stadium, a march against prices: the world of politics after all
    grave = any(w in words for w in lexicon.classes["grave"])
    if not grave and not words.isdisjoint(lexicon.classes["sport_plain"]):
        return "sport"
    for topic in ("fiction",) if grave else ("sport", "fiction", "market"):
        stems = set(lexicon.classes[topic] & words)
        scored = topic == "sport" and any(map(SCORE.fullmatch, parse.words))
        if len({w.rstrip("s") for w in stems}) + scored >= ENOUGH:
            return topic
    return None


def _words(parse: Parse) -> set[str]:
    """Lemmas, words and pairs of words, lower case."""
    words = [w.lower() for w in parse.words]
    return {w.lower() for w in parse.lemmas} | set(words) | {f"{a} {b}" for a, b in itertools.pairwise(words)}


def _interjects(lexicon: Lexicon, parse: Parse) -> bool:
    """Whether the sentence opens with an interjection, outside quotation marks: "Oh yes, …", "Congratulations, …"."""
    return lexicon.in_class("interjection", parse.words[0].lower())


def _told(lexicon: Lexicon, parse: Parse) -> bool:
    """Whether the sentence tells a story: "In the film, …", "the series follows …"."""
    for t, lemma in enumerate(parse.lemmas):
        head = parse.heads[t]
        shows = parse.deprels[t] == "nsubj" and head >= 0 and lexicon.in_class("display", lemma.lower())
        if shows and lexicon.in_class("telling", parse.lemmas[head].lower()):
            return True  # "the exhibition recalls the bombing"
        if not lexicon.in_class("told", lemma.lower()):
            continue
        if parse.deprels[t] == "obl" and preposition(parse, t) == "in":
            return True
        if parse.deprels[t] == "nmod:poss" and head >= 0 and parse.deprels[head].startswith("nsubj"):
            return True  # "the thriller's heroine is taken hostage"
        if head >= 0 and parse.deprels[t] == "nsubj" and lexicon.in_class("telling", parse.lemmas[head].lower()):
            return True
    return False
