"""How far a sentence lies from public life: the log-odds that it is of sport, markets, stories, nature or a household.

A line through the space of the model's sentence embeddings, learned from sentences of ours that use the words of
events (`bench/train_domain.py`); `lexicon/domain.tsv` holds it. Lists of words name a few worlds, the embedding knows
the neighbours of all of them. An article is about one thing mostly, so half of a sentence's score is the article's:
"the device went off" alone may be of any world.
"""

import numpy as np
from numpy.typing import NDArray

from services.extract.coder.coded import Coded
from services.extract.coder.sectors import POLITICAL
from services.extract.document import Document, Parse

FAR = 0.7
"""From here on a sentence tells nothing public. A line learned on the other sets has .97, .70 and .62 of three sets'
sentences of other worlds beyond it, and .004, .009 and .017 of their events; of PLOVER's 322 coded sentences, two."""
GRAVE = 1.0
"""So much more is asked where words of violence, arrests or protest stand, and as much again of an attack with arms."""
OWN_ACT = 0.4
"""So much more is asked of a state's own act: states tax and lend in the business pages, and play each other."""
HARMED = 3.0
"""As many times of an attack with arms that leaves dead or wounded: a headline of it may sound of anything."""
ARMED_MODES = frozenset({"firearms", "explosives", "suicide-attack", "heavy-weapons", "aerial", "drone", "abduct"})


def read(text: str) -> NDArray[np.float64]:
    """The weights of a table (a heading, then one number a line): the constant, then one a dimension."""
    return np.array([float(line) for line in text.splitlines()[1:] if line and not line.startswith("#")])


def points(parse: Parse, weights: NDArray[np.float64]) -> float | None:
    """Log-odds of one sentence; None where the model gave no embedding of the weights' size."""
    if len(parse.embedding) != len(weights) - 1 or not parse.embedding.any():
        return None
    return float(weights[0] + parse.embedding @ weights[1:])


def distances(document: Document, weights: NDArray[np.float64]) -> dict[int, float]:
    """Log-odds by sentence: the mean of its own and the article's. Sentences without any count as neither."""
    own = {
        s.index: p for s in document.sentences if s.parse is not None and (p := points(s.parse, weights)) is not None
    }
    if not own:
        return {}
    article = sum(own.values()) / len(own)
    return {index: (p + article) / 2 for index, p in own.items()}


def leave(event: Coded, harm: bool) -> float:
    """How much farther from public life an event may lie: arms, more so where they harm, or a state's own act."""
    if event.mode in ARMED_MODES:
        return GRAVE * (HARMED if harm else 1)
    states = any(a.kind == "state" or (a.country and POLITICAL & {a.sector, *a.other_sectors}) for a in event.actors)
    return OWN_ACT if states else 0.0
