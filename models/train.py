"""Trains the models anew, exports them and scores what came out: one command.

usage: python -m models.train --corpora PATH --out FOLDER [--recipe plain|shipped] [--threads N] [--smoke]

PATH: the folder that `models.collect` writes, or an archive of it. FOLDER gets a folder a run, and `exported` with the
files that go to services/extract/nlp/models. Needs requirements/train.txt and requirements/encoder.txt (`make train`
sees to it); two cores take about an hour and a half for `plain`. --smoke: a few sentences, one step a run, no scores.
"""

import argparse
from pathlib import Path

import torch

from models.corpora import sets
from models.evaluate.__main__ import evaluate, table
from models.recipes import RECIPES, follow
from services.extract.nlp.engine import Engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--recipe", default="plain", choices=sorted(RECIPES))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with sets.opened(options.corpora) as corpora:
        exported = follow(options.recipe, corpora, options.out, options.smoke)
        for step in RECIPES[options.recipe]:
            if step.exported:
                engine = Engine(step.exported, folder=exported)
                print(f"{engine.version}: {engine.parse('Rebels attacked the town.').deprels}")
                if not options.smoke:
                    print(*table(evaluate(engine, corpora)), sep="\n")


if __name__ == "__main__":
    main()
