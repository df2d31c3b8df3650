"""How training goes: quick scores on the development part of GUM after each epoch."""

from collections import Counter
from collections.abc import Sequence

import torch

from models.network.joint import Joint
from models.training.batches import collate, plan
from models.training.encode import Encoded
from models.training.forward import forward, relations

MOST_PIECES = 6000


@torch.no_grad()
def quick_scores(model: Joint, data: Sequence[Encoded]) -> dict[str, float]:
    """Percent of heads, relations (without the tree's constraint) and tags; of entity labels where there are any."""
    model.eval()
    counts = Counter[str]()
    for numbers in plan(data, MOST_PIECES):
        batch = collate([data[i] for i in numbers])
        with torch.autocast("cpu", torch.bfloat16):
            out = forward(model, batch).heads
            heads = out["arc"].argmax(-1)
            labelled = relations(model, out, heads).argmax(-1)
        gold, names = batch.targets, out["ner"].argmax(-1)
        known, named = gold["heads"] >= 0, gold["ner"] >= 0
        right = known & (heads == gold["heads"])
        counts["words"] += int(known.sum())
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (labelled == gold["deprel"])).sum())
        counts["xpos"] += int((known & (out["xpos"].argmax(-1) == gold["xpos"])).sum())
        counts["names"] += int((named & ((gold["ner"] > 0) | (names > 0))).sum())
        counts["ner"] += int((named & (gold["ner"] > 0) & (names == gold["ner"])).sum())
    of = {"uas": "words", "las": "words", "xpos": "words", "ner": "names"}
    return {name: round(100 * counts[name] / max(1, counts[all_]), 2) for name, all_ in of.items()}
