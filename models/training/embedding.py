"""Refit of the embedding: ridge regression from the means of the frozen encoder's last layers to MiniLM's embedding.

Costs nothing when the model runs and brings back what the last layer forgot while it learned other things.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import save_file
from torch import Tensor

from models.corpora import sets
from models.network.encoder import HIDDEN
from models.network.joint import Joint
from models.training import minilm, runs
from models.training.batches import collate, plan
from models.training.data import DEVELOPMENT
from models.training.encode import Encoded, encode
from models.training.labels import Labels
from models.training.train import Say
from services.extract.nlp import rolesets
from services.extract.nlp.pieces import shared

LONGEST = 100  # words
RIDGE = 3.0


@torch.no_grad()
def refit(run: Path, corpora: Path, layers: int = 3, most: int | None = None, say: Say = print) -> None:
    """Rewrite a run's embedding as a map of its last `layers` layers. most: sentences of each set."""
    model, names = runs.load(run)
    labels = Labels(names, {head: {x: i for i, x in enumerate(of)} for head, of in names.items()}, rolesets.load())
    bert = minilm.tensors()
    train = _encoded(corpora, sets.SYNTAX + sets.ENTITIES, labels, most)
    development = _encoded(corpora, (DEVELOPMENT,), labels, most)
    wanted, checked = (minilm.embeddings(bert, d) for d in (train, development))

    def away(embeddings: Tensor) -> float:
        return 1 - float(F.cosine_similarity(embeddings, checked.float(), dim=-1).mean())

    before = away(model.emb(_means(model, development, model.emb_layers)))
    x, y = _means(model, train, layers).double(), wanted.double()
    middle, target = x.mean(0), y.mean(0)
    x = x - middle
    weight = torch.linalg.solve(x.T @ x + RIDGE * torch.eye(x.shape[1]).double(), x.T @ (y - target)).T
    bias = target - weight @ middle
    after = away(_means(model, development, layers) @ weight.float().T + bias.float())
    say(f"embedding of {layers} layers, {len(train)} sentences: 1 - cos on GUM dev {before:.4f}, then {after:.4f}")
    tensors = runs.weights(run) | {"emb.weight": weight.float().contiguous(), "emb.bias": bias.float().contiguous()}
    save_file(tensors, run / runs.WEIGHTS)


def _encoded(corpora: Path, names: Sequence[str], labels: Labels, most: int | None) -> list[Encoded]:
    short = (s for name in names for s in sets.load(corpora, name)[:most] if len(s.words) <= LONGEST)
    return [e for s in short if (e := encode(s, labels, shared(), syntax=False)) is not None]


def _means(model: Joint, data: Sequence[Encoded], layers: int) -> Tensor:
    """[sentences, layers * H] in fp32."""
    model.emb_layers = layers
    out = torch.empty(len(data), HIDDEN * layers)
    for numbers in plan(data, minilm.MOST_PIECES):
        batch = collate([data[i] for i in numbers])
        with torch.autocast("cpu", torch.bfloat16):
            outputs = model.enc(batch.ids, batch.shapes, batch.mask)
        out[numbers] = model.pool([x.float() for x in outputs], batch.mask)
    return out
