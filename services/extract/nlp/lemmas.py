"""Lemmas: the model picks an edit script per word; a list of verbs mends what is no word ("invading": "invad")."""

from collections.abc import Iterator, Sequence

from services.extract.nlp import models

ENDINGS = (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))
LONGEST_VERB = 64  # characters; nothing longer is in the list


class Scripts:
    """The model's edit scripts "case|cut|add": cut that many characters off the word, add a suffix, set the case.

    case: "=" keep, "l" all lower, "u" first letter upper.
    """

    def __init__(self, scripts: Sequence[str]) -> None:
        self._scripts = [(case, int(cut), add) for case, cut, add in (s.split("|") for s in scripts)]

    def apply(self, word: str, number: int) -> str:
        """Lemma of `word` by script `number`."""
        case, cut, add = self._scripts[number]
        if case == "=" and not cut and not add:
            return word
        out = (word[: len(word) - cut] if cut else word) + add
        return out.lower() if case == "l" else out[:1].upper() + out[1:] if case == "u" else out


class Verbs:
    """Known verbs and irregular forms, from WordNet: a verb a line, or form<TAB>verb."""

    def __init__(self) -> None:
        rows = [line.split("\t") for line in models.read_text("verbs-en.txt").splitlines() if line]
        self._known = {r[0] for r in rows if len(r) == 1}
        self._forms = {r[0]: r[1] for r in rows if len(r) == 2}

    def mend(self, word: str, lemma: str) -> str:
        """Lemma of a verb: the given one when it is a verb that `word` can come from, or nothing better is found."""
        low = word.lower()
        if len(word) > LONGEST_VERB or (lemma in self._known and self._from(low, lemma)):
            return lemma
        found = self._base(low)
        prefix, _, rest = low.rpartition("-")
        if not found and prefix and (base := self._base(rest)):
            found = f"{prefix}-{base}"
        return found or (low if low in self._known else lemma)

    def _from(self, word: str, lemma: str) -> bool:
        """Whether `word` is a form of `lemma`: not "hit" of "h", not "shooting" of "shoo"."""
        return word == lemma or self._forms.get(word) == lemma or lemma in _bases(word)

    def _base(self, word: str) -> str | None:
        return self._forms.get(word) or next((b for b in _bases(word) if b in self._known), None)


def past_tense(xpos: str, word: str, lemma: str) -> str:
    """The tag of a verb; of a present tense (VBP) that is not the verb itself, VBD: "overthrew" is no present."""
    return "VBD" if xpos == "VBP" and word.isalpha() and word.lower() != lemma.lower() else xpos


def _bases(word: str) -> Iterator[str]:
    for ending, instead in ENDINGS:
        if word.endswith(ending):
            yield word[: len(word) - len(ending)] + instead
