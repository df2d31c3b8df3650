"""Batches of sentences of like length, and their tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor

from models.corpora.entities import IGNORED
from models.training.encode import UNKNOWN, Encoded

JITTER = 6  # pieces by which the order of lengths is disturbed, so that batches differ between epochs
TARGETS = ("xpos", "upos", "deprel", "lemma", "heads", "ner", "pred")


@dataclass(frozen=True)
class Batch:
    """Tensors of B sentences, T pieces, n words, P gold predicates with up to C candidate rolesets.

    ids, shapes, mask: [B, T]; first, last: [B, n]; words: [B]; targets: [B, n] by head; facts: [B, n, 5], nan where
    unknown, None where nothing is; frames: [P, 2] sentence and token; candidates: [P, C], -1 padding; senses: [P];
    roles: [P, n], 0 no role.
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    words: Tensor
    targets: dict[str, Tensor]
    facts: Tensor | None
    frames: Tensor
    candidates: Tensor
    senses: Tensor
    roles: Tensor

    @property
    def real(self) -> Tensor:
        """[B, n]: which words are no padding."""
        return torch.arange(self.first.shape[1])[None] < self.words[:, None]


def plan(data: Sequence[Encoded], most_pieces: int, rng: Random | None = None) -> list[list[int]]:
    """Numbers of the sentences of each batch, at most `most_pieces` padded pieces; shuffled when `rng` is given."""
    order = list(range(len(data)))
    if rng:
        rng.shuffle(order)
    order.sort(key=lambda i: len(data[i].pieces.ids) + (rng.random() * JITTER if rng else 0))
    out: list[list[int]] = []
    current: list[int] = []
    longest = 0
    for i in order:
        longest = max(longest, len(data[i].pieces.ids))
        if current and longest * (len(current) + 1) > most_pieces:
            out.append(current)
            current, longest = [], len(data[i].pieces.ids)
        current.append(i)
    out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def collate(items: Sequence[Encoded]) -> Batch:
    """The tensors of some sentences."""
    pieces, n = max(len(e.pieces.ids) for e in items), max(e.words for e in items)
    frames = [(b, f) for b, e in enumerate(items) for f in e.frames]
    most = max((len(f.candidates) for _, f in frames), default=1)
    roles = torch.zeros(len(frames), n, dtype=torch.long)
    for p, (b, f) in enumerate(frames):
        roles[p, items[b].words :] = IGNORED
        for token, role in f.arguments:
            roles[p, token] = role
    facts = None
    if any(e.facts for e in items):
        facts = torch.tensor([(e.facts or [UNKNOWN] * e.words) + [UNKNOWN] * (n - e.words) for e in items])
    return Batch(
        ids=_padded((e.pieces.ids for e in items), pieces, 0),
        shapes=_padded((e.pieces.shapes for e in items), pieces, 0),
        mask=torch.arange(pieces)[None] < torch.tensor([[len(e.pieces.ids)] for e in items]),
        first=_padded((e.pieces.first for e in items), n, 0),
        last=_padded((e.pieces.last for e in items), n, 0),
        words=torch.tensor([e.words for e in items]),
        targets={name: _padded((e.targets[name] for e in items), n, IGNORED) for name in TARGETS},
        facts=facts,
        frames=torch.tensor([(b, f.token) for b, f in frames], dtype=torch.long).view(-1, 2),
        candidates=_padded((f.candidates for _, f in frames), most, -1).view(-1, most),
        senses=torch.tensor([f.right for _, f in frames], dtype=torch.long),
        roles=roles,
    )


def _padded(rows: Iterator[list[int]], length: int, value: int) -> Tensor:
    return torch.tensor([row + [value] * (length - len(row)) for row in rows], dtype=torch.long)
