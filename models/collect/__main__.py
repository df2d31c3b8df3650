"""Gathers the corpora into one folder, and on request the list of rolesets.

usage: python -m models.collect --clones FOLDER --uds FOLDER --qanom FOLDER --out FOLDER [--rolesets FILE]

--clones: a clone <owner>/<name> of each repository of sources.tsv that holds the commit named there. --uds:
factuality.json and genericity.json of decomp/data, unzipped; --qanom: annot.train.csv and annot.test.csv of QANom,
unzipped. The packaged model gives MASC, which has no dependency trees, its heads. --rolesets: write rolesets.tsv there.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from models.collect import judgements, propbank, syntax
from models.collect.repository import Repository
from models.collect.rolesets import rolesets
from models.corpora import conllu
from models.corpora.semantic import annotated
from services.extract.nlp.engine import Engine

LICENCES = {
    "propbank": ("propbank/propbank-release", "LICENSE"),
    "uds": ("decompositional-semantics-initiative/decomp", "decomp/data/LICENSE"),
    "qanom": ("kleinay/QANom", "LICENSE"),
}


def collect(clones: Path, uds: Path, qanom: Path, out: Path) -> None:
    """Write every corpus below `out`. Raises FileNotFoundError where something is missing."""
    syntax.collect(clones, out)
    semantics = out / "semantics"
    ewt = {part: conllu.read(out / "ewt" / f"{part}.conllu", "ewt") for part in syntax.PARTS}
    for part, rows in propbank.on_ewt(clones, ewt).items():
        _write(semantics / "propbank" / f"ewt_{part}.tsv", rows)
    sentences, rows = propbank.on_masc(clones)
    _write(semantics / "propbank" / "masc.tsv", rows)
    engine = Engine()
    _write(semantics / "masc" / "masc.conllu", [line for s in sentences for line in parsed(engine, *s)])
    covered = {key for part in syntax.PARTS for key in annotated(semantics / "propbank" / f"ewt_{part}.tsv")}
    fit = [s for several in ewt.values() for s in several if s.id in covered]
    _write(semantics / "uds" / "ewt.tsv", judgements.factuality(clones, uds, fit))
    for part in ("train", "test"):
        rows = judgements.nouns(qanom / f"annot.{part}.csv", wikinews_alone=part == "train")
        _write(semantics / "qanom" / f"{part}.tsv", rows)
    for folder, (name, path) in LICENCES.items():
        (semantics / folder / "LICENSE.txt").write_bytes(Repository(clones, name).read(path))


def parsed(engine: Engine, key: str, words: list[str], tags: list[str]) -> Iterable[str]:
    """A sentence in CoNLL-U: its own words and tags, the engine's lemmas, heads and relations."""
    parse = engine.parse_words(words)
    yield f"# sent_id = {key}"
    read = zip(words, parse.lemmas, parse.upos, tags, parse.heads, parse.deprels, strict=False)
    for number, (word, lemma, upos, tag, head, relation) in enumerate(read, 1):
        yield "\t".join((str(number), word, lemma, upos, tag, "_", str(head + 1), relation, "_", "_"))
    yield ""


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("clones", "uds", "qanom", "out"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--rolesets", type=Path)
    options = parser.parse_args()
    collect(options.clones, options.uds, options.qanom, options.out)
    if options.rolesets:
        _write(options.rolesets, rolesets(options.clones))


if __name__ == "__main__":
    main()
