"""What training lowers: the loss against gold annotation, each part where it exists, and that against a teacher."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from models.corpora.entities import IGNORED
from models.network.joint import Joint
from models.training.batches import Batch
from models.training.forward import Scores

WEIGHTS = {"xpos": 0.5, "upos": 0.5, "lemma": 0.5, "arc": 1.0}
FRAME_WEIGHT = 0.5  # of rolesets, factuality, event nouns
FEWEST_ROLES = 50  # a batch with a few arguments does not weigh each of them more than this
EVENT = -1  # column of the facts that is a logit


def gold_loss(scores: Scores, batch: Batch) -> Tensor:
    """Sum of the parts: tags, lemmas, arcs, relations of gold heads, entities, predicates, roles, rolesets, facts."""
    targets, loss = batch.targets, torch.zeros(())
    if (targets["heads"] >= 0).any():
        for name, weight in WEIGHTS.items():
            loss = loss + weight * _entropy(scores.heads[name], targets["heads" if name == "arc" else name])
        loss = loss + _entropy(scores.relations, targets["deprel"])
    for name in ("ner", "pred"):
        if (targets[name] >= 0).any():
            loss = loss + _entropy(scores.heads[name], targets[name])
    if (filled := int((batch.roles > 0).sum())) > 0:
        flat = scores.roles.float().flatten(0, 1)
        roles = F.cross_entropy(flat, batch.roles.flatten(), ignore_index=IGNORED, reduction="sum")
        loss = loss + roles / max(FEWEST_ROLES, filled)
    if (batch.senses >= 0).any():
        loss = loss + FRAME_WEIGHT * F.cross_entropy(scores.senses, batch.senses, ignore_index=IGNORED)
    return loss + _facts(scores.heads["fact"].float(), batch.facts)


def soft_loss(model: Joint, scores: Scores, teacher: Joint, reference: Scores, batch: Batch) -> Tensor:
    """Kullback-Leibler divergence from the teacher's distributions over real words, also without gold syntax.

    Roles and factuality at the predicates that the teacher finds, where it has those heads.
    """
    real, loss = batch.real, torch.zeros(())
    weights = WEIGHTS | {"ner": 1.0} | ({"pred": 1.0} if teacher.semantic else {})
    for name, weight in weights.items():
        loss = loss + weight * _divergence(scores.heads[name][real], reference.heads[name][real])
    loss = loss + _divergence(scores.relations[real], reference.relations[real])
    sentence, token = ((reference.heads["pred"].argmax(-1) > 0) & real).nonzero(as_tuple=True)
    if teacher.semantic and len(sentence):
        ours, theirs = (
            m.roles(s.heads["role_pred"][sentence, token], s.heads["role_arg"][sentence])[real[sentence]]
            for m, s in ((model, scores), (teacher, reference))
        )
        loss = loss + _divergence(ours, theirs, "sum") / (2 * len(sentence))
        facts, known = (s.heads["fact"].float()[sentence, token] for s in (scores, reference))
        loss = loss + FRAME_WEIGHT * F.smooth_l1_loss(facts, known)
    return loss


def _facts(said: Tensor, gold: Tensor | None) -> Tensor:
    loss = torch.zeros(())
    if gold is None:
        return loss
    values, event = gold[..., :EVENT], gold[..., EVENT]
    judged, marked = ~values.isnan(), ~event.isnan()
    if judged.any():
        loss = loss + FRAME_WEIGHT * F.smooth_l1_loss(said[..., :EVENT][judged], values[judged])
    if marked.any():
        loss = loss + FRAME_WEIGHT * F.binary_cross_entropy_with_logits(said[..., EVENT][marked], event[marked])
    return loss


def _entropy(scores: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED)


def _divergence(ours: Tensor, theirs: Tensor, reduction: str = "batchmean") -> Tensor:
    p, q = theirs.float().log_softmax(-1), ours.float().log_softmax(-1)
    return F.kl_div(q, p, log_target=True, reduction=reduction)
