"""Learns the line of `services/extract/coder/lexicon/domain.tsv` that parts public life from other worlds.

usage: python -m bench.train_domain [--write]

Data: sentences of ours (bench/data): those that tell nothing because they are of another world (WORLDS), those that
tell an event, and domain.jsonl, written for this. Logistic regression with a Gaussian prior on their embeddings, either
side with half of the weight. Without --write: learned on all sets but one and measured on that, in turn. With it:
learned on all, and written.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.quality import ROOT
from bench.quality.sentences import load
from services.extract.coder.domain import FAR
from services.extract.nlp.engine import Engine
from services.extract.quantities.words import wordset

WORLDS = wordset(
    "business technology sport entertainment science health weather accident travel consumer law council education"
    " religion agriculture game fiction idiom film medicine art animal food"
)
SETS = {
    "first": (("adversarial",), ("true", "true3")),
    "other worlds": (("adversarial2",), ("true4", "true2")),
    "later": (("adversarial3",), ("true5",)),
    "domain": (("domain",), ("domain",)),
}
PRIOR, STEPS, RATE = 1e-3, 4000, 2.0
TARGET = ROOT / "services" / "extract" / "coder" / "lexicon" / "domain.tsv"
HEAD = "weight\n# bench/train_domain.py: the constant, then one weight for each dimension of the sentence embedding\n"

Matrix = NDArray[np.float64]


def examples(name: str, engine: Engine) -> tuple[Matrix, Matrix]:
    """Embeddings of one set's sentences and 1 for those of another world, 0 for public life."""
    others, publics = SETS[name]
    other = [r["text"] for n in others for r in load(n) if r.get("why") in WORLDS or r.get("public") is False]
    public = [r["text"] for n in publics for r in load(n) if r.get("public", True)]
    rows = [engine.parse(text).embedding for text in (*other, *public)]
    return np.array(rows, dtype=np.float64), np.repeat([1.0, 0.0], [len(other), len(public)])


def learn(x: Matrix, y: Matrix) -> Matrix:
    """The constant and the weights."""
    x = np.hstack([np.ones((len(x), 1)), x])
    weight = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean())) / len(y)
    prior = np.full(x.shape[1], PRIOR)
    prior[0] = 0
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        w -= RATE * (x.T @ ((1 / (1 + np.exp(-x @ w)) - y) * weight) + prior * w)
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="learn from everything and write the file")
    write = parser.parse_args().write
    engine = Engine()
    sets = [examples(name, engine) for name in SETS]
    if write:
        Path(TARGET).write_text(HEAD + "".join(f"{v:.4f}\n" for v in _learned(sets)), "utf8")
        return
    for name, left in zip(SETS, sets, strict=True):
        w = _learned([s for s in sets if s is not left])
        far = w[0] + left[0] @ w[1:] >= FAR
        found, lost = far[left[1] == 1].mean(), far[left[1] == 0].mean()
        print(f"set {name:<13} other worlds found {found:.3f}, public life lost {lost:.3f}")


def _learned(sets: list[tuple[Matrix, Matrix]]) -> Matrix:
    return learn(np.vstack([x for x, _ in sets]), np.concatenate([y for _, y in sets]))


if __name__ == "__main__":
    main()
