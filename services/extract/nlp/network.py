"""The neural network: one sentence of integers in, scores out, by ONNX Runtime on the CPU."""

import hashlib
from importlib.resources.abc import Traversable
from time import perf_counter

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from services.extract.nlp import models
from services.extract.nlp.pieces import Pieced

Output = dict[str, NDArray[np.float32]]


class Network:
    """One model in memory. `seconds`: spent inside ONNX Runtime so far. `digest`: sha256 of the model's file.

    The weights are dynamically quantised int8: one activation scale per call, so what else is in a call changes the
    result. Hence one sentence a call: a sentence's scores then depend on nothing but the sentence.
    """

    def __init__(self, model: str, threads: int, folder: Traversable = models.PACKAGED) -> None:
        content = models.read_bytes(f"{model}-int8.onnx", folder)
        self.digest = hashlib.sha256(content).hexdigest()
        self.seconds = 0.0
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            content,
            options,
            providers=["CPUExecutionProvider"],
            # The fused SkipLayerNormalization is slower on CPUs than Add + LayerNormalization: a fifth of the time.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self._names = [o.name for o in self._session.get_outputs()]

    def run(self, sentence: Pieced) -> Output:
        """Outputs by name, without the batch axis.

        For n words: xpos, upos, lemma [n] label numbers; ner [n, labels]; arc [n, n + 1]; rel_dep [n, R]; rel_head
        [n + 1, R]; embedding [384]; pred [n, kinds]; fact [n, 5]; role_pred, role_arg [n, R]; sense [n, S].
        """
        feed = {
            "ids": np.array([sentence.ids], np.int64),
            "shape": np.array([sentence.shapes], np.int64),
            "mask": np.ones((1, len(sentence.ids)), np.bool_),
            "first": np.array([sentence.first], np.int64),
            "last": np.array([sentence.last], np.int64),
        }
        before = perf_counter()
        out = self._session.run(None, feed)
        self.seconds += perf_counter() - before
        return {name: array[0] for name, array in zip(self._names, out, strict=True)}
