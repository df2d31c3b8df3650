"""Scores of a batch: every head, with the relations, roles and rolesets that the gold, or a teacher, asks for."""

from dataclasses import dataclass

import torch
from torch import Tensor

from models.network.joint import PADDED, Joint
from models.training.batches import Batch


@dataclass
class Scores:
    """heads: as `Joint.heads` gives them. relations: [B, n, relations]; roles: [P, n, roles]; senses: [P, C]."""

    heads: dict[str, Tensor]
    embedding: Tensor
    relations: Tensor
    roles: Tensor
    senses: Tensor


def forward(model: Joint, batch: Batch, heads: Tensor | None = None) -> Scores:
    """Scores of a batch; arcs to padding are ruled out. heads: [B, n] to label relations for, else the gold ones."""
    words, embedding = model.encode(batch.ids, batch.shapes, batch.mask, batch.first, batch.last)
    out = model.heads(words)
    columns = torch.arange(out["arc"].shape[2])[None, None, :]
    out["arc"] = out["arc"].float().masked_fill(columns > batch.words[:, None, None], PADDED)
    sentence, token = batch.frames.unbind(1)
    return Scores(
        out,
        embedding,
        relations(model, out, batch.targets["heads"].clamp(min=0) if heads is None else heads),
        model.roles(out["role_pred"][sentence, token], out["role_arg"][sentence]),
        model.senses(out["sense"][sentence, token], batch.candidates),
    )


def relations(model: Joint, out: dict[str, Tensor], heads: Tensor) -> Tensor:
    """Relation scores for heads [B, n], 0 the root."""
    chosen = torch.gather(out["rel_head"], 1, heads[:, :, None].expand(-1, -1, out["rel_head"].shape[-1]))
    return model.relations(out["rel_dep"], chosen)
