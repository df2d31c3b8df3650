"""The language model's files: what they are, how good and under which licence stands in MODEL_CARD.md beside them."""

from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

NAMES = ("minilm6", "minilm3")


def read_bytes(name: str) -> bytes:
    """Content of one file of this folder. Raises FileNotFoundError when there is none of that name."""
    return resources.files(__name__).joinpath(name).read_bytes()


def read_text(name: str) -> str:
    """Content of one UTF-8 file of this folder. Raises FileNotFoundError when there is none of that name."""
    return resources.files(__name__).joinpath(name).read_text("utf-8")


def read_array(name: str) -> NDArray[np.float32]:
    """One .npy file of this folder, in the precision it is kept in. Raises FileNotFoundError when there is none."""
    array: NDArray[np.float32] = np.load(BytesIO(read_bytes(name)), allow_pickle=False)
    return array
