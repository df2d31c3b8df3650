"""The recipes: which runs make a model, in order, every seed and rate fixed.

`plain` is what to use: one run of six layers, the embedding refitted, three of its layers distilled. `shipped` is how
the packaged weights were made: trained without frames, trained on with them, averaged, trained on with the first as
teacher. It is a record of settings: it was not run anew, and would not give the same bits (threads, versions).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from models.training import embedding, runs
from models.training.export import export
from models.training.mix import mix
from models.training.train import Settings, train

DISTILLED = (0, 2, 4)
SMOKE = 12  # sentences of each set


@dataclass(frozen=True)
class Step:
    """A run: trained with `settings`, init and teacher being other runs' names, or mixed (first, second, share).

    refit: widen its embedding. exported: under which name.
    """

    name: str
    settings: Settings | None = None
    init: str | None = None
    teacher: str | None = None
    mixed: tuple[str, str, float] | None = None
    refit: bool = False
    exported: str | None = None


SMALL = Settings(rate=2.5e-4, head_rate=1.2e-3, layers=DISTILLED)
RECIPES = {
    "plain": (
        Step("run6", Settings(), refit=True, exported="minilm6"),
        Step("run3", replace(SMALL, epochs=4), init="run6", teacher="run6", refit=True, exported="minilm3"),
    ),
    "shipped": (
        Step("syntax", Settings(semantics=False)),
        Step("frames", Settings(rate=2e-4, head_rate=1.5e-3), init="syntax"),
        Step("mixed", mixed=("syntax", "frames", 0.4)),
        Step(
            "run6",
            Settings(epochs=2, rate=1.2e-4, head_rate=8e-4, seed=1),
            init="mixed",
            teacher="syntax",
            refit=True,
            exported="minilm6",
        ),
        Step("run3", replace(SMALL, epochs=3), init="run6", teacher="run6", refit=True, exported="minilm3"),
    ),
}


def follow(recipe: str, corpora: Path, out: Path, smoke: bool = False, say: Callable[[str], None] = print) -> Path:
    """Make the models of a recipe; the folder with what was exported. smoke: a few sentences and one step a run."""
    exported = out / "exported"
    for step in RECIPES[recipe]:
        folder = out / step.name
        say(f"== {step.name}")
        if step.mixed:
            first, second, share = step.mixed
            mix(out / first, out / second, share, folder)
        if step.settings:
            settings = replace(
                step.settings,
                init=out / step.init if step.init else None,
                teacher=out / step.teacher if step.teacher else None,
            )
            if smoke:
                settings = replace(settings, most=SMOKE, steps=1)
            train(corpora, folder, settings, _told(folder / runs.LOG, say))
        if step.refit:
            embedding.refit(folder, corpora, most=SMOKE if smoke else None, say=_told(folder / runs.LOG, say))
        if step.exported:
            export(folder, step.exported, exported)
    return exported


def _told(log: Path, say: Callable[[str], None]) -> Callable[[str], None]:
    def both(line: str) -> None:
        say(line)
        with log.open("a", encoding="utf8") as file:
            file.write(line + "\n")

    return both
