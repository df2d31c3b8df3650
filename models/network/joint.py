"""The joint model: encoder, and heads for tags, lemmas, entities, trees, frames, factuality and a sentence embedding.

Shapes: B sentences, T word pieces, n words, H hidden units, P predicates. The names of the parameters are those of the
weights that are handed from run to run, so they stay.
"""

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from models.network.encoder import HIDDEN, Encoder

ARC, RELATION, ROLE, SENSE = 256, 64, 96, 128  # sizes of the vectors that meet in the biaffine forms
WORD_DROPPED, HEAD_DROPPED = 0.15, 0.2
PADDED = -1e9


class Joint(nn.Module):
    """A word's vector is the mean of its first and last piece. labels: lists of names, as in the labels' file.

    embedding_layers: the embedding is a linear map of the means of so many last layers: 1 while training, more once
    `fit_embedding` has run. semantic: whether the heads of frames and facts have been trained.
    """

    def __init__(self, labels: Mapping[str, Sequence[str]], layers: int = 6, embedding_layers: int = 1) -> None:
        super().__init__()
        self.semantic = True
        self.enc = Encoder(layers)
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.02)
        self.xpos, self.upos, self.ner, self.lemma = (
            nn.Linear(HIDDEN, len(labels[k])) for k in ("xpos", "upos", "ner", "lemma")
        )
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.rel_dep, self.rel_head = nn.Linear(HIDDEN, RELATION), nn.Linear(HIDDEN, RELATION)
        self.arc_w, self.arc_b = nn.Parameter(torch.zeros(ARC, ARC)), nn.Parameter(torch.zeros(ARC))
        self.rel_w = nn.Parameter(torch.zeros(len(labels["deprel"]), RELATION + 1, RELATION + 1))
        nn.init.xavier_uniform_(self.arc_w)
        nn.init.normal_(self.rel_w, std=0.05)
        self.pred, self.fact = nn.Linear(HIDDEN, len(labels["pred"])), nn.Linear(HIDDEN, len(labels["fact"]))
        self.role_pred, self.role_arg = nn.Linear(HIDDEN, ROLE), nn.Linear(HIDDEN, ROLE)
        self.role_w = nn.Parameter(torch.randn(len(labels["role"]), ROLE + 1, ROLE + 1) * 0.05)
        self.sense = nn.Linear(HIDDEN, SENSE)
        self.sense_w = nn.Parameter(torch.randn(len(labels["roleset"]), SENSE + 1) * 0.02)  # last column: bias
        self.emb_layers, self.emb = embedding_layers, nn.Linear(HIDDEN * embedding_layers, HIDDEN)
        with torch.no_grad():  # begins as the last layer's mean: trained to keep MiniLM's embedding
            self.emb.weight.zero_()
            self.emb.weight[:, -HIDDEN:].copy_(torch.eye(HIDDEN))
            self.emb.bias.zero_()

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors [B, n, H] and embedding [B, H], not of unit length.

        ids, shapes, mask: [B, T]; first, last: [B, n] numbers of pieces.
        """
        outputs = self.enc(ids, shapes, mask)
        x = outputs[-1]
        a, b = (at[:, :, None].expand(-1, -1, x.shape[-1]) for at in (first, last))
        words = (torch.gather(x, 1, a) + torch.gather(x, 1, b)) * 0.5
        return F.dropout(words, WORD_DROPPED, self.training), self.emb(self.pool(outputs, mask))

    def pool(self, outputs: Sequence[Tensor], mask: Tensor) -> Tensor:
        """Means over the pieces of the last layers, side by side: [B, emb_layers * H]."""
        weight = mask.to(outputs[-1].dtype)
        weight = (weight / weight.sum(1, keepdim=True))[:, None, :]
        return torch.cat([(weight @ x)[:, 0] for x in outputs[-self.emb_layers :]], -1)

    def heads(self, words: Tensor) -> dict[str, Tensor]:
        """Scores by head, for word vectors [B, n, H].

        xpos, upos, ner, lemma, pred, fact: [B, n, classes]; arc: [B, n, n + 1], column 0 the root; rel_dep: [B, n, R];
        rel_head: [B, n + 1, R]; role_pred, role_arg: [B, n, ROLE]; sense: [B, n, SENSE].
        """
        rooted = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, HIDDEN), words], 1)
        dependents, governors = self._bent(self.arc_dep, words), self._bent(self.arc_head, rooted)
        kind = dependents.dtype
        return {
            **{name: getattr(self, name)(words) for name in ("xpos", "upos", "ner", "lemma", "pred", "fact", "sense")},
            "arc": (dependents @ self.arc_w.to(kind) + self.arc_b.to(kind)) @ governors.transpose(1, 2),
            "rel_dep": self._bent(self.rel_dep, words),
            "rel_head": self._bent(self.rel_head, rooted),
            "role_pred": self._bent(self.role_pred, words),
            "role_arg": self._bent(self.role_arg, words),
        }

    def relations(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Scores [B, n, relations] for vectors of words and of the heads chosen for them, both [B, n, R]."""
        left, right = _with_one(dependents), _with_one(governors)
        return torch.einsum("bnd,rde,bne->bnr", left, self.rel_w.to(left.dtype), right)

    def roles(self, predicates: Tensor, words: Tensor) -> Tensor:
        """Scores [P, n, roles] for vectors of predicates [P, ROLE] and of their sentences' words [P, n, ROLE]."""
        left = torch.einsum("pd,rde->pre", _with_one(predicates), self.role_w.to(predicates.dtype))
        return torch.einsum("pre,pne->pnr", left, _with_one(words))

    def senses(self, vectors: Tensor, candidates: Tensor) -> Tensor:
        """Scores [P, C] for vectors [P, SENSE] of the rolesets of these numbers [P, C]; negative: padding."""
        weight = self.sense_w[candidates.clamp(min=0)]
        scores = (weight[..., :-1] @ vectors.float()[:, :, None])[..., 0] + weight[..., -1]
        return scores.masked_fill(candidates < 0, PADDED)

    def _bent(self, linear: nn.Linear, x: Tensor) -> Tensor:
        return F.dropout(F.gelu(linear(x)), HEAD_DROPPED, self.training)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
