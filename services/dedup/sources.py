"""How many independent sources articles are: near-duplicates of one another count as one."""

import base64
import binascii

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 128
# Estimated Jaccard similarity of two articles from which one is taken for a copy of the other.
NEAR_DUPLICATE = 0.5


def signature_of(text: str) -> NDArray[np.uint16]:
    """The values of a MinHash signature (128 × 16 bits, little-endian, base64); an unreadable one has none."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    return np.frombuffer(raw if len(raw) == 2 * PERMUTATIONS else b"", "<u2")


class Sources:
    """Articles of one cluster, grouped: articles linked by near-duplication, directly or in a chain, are one source."""

    def __init__(self) -> None:
        self._signatures = np.empty((0, PERMUTATIONS), np.uint16)
        self._readable: list[bool] = []
        self._group: list[int] = []
        self._ids: list[str] = []

    def alike(self, article_id: str, signature: str) -> list[int]:
        """Numbers of the articles here of which this one is a near-duplicate or another version."""
        if not self._ids:
            return []
        versions = [i for i, known in enumerate(self._ids) if known == article_id]
        values = signature_of(signature)
        if not len(values):
            return versions
        equal = np.count_nonzero(self._signatures == values, axis=1)
        near = np.flatnonzero(equal >= NEAR_DUPLICATE * PERMUTATIONS).tolist()
        return versions + [i for i in near if self._readable[i]]

    def add(self, article_id: str, signature: str) -> None:
        """Take the next article in."""
        values = signature_of(signature)
        joined = {self._group[i] for i in self.alike(article_id, signature)}
        group = min(joined, default=len(self._group))
        self._group = [group if g in joined else g for g in self._group] + [group]
        self._ids.append(article_id)
        self._readable.append(bool(len(values)))
        row = values if len(values) else np.zeros(PERMUTATIONS, np.uint16)
        self._signatures = np.vstack((self._signatures, row[None])) if self._ids[1:] else row[None]

    def group(self, article: int) -> int:
        """The source of the article with this number, in order of addition."""
        return self._group[article]

    def count(self) -> int:
        return len(set(self._group))
