"""Counts behind precision, recall and F1."""

from collections.abc import Set
from dataclasses import dataclass


@dataclass
class Counts:
    """right of `found` and of `gold`; all figures in percent."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: Set[object], gold: Set[object]) -> None:
        """Count two sets of answers."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        """F1, 0 where there is nothing."""
        return round(200 * self.right / max(1, self.found + self.gold), 1)

    @property
    def precision(self) -> float:
        return round(100 * self.right / max(1, self.found), 1)

    @property
    def recall(self) -> float:
        return round(100 * self.right / max(1, self.gold), 1)


def percent(right: int, of: int) -> float:
    """A share in percent."""
    return round(100 * right / max(1, of), 1)
