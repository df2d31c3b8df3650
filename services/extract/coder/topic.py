"""Sentences of another world than politics: sport, fiction, markets. Their attacks, strikes and talks are no events."""

from services.extract.coder.lexicon import Lexicon
from services.extract.document import Parse

ENOUGH = 2  # different words of the topic


def off_topic(lexicon: Lexicon, parse: Parse) -> str | None:
    """The topic that rules the sentence out, or None."""
    words = {w.lower() for w in parse.lemmas} | {w.lower() for w in parse.words}
    for topic in ("sport", "fiction", "market"):
        stems = set(lexicon.classes[topic] & words)
        if len({w.rstrip("s") for w in stems}) >= ENOUGH:
            return topic
    return None
