"""A run as the product reads it: an ONNX graph in int8, labels, and the tensors that are applied outside the graph.

The inputs and outputs of the graph are those of `services.extract.nlp.network`. Relations, roles and rolesets are
scored outside, for the tree and the predicates found. Weights are quantised per channel, activations in each call.
"""

import json
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.network.joint import Joint
from models.training import runs

INPUTS = ("ids", "shape", "mask", "first", "last")
NUMBERS = ("xpos", "upos", "lemma")  # the best label of each word
OUTPUTS = (*NUMBERS, "ner", "arc", "rel_dep", "rel_head", "embedding", "pred", "fact", "role_pred", "role_arg", "sense")
QUANTISED = ("MatMul", "Gather", "Gemm")
OPSET = 17


class Graph(nn.Module):
    """What is traced."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """The outputs in the order of OUTPUTS; `embedding` of unit length."""
        words, embedding = self.model.encode(ids, shape, mask, first, last)
        out = self.model.heads(words) | {"embedding": F.normalize(embedding, dim=-1)}
        return tuple(out[name].argmax(-1) if name in NUMBERS else out[name] for name in OUTPUTS)


def export(run: Path, name: str, folder: Path) -> None:
    """Write `name`-int8.onnx, -labels.json, -relations.npy, -roles.npy and -rolesets.npy to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    model, labels = runs.load(run)
    with TemporaryDirectory() as temporary:
        whole = Path(temporary) / "fp32.onnx"
        _trace(model, whole)
        quantize_dynamic(
            str(whole),
            str(folder / f"{name}-int8.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=list(QUANTISED),
        )
    (folder / f"{name}-labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), "utf8")
    for part, tensor, kind in (
        ("relations", model.rel_w, np.float32),
        ("roles", model.role_w, np.float32),
        ("rolesets", model.sense_w, np.float16),
    ):
        np.save(folder / f"{name}-{part}.npy", tensor.detach().numpy().astype(kind))


def _trace(model: Joint, path: Path) -> None:
    sentences, pieces, words = 2, 20, 15
    word = torch.arange(words)[None].expand(sentences, -1).contiguous()
    example = (
        torch.randint(1, 1000, (sentences, pieces)),
        torch.zeros(sentences, pieces, dtype=torch.long),
        torch.ones(sentences, pieces, dtype=torch.bool),
        word,
        word.clone(),
    )
    axes = {name: {0: "b", 1: "t" if name in INPUTS[:3] else "n"} for name in INPUTS}
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the exporter by tracing: the one whose graph onnxruntime quantises as it should
        torch.onnx.export(
            Graph(model),
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
