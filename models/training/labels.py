"""The label lists of a model, numbered by the training corpora: the same as long as these stay the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.corpora import entities, semantic
from models.corpora.sentence import Sentence
from models.training.scripts import script
from services.extract.nlp import rolesets
from services.extract.nlp.rolesets import LETTERS, Rolesets

SEEN = 3  # times an edit script must occur to be learned


@dataclass(frozen=True)
class Labels:
    """names: the lists as they go into the labels' file; numbers: name to place; lexicon: with what training added."""

    names: dict[str, list[str]]
    numbers: dict[str, dict[str, int]]
    lexicon: Rolesets

    def candidates(self, lemma: str, kind: str) -> list[int]:
        """Numbers of the rolesets that a predicate of this lemma may have; [] for a light verb."""
        known = self.numbers["roleset"]
        return [known[r] for r in self.lexicon.of(lemma, kind) if r in known] if kind != "light" else []


def collect(syntax: Iterable[Sentence], semantics: Sequence[Sentence]) -> Labels:
    """Labels of corpora with syntax, and rolesets within reach of the predicates of corpora with frames."""
    found: dict[str, dict[str, None]] = {"xpos": {}, "upos": {}, "deprel": {}}
    edits = Counter[str | None]()
    for s in syntax:
        for name, of in (("xpos", s.xpos), ("upos", s.upos), ("deprel", s.deprels)):
            found[name].update(dict.fromkeys(of))
        edits.update(script(word, lemma) for word, lemma in zip(s.words, s.lemmas, strict=True))
    names = {name: list(of) for name, of in found.items()}
    names["lemma"] = [edit for edit, n in edits.most_common() if edit and n >= SEEN]
    names |= {"ner": list(entities.LABELS), "pred": list(semantic.PREDICATES), "role": list(semantic.ROLES)}
    names["fact"] = list(semantic.FACTS)
    lexicon, names["roleset"], names["aliases"] = _rolesets(semantics)
    return Labels(names, {name: {x: i for i, x in enumerate(of)} for name, of in names.items()}, lexicon)


def _rolesets(sentences: Sequence[Sentence]) -> tuple[Rolesets, list[str], list[str]]:
    """The lexicon with the aliases seen in training, all rolesets a training predicate could have, those aliases."""
    lexicon = rolesets.load()
    predicates = [(s.lemmas[f.token], f) for s in sentences for f in s.frames or () if f.kind != "light"]
    extra = sorted(
        {
            f"{LETTERS[f.kind]}:{lemma.lower()}={f.roleset}"
            for lemma, f in predicates
            if f.roleset not in lexicon.of(lemma, f.kind)
        }
    )
    lexicon = lexicon.with_aliases(extra)
    reach = {name for lemma, f in predicates for name in lexicon.of(lemma, f.kind)}
    return lexicon, sorted(reach), extra
