"""A run's folder: weights (`model.safetensors`), labels (`labels.json`), what was logged (`log.txt`)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from models.corpora import semantic
from models.network.joint import Joint

WEIGHTS, LABELS, LOG = "model.safetensors", "labels.json", "log.txt"
SEMANTIC_HEADS = ("pred.", "fact.", "role_pred.", "role_arg.", "role_w", "sense.", "sense_w")
Names = Mapping[str, Sequence[str]]


def save(folder: Path, model: Joint) -> None:
    """Write the weights in fp32; heads that were not trained are left out."""
    tensors = {k: v.contiguous() for k, v in model.state_dict().items()}
    if not model.semantic:
        tensors = {k: v for k, v in tensors.items() if not k.startswith(SEMANTIC_HEADS)}
    save_file(tensors, folder / WEIGHTS)


def save_labels(folder: Path, names: Names) -> None:
    """Write the label lists."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LABELS).write_text(json.dumps(names, ensure_ascii=False, indent=0), "utf8")


def read_labels(folder: Path) -> dict[str, list[str]]:
    """The label lists of a run; of one without semantic heads, those that the heads would have."""
    names: dict[str, list[str]] = json.loads((folder / LABELS).read_text("utf8"))
    for head, of in (("pred", semantic.PREDICATES), ("role", semantic.ROLES), ("fact", semantic.FACTS)):
        names.setdefault(head, list(of))
    names.setdefault("roleset", ["-"])  # one row that nothing is scored by
    return names


def weights(folder: Path) -> dict[str, Tensor]:
    """The tensors of a run in fp32, whatever precision they are kept in."""
    return {k: v.float() for k, v in load_file(folder / WEIGHTS).items()}


def load(folder: Path) -> tuple[Joint, dict[str, list[str]]]:
    """The model of a run, ready to read, and its labels."""
    names, tensors = read_labels(folder), weights(folder)
    layers = 1 + max(int(k.split(".")[2]) for k in tensors if k.startswith("enc.layers."))
    wide, narrow = tensors["emb.weight"].shape[1], tensors["emb.weight"].shape[0]
    model = Joint(names, layers, wide // narrow)
    model.load_state_dict(tensors, strict=False)
    model.semantic = "pred.weight" in tensors
    return model.eval(), names


def begin(model: Joint, folder: Path, layers: Sequence[int]) -> list[str]:
    """Take over the weights of another run, of its encoder the `layers` alone; the names of those it lacks.

    Its embedding begins anew where it was widened. Raises KeyError where it has weights that the model lacks.
    """
    found = {}
    for name, tensor in weights(folder).items():
        parts = name.split(".")
        if name.startswith("enc.layers."):
            if int(parts[2]) not in layers:
                continue
            parts[2] = str(layers.index(int(parts[2])))
        found[".".join(parts)] = tensor
    if found["emb.weight"].shape != model.emb.weight.shape:
        found |= {"emb.weight": model.emb.weight.data, "emb.bias": model.emb.bias.data}
    missing, unknown = model.load_state_dict(found, strict=False)
    if unknown:
        raise KeyError(f"weights of {folder} that the model lacks: {', '.join(unknown)}")
    return list(missing)
