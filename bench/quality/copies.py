"""Near-duplicate articles: wire copies made from MEANTIME's articles, found by their signatures alone.

usage: python -m bench.quality.copies [--json]

Each article gets nine seeded copies as other papers would print it (services.replay.amplify: paragraphs cut and
swapped), some of them with sentences of another article put in. A pair is true where the Jaccard similarity of the two
texts' runs of three words, counted exactly, is at least .5; found where the signatures say so, as dedup asks.
"""

import argparse
import json
import random
from itertools import combinations

import numpy as np

from bench.quality import DATA
from bench.quality.meantime import documents
from services.dedup.sources import NEAR_DUPLICATE, PERMUTATIONS, signature_of
from services.intake.signature import SHINGLE, signature, words_of
from services.replay.amplify import amplify
from services.replay.articles import RawArticle

ARTICLES = DATA / "meantime"
COPIES, SEED, STRANGE = 10, 7, 0.4  # articles a story; of the copies, the share with foreign sentences in them


def copies(texts: list[str]) -> list[str]:
    """Every article with its copies."""
    chance = random.Random(SEED)
    out = []
    for number, text in enumerate(texts):
        body = "\n\n".join(
            s for s in text.replace("\n\n", " ").split(". ") if s
        )  # paragraphs of one sentence, as agencies write
        raw = RawArticle(str(number).encode(), json.dumps({"text": body}).encode(), "")
        for copy in amplify([raw], COPIES, SEED):
            said = str(json.loads(copy.value)["text"]).split("\n\n")
            if copy is not raw and chance.random() < STRANGE:
                foreign = chance.choice(texts).split(". ")
                said += foreign[: chance.randint(1, max(1, len(said)))]
            out.append("\n\n".join(said))
    return out


def shingles(text: str) -> frozenset[str]:
    words = words_of(text)
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def score(texts: list[str]) -> dict[str, float | int]:
    """Precision, recall and F1 of pairs at Jaccard ≥ .5."""
    sets = [shingles(t) for t in texts]
    values = np.stack([signature_of(signature(t)) for t in texts])
    hit = extra = missed = 0
    for i, j in combinations(range(len(texts)), 2):
        shared = len(sets[i] & sets[j])
        true = shared >= NEAR_DUPLICATE * (len(sets[i]) + len(sets[j]) - shared)
        found = int(np.count_nonzero(values[i] == values[j])) >= NEAR_DUPLICATE * PERMUTATIONS
        hit, extra, missed = hit + (true and found), extra + (found and not true), missed + (true and not found)
    precision, recall = hit / max(1, hit + extra), hit / max(1, hit + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"articles": len(texts), "pairs": hit + missed, "precision": round(precision, 4),
            "recall": round(recall, 4), "f1": round(f1, 4)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not ARTICLES.is_dir():
        print(json.dumps({}) if options.json else "MEANTIME is not there: see bench.quality for where it comes from")
        return
    result = score(copies([d.text for d in documents(ARTICLES)]))
    if options.json:
        print(json.dumps(result))
    else:
        print(
            "near-duplicate pairs: {articles} articles, {pairs} true pairs; P {precision} R {recall} F1 {f1}".format(
                **result
            )
        )


if __name__ == "__main__":
    main()
