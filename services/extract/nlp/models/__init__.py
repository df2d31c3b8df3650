"""The language model's files: what they are, how good and under which licence stands in MODEL_CARD.md beside them."""

from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

NAMES = ("minilm6", "minilm3")
PACKAGED: Traversable = resources.files(__name__)


def read_bytes(name: str, folder: Traversable = PACKAGED) -> bytes:
    """Content of one file of this folder, or of another. Raises FileNotFoundError when there is none of that name."""
    return folder.joinpath(name).read_bytes()


def read_text(name: str, folder: Traversable = PACKAGED) -> str:
    """Content of one UTF-8 file, from where `read_bytes` takes it. Raises FileNotFoundError when there is none."""
    return folder.joinpath(name).read_text("utf-8")


def read_array(name: str, folder: Traversable = PACKAGED) -> NDArray[np.float32]:
    """One .npy file, in the precision it is kept in. Raises FileNotFoundError when there is none of that name."""
    array: NDArray[np.float32] = np.load(BytesIO(read_bytes(name, folder)), allow_pickle=False)
    return array
