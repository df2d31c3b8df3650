"""The average of two runs, the second trained on from the first."""

import shutil
from pathlib import Path

from safetensors.torch import save_file

from models.training import runs


def mix(first: Path, second: Path, share: float, out: Path) -> None:
    """Write share * first + (1 - share) * second; labels, and tensors that the first lacks, from the second."""
    out.mkdir(parents=True, exist_ok=True)
    ours, theirs = runs.weights(second), runs.weights(first)
    for name, tensor in ours.items():
        if name in theirs and theirs[name].shape == tensor.shape:
            ours[name] = share * theirs[name] + (1 - share) * tensor
    save_file({name: tensor.contiguous() for name, tensor in ours.items()}, out / runs.WEIGHTS)
    shutil.copy(second / runs.LABELS, out / runs.LABELS)
