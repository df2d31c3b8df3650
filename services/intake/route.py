"""The key of clean articles: copies and updates of one story mostly get the same, and so meet in one worker's cache."""

import hashlib
import re

from services.intake.signature import words_of

# Shorter sentences ("Read more.", "By our correspondent") are shared by stories that have nothing in common.
LEAST_WORDS = 5
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?])[\"'”’)\]]*\s+")


def route_key(text: str) -> str:
    """The least 64-bit hash among the text's sentences (case and punctuation aside), as 16 hex digits.

    A min-hash: two texts get the same key with a probability equal to the Jaccard similarity of their sentence sets,
    whatever the order of their paragraphs.
    """
    sentences = [words_of(sentence) for sentence in _SENTENCE_END.split(text)]
    long = [words for words in sentences if len(words) >= LEAST_WORDS] or sentences
    return min(hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest() for words in long)
