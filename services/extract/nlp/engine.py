"""The language engine: a sentence in, its `Parse` out: words, tree, entities, frames, embedding."""

import json
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from sys import intern

import numpy as np

from services.extract.document import Parse
from services.extract.nlp import models, rolesets
from services.extract.nlp.entities import Entities
from services.extract.nlp.frames import Frames
from services.extract.nlp.lemmas import Scripts, Verbs, past_tense
from services.extract.nlp.network import Network
from services.extract.nlp.pieces import MAX_WORDS, shared
from services.extract.nlp.relations import Relations
from services.extract.nlp.tokens import tokens
from services.extract.nlp.tree import decode_heads

EMBEDDING = 384


class Engine:
    """Reads sentences with one model: "minilm6", or "minilm3", which is faster and a little worse (MODEL_CARD.md).

    Several threads may share it. `version` names the model and its file: put it into whatever is kept. folder: of a
    model that was trained anew (models/README.md at the top of the project), instead of the packaged ones.
    """

    def __init__(self, model: str = "minilm6", threads: int = 1, folder: Traversable = models.PACKAGED) -> None:
        if folder is models.PACKAGED and model not in models.NAMES:
            raise ValueError(f"no model {model!r}: there are {', '.join(models.NAMES)}")
        self._network = Network(model, threads, folder)
        self.version = f"{model}-{self._network.digest[:12]}"
        labels: dict[str, list[str]] = json.loads(models.read_text(f"{model}-labels.json", folder))
        self._upos, self._xpos = labels["upos"], labels["xpos"]
        self._scripts, self._verbs, self._pieces = Scripts(labels["lemma"]), Verbs(), shared()
        self._relations = Relations(models.read_array(f"{model}-relations.npy", folder), labels["deprel"])
        self._entities = Entities(labels["ner"])
        self._frames = Frames(
            labels["pred"],
            labels["role"],
            labels["roleset"],
            models.read_array(f"{model}-roles.npy", folder),
            models.read_array(f"{model}-rolesets.npy", folder),
            rolesets.load().with_aliases(labels["aliases"]),
        )

    @property
    def network_seconds(self) -> float:
        """Seconds spent inside ONNX Runtime so far."""
        return self._network.seconds

    def parse(self, text: str) -> Parse:
        """Read one sentence; takes any string. The result depends on `text` alone.

        The model takes 150 words and 400 pieces: `sentences.split` cuts longer sentences into parts, and what is still
        beyond that is not read. A text without a word gives a Parse without one, and a zero embedding.
        """
        spans = tokens(text, MAX_WORDS)
        # Equal strings kept once: it takes a fifth off what a cached parse needs.
        return self._parse([intern(text[a:b]) for a, b in spans], spans, None)

    def parse_words(self, words: Sequence[str], predicates: Mapping[int, str] | None = None) -> Parse:
        """Read a sentence that is cut into words already; spans come out as if each were followed by a space.

        predicates: token to kind (verb, noun, adj, light), to get the frames of these words instead of those found.
        """
        spans, start = [], 0
        for word in words:
            spans.append((start, start + len(word)))
            start += len(word) + 1
        return self._parse(list(words), spans, predicates)

    def _parse(self, words: list[str], spans: list[tuple[int, int]], predicates: Mapping[int, str] | None) -> Parse:
        pieced = self._pieces.sentence(words)
        n = len(pieced.first)
        if not n:
            return Parse((), (), (), (), (), (), (), (), (), np.zeros(EMBEDDING, np.float32))
        words, spans = words[:n], spans[:n]
        out = self._network.run(pieced)
        out["embedding"].flags.writeable = False  # a cached parse is shared between documents
        heads = decode_heads(out["arc"])
        upos = tuple(self._upos[k] for k in out["upos"].tolist())
        lemmas = [
            intern(self._verbs.mend(word, lemma) if tag == "VERB" else lemma)
            for word, tag, lemma in zip(
                words, upos, map(self._scripts.apply, words, out["lemma"].tolist()), strict=True
            )
        ]
        return Parse(
            words=tuple(words),
            spans=tuple(spans),
            upos=upos,
            xpos=tuple(
                past_tense(self._xpos[k], word, lemma) if tag == "VERB" else self._xpos[k]
                for k, word, lemma, tag in zip(out["xpos"].tolist(), words, lemmas, upos, strict=True)
            ),
            lemmas=tuple(lemmas),
            heads=tuple(heads),
            deprels=self._relations.decode(out["rel_dep"], out["rel_head"], heads),
            entities=self._entities.decode(out["ner"]),
            frames=self._frames.decode(
                out["pred"], out["role_pred"], out["role_arg"], out["sense"], out["fact"], lemmas, predicates
            ),
            embedding=out["embedding"],
        )
