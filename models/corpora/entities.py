"""One scheme of entities for corpora that mark different things: PER ORG LOC DATE EVENT MISC, flat.

What a sentence's labels cover is said by its `entity_scheme`:

none  no entities are annotated                                   (EWT train)
full  all six kinds                                               (GUM)
plo   PER ORG LOC alone; proper nouns that are not marked: unsure (Universal NER)
part  PER ORG LOC and some EVENT; other marked spans: unknown     (wikigold, CrossNER, MEANTIME)
"""

import re
from collections.abc import Iterator, Sequence

from models.corpora.sentence import GoldEntity, Sentence

KINDS = ("PER", "ORG", "LOC", "DATE", "EVENT", "MISC")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
IGNORED = -100  # target of a token that takes no part in the loss
DATE_LIKE = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:19|20|1[0-8])\d\d|\d+"
    r"|(?:today|yesterday|tomorrow|year|month|week|day|decade|century|last|next|summer|winter|spring|fall|early|late|mid)"
    r"s?",
    re.IGNORECASE,
)
NAMES = ("NNP", "NNPS")


def spans(tags: Sequence[str]) -> Iterator[GoldEntity]:
    """The entities of BIO tags; an I- of another kind begins a new one."""
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] in "OB" or tag[2:] != kind):
            yield GoldEntity(start, i, kind)
            start = -1
        if tag != "O" and start < 0:
            start, kind = i, tag[2:]


def targets(sentence: Sentence) -> list[int]:
    """The number in LABELS of each token, IGNORED where the corpus does not tell."""
    n = len(sentence.words)
    if sentence.entity_scheme == "none":
        return [IGNORED] * n
    out = [0] * n
    for first, last, kind in sentence.entities:
        for k in range(first, last):
            out[k] = IGNORED if kind == "?" else LABELS.index(("B-" if k == first else "I-") + kind)
    if sentence.entity_scheme != "full":
        for k, word in enumerate(sentence.words):
            unsure = sentence.entity_scheme == "plo" and sentence.xpos[k] in NAMES
            if out[k] == 0 and (unsure or DATE_LIKE.fullmatch(word)):
                out[k] = IGNORED
    return out
