"""Dependency relations: labels for the chosen heads, from a biaffine form (Dozat and Manning 2017)."""

import numpy as np
from numpy.typing import NDArray


class Relations:
    """weight: [labels, R + 1, R + 1]; the last row and column are the biases. labels: names in the model's order."""

    def __init__(self, weight: NDArray[np.float32], labels: list[str]) -> None:
        count, size, _ = weight.shape
        self._labels, self._root, self._shape = labels, labels.index("root"), (count, size)
        self._weight = np.ascontiguousarray(weight.astype(np.float32).transpose(1, 0, 2).reshape(size, count * size))

    def decode(
        self, dependents: NDArray[np.float32], governors: NDArray[np.float32], heads: list[int]
    ) -> tuple[str, ...]:
        """Relation of each word to its head; "root" exactly where the head is -1.

        dependents: [n, R]; governors: [n + 1, R], row 0 for the root.
        """
        n, (count, size) = len(heads), self._shape
        left, right = np.ones((n, size), np.float32), np.ones((n, size), np.float32)
        left[:, :-1] = dependents
        right[:, :-1] = governors[np.array(heads) + 1]
        scores = ((left @ self._weight).reshape(n, count, size) @ right[:, :, None])[:, :, 0]
        scores[:, self._root] = -np.inf
        best = scores.argmax(1).tolist()
        return tuple("root" if h < 0 else self._labels[b] for h, b in zip(heads, best, strict=True))
