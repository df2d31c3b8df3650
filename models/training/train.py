"""One run of training: from MiniLM or another run to weights, with or without a teacher. The last epoch is kept."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from models.network.joint import Joint
from models.training import data as training_data
from models.training import minilm, runs
from models.training.batches import Batch, collate, plan
from models.training.data import TrainingData
from models.training.forward import Scores, forward, relations
from models.training.losses import gold_loss, soft_loss
from models.training.progress import quick_scores

Say = Callable[[str], None]
DECAY, LARGEST_GRADIENT = 0.01, 1.0


@dataclass(frozen=True)
class Settings:
    """Of one run. init: another run to begin with, of its encoder the `layers` alone; teacher: one to distil from.

    rate, head_rate: AdamW's, of the encoder and of the rest; they fall to 0 after a linear warm-up over a share of the
    steps. recased: share of the sentences in another casing, drawn anew each epoch. semantics: train the heads of
    frames and facts. most: sentences a set, steps: at most, both to try things out.
    """

    epochs: int = 8
    rate: float = 3e-4
    head_rate: float = 2e-3
    warm_up: float = 0.06
    most_pieces: int = 3072  # padded, of a batch
    recased: float = 0.05
    seed: int = 0
    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    init: Path | None = None
    teacher: Path | None = None
    semantics: bool = True
    most: int | None = None
    steps: int | None = None


def train(corpora: Path, out: Path, settings: Settings, say: Say = print) -> Joint:
    """Train and write a run to the folder `out`. Raises ValueError where `init` or `teacher` number other labels."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    data = training_data.load(corpora, settings.semantics, settings.most)
    runs.save_labels(out, data.labels.names)
    names = runs.read_labels(out)
    say(f"{len(data.encoded)} sentences, {sum(e.words for e in data.encoded)} words")
    for other in filter(None, (settings.init, settings.teacher)):
        _check(other, names)
    bert = minilm.tensors()
    model = Joint(names, len(settings.layers))
    if settings.init:
        say(f"new weights: {', '.join(runs.begin(model, settings.init, settings.layers)) or 'none'}")
    else:
        model.enc.load_bert(bert, settings.layers)
    model.semantic = settings.semantics
    teacher = runs.load(settings.teacher)[0] if settings.teacher else None
    _Loop(model, teacher, data, minilm.embeddings(bert, data.encoded), settings, rng, say).run(out)
    return model


class _Loop:
    def __init__(
        self,
        model: Joint,
        teacher: Joint | None,
        data: TrainingData,
        embeddings: Tensor,
        settings: Settings,
        rng: random.Random,
        say: Say,
    ) -> None:
        self._model, self._teacher, self._data, self._embeddings = model, teacher, data, embeddings
        self._settings, self._rng, self._say = settings, rng, say
        named = list(model.named_parameters())
        encoder = [p for n, p in named if n.startswith("enc.") and ".shape." not in n]
        rest = [p for n, p in named if not n.startswith("enc.") or ".shape." in n]
        groups = [{"params": encoder, "lr": settings.rate}, {"params": rest, "lr": settings.head_rate}]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)
        total = len(plan(data.encoded, settings.most_pieces)) * settings.epochs
        warm = max(1.0, total * settings.warm_up)
        self._rates = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda k: min((k + 1) / warm, max(0.0, 1 - k / total))
        )
        self._steps = 0

    def run(self, out: Path) -> None:
        for epoch in range(self._settings.epochs):
            sums = self._epoch()
            scores = quick_scores(self._model, self._data.development)
            self._say(f"epoch {epoch}: loss {sums['loss']:.3f}, 1 - cos {sums['away']:.4f}, GUM dev (greedy) {scores}")
            runs.save(out, self._model)
            if self._done:
                return

    @property
    def _done(self) -> bool:
        return self._settings.steps is not None and self._steps >= self._settings.steps

    def _epoch(self) -> dict[str, float]:
        self._model.train()
        encoded, sums = self._data.epoch(self._settings.recased, self._rng), Counter[str]()
        batches = plan(encoded, self._settings.most_pieces, self._rng)
        done = 0
        for numbers in batches:
            loss, away = self._losses(collate([encoded[i] for i in numbers]), self._embeddings[numbers])
            self._optimizer.zero_grad(set_to_none=True)
            (loss + away).backward()
            torch.nn.utils.clip_grad_norm_(self._model.parameters(), LARGEST_GRADIENT)
            self._optimizer.step()
            self._rates.step()
            sums.update(loss=loss.item() + away.item(), away=away.item())
            self._steps, done = self._steps + 1, done + 1
            if self._done:
                break
        return {name: value / done for name, value in sums.items()}

    def _losses(self, batch: Batch, wanted: Tensor) -> tuple[Tensor, Tensor]:
        """Against gold and teacher, and how far the embedding is from MiniLM's."""
        with torch.autocast("cpu", torch.bfloat16):
            reference, heads = self._taught(batch) if self._teacher else (None, None)
            scores = forward(self._model, batch, heads)
        loss = gold_loss(scores, batch)
        if self._teacher and reference:
            loss = loss + soft_loss(self._model, scores, self._teacher, reference, batch)
        return loss, 1 - F.cosine_similarity(scores.embedding.float(), wanted.float(), dim=-1).mean()

    @torch.no_grad()
    def _taught(self, batch: Batch) -> tuple[Scores, Tensor]:
        """The teacher's scores, and the heads to label: the gold ones, and its own where there are none."""
        assert self._teacher is not None
        seen = batch if self._teacher.semantic else _without_rolesets(batch)
        reference = forward(self._teacher, seen)
        gold = batch.targets["heads"]
        heads = torch.where(gold >= 0, gold, reference.heads["arc"].argmax(-1))
        reference.relations = relations(self._teacher, reference.heads, heads)
        return reference, heads


def _without_rolesets(batch: Batch) -> Batch:
    return replace(batch, candidates=batch.candidates.clamp(max=0))


def _check(other: Path, names: dict[str, list[str]]) -> None:
    theirs = runs.read_labels(other)
    wrong = [head for head, of in theirs.items() if of != ["-"] and of != names[head]]
    if wrong:
        raise ValueError(f"{other} numbers other labels: {', '.join(wrong)}")
