"""Counting of time expressions: overlap one to one, then values, as in TempEval-3."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """An expression and the values that are right for it (ours: the ways our one value can be written)."""

    start: int
    end: int
    values: frozenset[str]
    ignored: bool = False  # a kind not scored: whatever we find there counts neither way


@dataclass
class Scores:
    gold: int = 0
    ours: int = 0
    found: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        """F1 of `hits` in per cent."""
        return 200 * hits / max(self.gold + self.ours, 1)

    def as_dict(self) -> dict[str, float]:
        """The numbers by name, per cent where not counts."""
        return {
            "gold": self.gold,
            "ours": self.ours,
            "found": self.found,
            "right": self.right,
            "span_f1": round(self.f1(self.found), 1),
            "value_f1": round(self.f1(self.right), 1),
            "value_precision": round(100 * self.right / max(self.ours, 1), 1),
            "value_recall": round(100 * self.right / max(self.gold, 1), 1),
        }

    def line(self, name: str) -> str:
        """The numbers as one line of text."""
        return f"{name:12}" + "  ".join(f"{key} {value}" for key, value in self.as_dict().items())


def score(texts: Iterable[tuple[str, list[Answer], list[Answer]]]) -> Scores:
    """Count over (text, gold, ours). A gold expression takes the first of ours that overlaps it, right ones first."""
    total = Scores()
    for text, gold, ours in texts:
        free = list(ours)
        for answer in sorted(gold, key=lambda g: g.ignored):
            touching = [o for o in free if o.start < answer.end and answer.start < o.end]
            best = min(touching, key=lambda o: (not (o.values & answer.values), o.start), default=None)
            if answer.ignored:
                free = [o for o in free if o not in touching]
                continue
            total.gold += 1
            if best is None:
                total.wrong.append(f"missed  {_shown(text, answer)}")
                continue
            free.remove(best)
            total.ours += 1
            total.found += 1
            if best.values & answer.values:
                total.right += 1
            else:
                total.wrong.append(f"value   {_shown(text, answer)} ours {_value(best)}")
        total.ours += len(free)
        total.wrong += [f"extra   {_shown(text, o)}" for o in free]
    return total


def _value(answer: Answer) -> str:
    return "|".join(sorted(answer.values))


def _shown(text: str, answer: Answer) -> str:
    before, after = text[max(0, answer.start - 30) : answer.start], text[answer.end : answer.end + 30]
    return f"{_value(answer)}: {before}[{text[answer.start : answer.end]}]{after}".replace("\n", " ")
