"""A gold sentence in the model's integers, and in another casing."""

import math
from dataclasses import dataclass
from random import Random

from models.corpora import entities, semantic
from models.corpora.entities import IGNORED
from models.corpora.sentence import GoldFrame, Sentence
from models.training.labels import Labels
from models.training.scripts import script
from services.extract.nlp.pieces import Pieced, Pieces

UNKNOWN = (math.nan,) * len(semantic.FACTS)
SMALL = frozenset("a an the and or but of in on at to for by as with from is".split())  # noqa: SIM905
Facts = list[tuple[float, ...]]


@dataclass(frozen=True)
class EncodedFrame:
    """A gold predicate: candidate rolesets, the place of the right one among them (or IGNORED), arguments by token."""

    token: int
    candidates: list[int]
    right: int
    arguments: list[tuple[int, int]]  # token, number of the role


@dataclass(frozen=True)
class Encoded:
    """targets: numbers by head, one a word, IGNORED where unlabelled; facts: by word, nan where unknown."""

    pieces: Pieced
    targets: dict[str, list[int]]
    frames: list[EncodedFrame]
    facts: Facts | None

    @property
    def words(self) -> int:
        """How many words of the sentence the model sees."""
        return len(self.pieces.first)


def encode(
    s: Sentence, labels: Labels, pieces: Pieces, syntax: bool = True, words: list[str] | None = None
) -> Encoded | None:
    """The sentence, or None where the model cannot take it whole. words: its words in another casing, maybe fewer."""
    words = words or s.words
    n = len(words)
    pieced = pieces.sentence(words)
    if len(pieced.first) < n:
        return None
    targets = {"ner": entities.targets(s)[:n]}
    if syntax and s.heads:
        numbers = labels.numbers
        for name, of in (("xpos", s.xpos), ("upos", s.upos), ("deprel", s.deprels)):
            targets[name] = [numbers[name].get(value, IGNORED) for value in of[:n]]
        edits = (script(word, lemma) for word, lemma in zip(words, s.lemmas, strict=False))
        targets["lemma"] = [numbers["lemma"].get(edit or "", IGNORED) for edit in edits]
        targets["heads"] = [h + 1 for h in s.heads[:n]]
    else:
        targets |= {name: [IGNORED] * n for name in ("xpos", "upos", "deprel", "lemma", "heads")}
    targets["pred"] = _predicates(s, labels, n)
    frames = [_frame(s, f, labels, n) for f in s.frames or () if f.token < n]
    return Encoded(pieced, targets, frames, _facts(s, n))


def recased(s: Sentence, rng: Random) -> list[str]:
    """The words in capitals, lower case or headline case; but for lower case without a final full stop."""
    how = rng.choice(("caps", "lower", "title"))
    words = [_recased(w, how) for w in s.words]
    last = len(words) - 1
    if how != "lower" and last > 1 and words[-1] == "." and last not in s.heads:
        words.pop()
    return words


def _recased(word: str, how: str) -> str:
    if how == "caps":
        return word.upper()
    if how == "lower" or word.lower() in SMALL:
        return word.lower()
    return word[:1].upper() + word[1:]


def _predicates(s: Sentence, labels: Labels, n: int) -> list[int]:
    if s.frames is None:
        return [IGNORED] * n
    out = [0 if s.frame_scope == "all" or s.xpos[k][0] == "V" else IGNORED for k in range(n)]
    for f in s.frames:
        if f.token < n:
            out[f.token] = labels.numbers["pred"][f.kind]
    return out


def _frame(s: Sentence, f: GoldFrame, labels: Labels, n: int) -> EncodedFrame:
    candidates = labels.candidates(s.lemmas[f.token], f.kind)
    right = labels.numbers["roleset"].get(f.roleset, -1)
    place = candidates.index(right) if right in candidates else IGNORED
    roles = labels.numbers["role"]
    return EncodedFrame(f.token, candidates or [0], place, [(h, roles[r]) for r, h in f.arguments if h < n])


def _facts(s: Sentence, n: int) -> Facts | None:
    if not s.facts:
        return None
    known = {k: tuple(math.nan if v is None else v for v in values) for k, values in s.facts.items()}
    return [known.get(k, UNKNOWN) for k in range(n)]
