"""How fast the language engine and the whole extraction are on one core.

usage: python -m bench.extract [--rounds 3] [--json]

On the articles of seeds/, rounds interleaved, the best round of each counts:
- engine: minilm6, one sentence a call, words in and `Parse` out; the share of its time inside ONNX Runtime
- peer "minilm3": the same with the smaller model
- peer "batch of 8": the same network on sentences sorted by length, eight a call, padded, as batching services do;
  only the network's time is compared, and how many sentences it reads otherwise than alone
- cache: an article read again, sentences known
- extraction: the whole stage extract on one core without cache, and the peer without the trigger gate
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import onnxruntime

from services.extract import factory
from services.extract.nlp import models
from services.extract.nlp.cache import SentenceCache
from services.extract.nlp.engine import Engine
from services.extract.nlp.pieces import Pieced, shared
from services.extract.nlp.reader import Reader
from services.extract.nlp.sentences import split
from services.extract.nlp.tokens import tokens
from services.extract.stage import Extractor
from services.intake.stage import Intake
from services.replay.articles import read

SEEDS = Path(__file__).parent.parent / "seeds"
BATCH = 8


def best(rounds: int, works: dict[str, Callable[[], float]]) -> dict[str, float]:
    """Least seconds of each work over interleaved rounds, after one unmeasured one; a work returns its seconds."""
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(work())
    return {name: min(seconds) for name, seconds in taken.items()}


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of this process: what others do on the machine counts less than by the clock."""
    before = process_time()
    work()
    return process_time() - before


def share_inside(engine: Engine, work: Callable[[], object]) -> float:
    """Share of the work's time by the clock that was spent inside ONNX Runtime."""
    inside, before = engine.network_seconds, perf_counter()
    work()
    return (engine.network_seconds - inside) / (perf_counter() - before)


def session(model: str) -> onnxruntime.InferenceSession:
    """The network as the engine loads it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        models.read_bytes(f"{model}-int8.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def padded(sentences: Sequence[Pieced]) -> dict[str, Any]:
    """Network input of several sentences, zeros after the shorter ones."""
    pieces, words = max(len(s.ids) for s in sentences), max(len(s.first) for s in sentences)
    feed: dict[str, Any] = {name: np.zeros((len(sentences), pieces), np.int64) for name in ("ids", "shape")}
    feed |= {name: np.zeros((len(sentences), words), np.int64) for name in ("first", "last")}
    for row, s in enumerate(sentences):
        feed["ids"][row, : len(s.ids)], feed["shape"][row, : len(s.ids)] = s.ids, s.shapes
        feed["first"][row, : len(s.first)], feed["last"][row, : len(s.first)] = s.first, s.last
    feed["mask"] = np.arange(pieces)[None] < np.array([len(s.ids) for s in sentences])[:, None]
    return feed


def batches(sentences: Sequence[Pieced]) -> Iterator[list[int]]:
    """Numbers of the sentences of each batch, by length."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].ids))
    for k in range(0, len(order), BATCH):
        yield order[k : k + BATCH]


