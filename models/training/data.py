"""The training sentences: which corpora, which of their layers count, encoded."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from models.corpora import sets
from models.corpora.sentence import Sentence
from models.training import labels
from models.training.encode import Encoded, encode, recased
from models.training.labels import Labels
from services.extract.nlp.pieces import Pieces, shared

LONGEST = {"crossner": 100}  # words; its paragraphs of lists teach little
DEVELOPMENT = "gum_dev"


@dataclass
class TrainingData:
    """sentences with whether their syntax counts; encoded: the same, as they stand."""

    labels: Labels
    sentences: list[tuple[Sentence, bool]]
    encoded: list[Encoded]
    development: list[Encoded]
    pieces: Pieces

    def epoch(self, share: float, rng: Random) -> list[Encoded]:
        """The sentences for one epoch: a share of them in another casing, drawn anew."""
        out = list(self.encoded)
        for i, (s, syntax) in enumerate(self.sentences):
            if rng.random() < share:
                out[i] = encode(s, self.labels, self.pieces, syntax, recased(s, rng)) or out[i]
        return out


def load(folder: Path, semantics: bool = True, most: int | None = None) -> TrainingData:
    """Read and encode the training sets. semantics: with frames and facts, and the sets that have nothing else.

    most: so many sentences of each set alone, for trying things out. The labels are then those of these.
    """
    syntax = [s for name in sets.SYNTAX for s in sets.load(folder, name)[:most]]
    others = sets.ENTITIES + (sets.SEMANTICS if semantics else ())
    pairs = [(s, True) for s in syntax] + [(s, False) for name in others for s in sets.load(folder, name)[:most]]
    for s, _ in pairs:
        if not semantics or (s.source == "ewt" and s.entity_scheme == "plo"):
            s.frames, s.facts = None, {}  # EWT dev is for its entities: its frames are the development set
    of = labels.collect(syntax, [s for s, _ in pairs])
    if not semantics:
        del of.names["roleset"], of.names["aliases"]  # no head to number them for
    pieces = shared()
    pairs = [(s, y) for s, y in pairs if s.words and len(s.words) <= LONGEST.get(s.source, sets.LONGEST)]
    encoded = [(s, y, e) for s, y in pairs if (e := encode(s, of, pieces, y)) is not None]
    development = (encode(s, of, pieces) for s in sets.load(folder, DEVELOPMENT)[:most])
    return TrainingData(
        of, [(s, y) for s, y, _ in encoded], [e for _, _, e in encoded], [e for e in development if e], pieces
    )
