"""A BERT encoder (MiniLM's) with an embedding of each word's case shape, as the vocabulary is uncased.

Shapes: B sentences, T word pieces, H hidden units. Attention is written out as softmax(QK)V: the fused kernel spends
far longer in its backward pass in bfloat16 on a CPU.
"""

import math
from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

HIDDEN, HEADS, INNER = 384, 12, 1536
VOCABULARY, POSITIONS, SHAPES = 30522, 512, 9
DROPPED = 0.1
MASKED = -30000.0  # what attention to padding is lowered by; within bfloat16 and float16


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.att_out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.ffn_in, self.ffn_out = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: [B, T, H]; mask: [B, 1, 1, T], 0 or MASKED."""
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, h // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        attention = (q @ k.transpose(-1, -2)) * (1 / math.sqrt(h // HEADS)) + mask
        mixed = (attention.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b, t, h)
        x = self.norm1(x + self.att_out(mixed))
        return self.norm2(x + F.dropout(self.ffn_out(F.gelu(self.ffn_in(x))), DROPPED, self.training))


class Encoder(nn.Module):
    """The layers over embeddings of piece, position and case shape; the last begins at zero."""

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        """Each layer's output [B, T, H], the last one last. ids, shapes, mask: [B, T]."""
        x = self.word(ids) + self.pos.weight[: ids.shape[1]] + self.segment + self.shape(shapes)
        x = F.dropout(self.norm(x), DROPPED, self.training)
        lowered = (1.0 - mask[:, None, None, :].to(x.dtype)) * MASKED
        out = []
        for layer in self.layers:
            x = layer(x, lowered)
            out.append(x)
        return out

    @torch.no_grad()
    def load_bert(self, tensors: Mapping[str, Tensor], keep: Sequence[int]) -> None:
        """Take over MiniLM's tensors; layer i of this encoder is its layer keep[i]."""
        self.word.weight.copy_(tensors["embeddings.word_embeddings.weight"])
        self.pos.weight.copy_(tensors["embeddings.position_embeddings.weight"])
        self.segment.copy_(tensors["embeddings.token_type_embeddings.weight"][0])
        _copy(self.norm, tensors, "embeddings.LayerNorm")
        for i, layer in zip(keep, self.layers, strict=True):
            prefix = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                three = [tensors[f"{prefix}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(three))
            _copy(layer.att_out, tensors, prefix + "attention.output.dense")
            _copy(layer.norm1, tensors, prefix + "attention.output.LayerNorm")
            _copy(layer.ffn_in, tensors, prefix + "intermediate.dense")
            _copy(layer.ffn_out, tensors, prefix + "output.dense")
            _copy(layer.norm2, tensors, prefix + "output.LayerNorm")


def _copy(module: nn.Module, tensors: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(tensors[name + ".weight"])
    module.bias.copy_(tensors[name + ".bias"])