def compare_batches(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """The same network alone and in batches: seconds, and the share of sentences with another best head or tag."""
    network = session("minilm6")
    pieced = [shared().sentence([t[a:b] for a, b in tokens(t)]) for t in texts]
    alone = [padded([p]) for p in pieced]
    groups = list(batches(pieced))
    together = [padded([pieced[i] for i in group]) for group in groups]
    seconds = best(
        rounds,
        {
            "alone": lambda: timed(lambda: [network.run(None, feed) for feed in alone]),
            "batched": lambda: timed(lambda: [network.run(None, feed) for feed in together]),
        },
    )
    names = ["arc", "upos", "ner", "pred"]
    changed = 0
    for group, feed in zip(groups, together, strict=True):
        rows = network.run(names, feed)
        for row, i in enumerate(group):
            n = len(pieced[i].first)
            arc, upos, ner, pred = (x[0] for x in network.run(names, alone[i]))
            same = (
                np.array_equal(arc.argmax(-1), rows[0][row, :n, : n + 1].argmax(-1)),
                np.array_equal(upos, rows[1][row, :n]),
                np.array_equal(ner.argmax(-1), rows[2][row, :n].argmax(-1)),
                np.array_equal(pred.argmax(-1), rows[3][row, :n].argmax(-1)),
            )
            changed += not all(same)
    return {**seconds, "changed": round(changed / len(pieced), 3)}


def measure(rounds: int) -> dict[str, Any]:
    articles = [p.read_text("utf8") for p in sorted(SEEDS.glob("*.txt"))]
    texts = [article[s.start : s.end] for article in articles for s in split(article)]
    words = sum(len(tokens(t)) for t in texts)
    engines = {name: Engine(name) for name in models.NAMES}

    def parse_all(name: str) -> list[Any]:
        return [engines[name].parse(t) for t in texts]

    def read_again(reader: Reader) -> float:
        return timed(lambda: [reader.read(article, date(2022, 12, 20)) for article in articles])

    cached = Reader(engines["minilm6"], SentenceCache(10_000))
    works: dict[str, Callable[[], float]] = {name: lambda name=name: timed(lambda: parse_all(name)) for name in engines}
    works["split"] = lambda: timed(lambda: [split(article) for article in articles])
    works["again"] = lambda: read_again(cached)
    seconds = best(rounds, works)
    inside = {
        name: median(share_inside(e, lambda n=name: parse_all(n)) for _ in range(rounds)) for name, e in engines.items()
    }
    batch = compare_batches(texts, rounds)
    return {
        "articles": len(articles),
        "sentences": len(texts),
        "words": words,
        "minilm6_words_per_second": round(words / seconds["minilm6"]),
        "minilm3_words_per_second": round(words / seconds["minilm3"]),
        "minilm6_share_inside_onnxruntime": round(inside["minilm6"], 3),
        "minilm3_share_inside_onnxruntime": round(inside["minilm3"], 3),
        "minilm3_to_minilm6": round(seconds["minilm6"] / seconds["minilm3"], 2),
        "network_in_batches_of_8_to_alone": round(batch["alone"] / batch["batched"], 2),
        "sentences_read_otherwise_in_batches": batch["changed"],
        "splitter_share_of_reading": round(seconds["split"] / (seconds["split"] + seconds["minilm6"]), 4),
        "articles_read_per_second": round(len(articles) / (seconds["split"] + seconds["minilm6"]), 1),
        "known_articles_read_per_second": round(len(articles) / seconds["again"], 1),
    }


def measure_extraction(rounds: int) -> dict[str, Any]:
    """The stage extract on clean articles, no cache, with and without the trigger gate: articles a second."""
    engine = Engine("minilm6")
    clean = [Intake().run(raw.value, raw.key) for raw in read([SEEDS])]
    gated = factory.build(engine=engine, cache=SentenceCache(0))
    ungated = factory.build(engine=engine, cache=SentenceCache(0), gated=False)

    def run(extractor: Extractor) -> list[object]:
        return [extractor.run(article) for article in clean]

    seconds = best(rounds, {"gated": lambda: timed(lambda: run(gated)), "ungated": lambda: timed(lambda: run(ungated))})
    inside = median(share_inside(engine, lambda: run(gated)) for _ in range(rounds))
    results = [gated.run(article) for article in clean]
    return {
        "articles_extracted_per_second": round(len(clean) / seconds["gated"], 1),
        "extraction_share_inside_onnxruntime": round(inside, 3),
        "gated_to_ungated": round(seconds["ungated"] / seconds["gated"], 2),
        "sentences_past_the_gate": round(sum(r.parsed for r in results) / sum(r.sentences for r in results), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if os.environ.get("OMP_NUM_THREADS") != "1":  # numpy's threads only cost on products this small; read when it loads
        os.execve(
            sys.executable,
            [sys.executable, "-m", "bench.extract", *sys.argv[1:]],
            {**os.environ, "OMP_NUM_THREADS": "1"},
        )
    result = measure(options.rounds) | measure_extraction(options.rounds)
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name.replace('_', ' '):<42}{value:>10}")


if __name__ == "__main__":
    main()
