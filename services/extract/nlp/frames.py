"""PropBank frames of a sentence: predicates, their arguments, their rolesets and whether they happened."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from services.extract.document import Argument, Frame
from services.extract.nlp.rolesets import Rolesets

CORE = ("A0", "A1", "A2", "A3", "A4")  # a predicate has each of these once at most
# A word is a predicate, or an argument, when "none" is less likely than this; chosen on the dev part of EWT.
NONE_BELOW = 0.5
UNSEEN_STEP = np.float32(-0.1)  # rolesets never seen in training: the first listed one, as long as no other is known
REMEMBERED, REMEMBERED_CHARS = 20_000, 48  # lemmas kept with their candidates (a pure function), the longest one kept

Candidates = tuple[list[str], NDArray[np.float32], NDArray[np.float32]]


class Frames:
    """kinds, roles, known: names in the model's order, "none" first in kinds and roles.

    role_weight: [roles, R + 1, R + 1], last row and column biases; sense_weight: [known, S + 1], last column bias.
    """

    def __init__(
        self,
        kinds: list[str],
        roles: list[str],
        known: list[str],
        role_weight: NDArray[np.float32],
        sense_weight: NDArray[np.float32],
        lexicon: Rolesets,
    ) -> None:
        self._kinds, self._roles, self._lexicon = kinds, roles, lexicon
        self._count, self._size, _ = role_weight.shape
        self._role_weight = np.ascontiguousarray(
            role_weight.astype(np.float32).transpose(1, 0, 2).reshape(self._size, self._count * self._size)
        )
        self._sense_weight = sense_weight.astype(np.float32)
        self._row = {name: i for i, name in enumerate(known)}
        self._candidates: dict[tuple[str, str], Candidates] = {}

    def decode(
        self,
        predicates: NDArray[np.float32],
        role_predicates: NDArray[np.float32],
        role_arguments: NDArray[np.float32],
        senses: NDArray[np.float32],
        facts: NDArray[np.float32],
        lemmas: list[str],
        given: Mapping[int, str] | None = None,
    ) -> tuple[Frame, ...]:
        """Frames in text order.

        predicates: [n, kinds] scores; role_predicates, role_arguments: [n, R]; senses: [n, S]; facts: [n, 5], the last
        a logit. given: token to kind, to be taken instead of the predicates found.
        """
        chances = softmax(predicates)
        if given is None:
            at = np.flatnonzero(chances[:, 0] < NONE_BELOW)
            kinds = (chances[at, 1:].argmax(1) + 1).tolist()
        else:
            at = np.array(sorted(k for k in given if k < len(lemmas)), np.intp)
            kinds = [self._kinds.index(given[k]) for k in at.tolist()]
        if not len(at):
            return ()
        arguments = self._arguments(role_predicates[at], role_arguments)
        out = []
        for token, kind_number, found in zip(at.tolist(), kinds, arguments, strict=True):
            kind = self._kinds[kind_number]
            roleset, sense = self._roleset(lemmas[token], kind, senses[token])
            factual, dynamic, hypothetical, particular = (round(v, 2) for v in facts[token, :4].tolist())
            out.append(
                Frame(
                    token=token,
                    kind=kind,
                    roleset=roleset,
                    probability=round(1 - float(chances[token, 0]), 3),
                    sense_probability=sense,
                    factual=factual,
                    dynamic=dynamic,
                    hypothetical=hypothetical,
                    particular=particular,
                    event=round(float(1 / (1 + np.exp(-facts[token, 4]))), 3),
                    arguments=found,
                )
            )
        return tuple(out)

    def _arguments(
        self, role_predicates: NDArray[np.float32], role_arguments: NDArray[np.float32]
    ) -> list[tuple[Argument, ...]]:
        """Arguments of each predicate; of A0 … A4 the likeliest word each."""
        p, n = len(role_predicates), len(role_arguments)
        left = np.ones((p, self._size), np.float32)
        left[:, :-1] = role_predicates
        form = (left @ self._role_weight).reshape(p * self._count, self._size)
        chances = (form[:, :-1] @ role_arguments.T + form[:, -1:]).reshape(p, self._count, n)
        chances -= chances.max(1, keepdims=True)
        np.exp(chances, out=chances)
        chances /= chances.sum(1, keepdims=True)
        best = chances[:, 1:].argmax(1) + 1  # [p, n]
        chance = np.take_along_axis(chances, best[:, None], 1)[:, 0]
        on = chances[:, 0] < NONE_BELOW
        at = np.nonzero(on)
        cells = list(zip(at[0].tolist(), at[1].tolist(), best[at].tolist(), chance[at].tolist(), strict=True))
        highest: dict[tuple[int, int], float] = {}  # chance of the likeliest word, by predicate and role
        for f, _, role, value in cells:
            highest[f, role] = max(value, highest.get((f, role), 0.0))
        out: list[list[Argument]] = [[] for _ in range(p)]
        for f, k, role, value in cells:
            name = self._roles[role]
            if name not in CORE or value >= highest[f, role]:
                out[f].append(Argument(name, k, round(value, 3)))
        return [tuple(x) for x in out]

    def _roleset(self, lemma: str, kind: str, sense: NDArray[np.float32]) -> tuple[str, float]:
        """Roleset and its probability among those of the lemma; "x.LV": light verb, "x.00": no roleset known."""
        if kind == "light":
            return f"{lemma.lower()}.LV", 1.0
        names, weight, bias = self._of(lemma, kind)
        if len(names) == 1:
            return names[0], 1.0
        chances = softmax(weight @ sense + bias)
        best = int(chances.argmax())
        return names[best], round(float(chances[best]), 3)

    def _of(self, lemma: str, kind: str) -> Candidates:
        found = self._candidates.get((lemma, kind))
        if found is None:
            names = self._lexicon.of(lemma, kind) or self._lexicon.guess(lemma, kind) or [f"{lemma.lower()}.00"]
            weight = np.zeros((len(names), self._sense_weight.shape[1]), np.float32)
            for i, name in enumerate(names):
                if name in self._row:
                    weight[i] = self._sense_weight[self._row[name]]
                else:
                    weight[i, -1] = UNSEEN_STEP * i
            found = names, weight[:, :-1].copy(), weight[:, -1].copy()
            if len(lemma) <= REMEMBERED_CHARS:
                if len(self._candidates) >= REMEMBERED:
                    self._candidates.clear()
                self._candidates[lemma, kind] = found
        return found


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    out: NDArray[np.float32] = np.exp(scores - scores.max(-1, keepdims=True))
    out /= out.sum(-1, keepdims=True)
    return out
