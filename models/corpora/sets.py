"""The sets by name: `load(folder, "ewt_test")`. The folder is what `models.collect` writes, or its packed archive."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from models.corpora import conllu, gum, meantime, named, semantic
from models.corpora.sentence import Sentence

SYNTAX = ("ewt_train", "gum_train")
ENTITIES = ("ewt_dev", "wikigold", "crossner", "meantime_train")
SEMANTICS = ("masc_train", "qanom_train")
LONGEST = 150  # words; no longer sentence is trained or scored on


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of the corpora: `path` itself, or the content of an archive. Raises FileNotFoundError."""
    if path.is_dir():
        yield path
        return
    with TemporaryDirectory() as folder, tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
        yield next(p.parent for p in sorted(Path(folder).rglob("pud")))


def load(folder: Path, name: str) -> list[Sentence]:
    """The sentences of a set.

    Names: ewt_train, ewt_dev, ewt_test, gum_train, gum_dev, gum_test, pud_test, wikigold, crossner, meantime_train,
    meantime_test, masc_train, masc_news, qanom_train, qanom_test. Raises ValueError for another name.
    """
    corpus, _, part = name.partition("_")
    if corpus == "ewt":
        return _ewt(folder, part)
    if corpus == "gum":
        sentences = [s for path in sorted((folder / "gum" / part).glob("*.conllu")) for s in conllu.read(path, "gum")]
        for s in sentences:
            s.entities, s.entity_scheme = gum.entities(s), "full"
        return sentences
    if corpus == "pud":
        marked = named.read_uner(folder / "uner" / "pud_test.iob2")
        return named.add_uner(conllu.read(folder / "pud" / "test.conllu", "pud"), marked, by_text=True)
    if corpus == "wikigold":
        return named.read_columns(folder / "wikigold" / "wikigold.conll.txt", "wikigold", "wiki", named.WIKIGOLD)
    if corpus == "crossner":
        files = [(domain, folder / "crossner" / domain / f"{x}.txt") for domain in named.DOMAINS
                 for x in ("train", "dev", "test")]  # fmt: skip
        return [s for domain, path in files for s in named.read_columns(path, "crossner", domain, named.CROSSNER)]
    if corpus == "meantime":
        sentences = meantime.read(folder / "meantime")
        held = meantime.held_out(sentences)
        return [s for s in sentences if (s.document in held) == (part == "test")]
    if corpus == "masc":
        return _masc(folder, part)
    if corpus == "qanom":
        return list(semantic.read_nouns(folder / "semantics" / "qanom" / f"{part}.tsv"))
    raise ValueError(f"no set {name!r}")


def scored(folder: Path, name: str) -> list[Sentence]:
    """The sentences of a set that are short enough to be scored on."""
    return [s for s in load(folder, name) if len(s.words) <= LONGEST]


def _ewt(folder: Path, part: str) -> list[Sentence]:
    sentences = conllu.read(folder / "ewt" / f"{part}.conllu", "ewt")
    semantic.add_frames(sentences, folder / "semantics" / "propbank" / f"ewt_{part}.tsv", "all")
    semantic.add_factuality(sentences, folder / "semantics" / "uds" / "ewt.tsv")
    if part == "train":
        return sentences
    return named.add_uner(sentences, named.read_uner(folder / "uner" / f"ewt_{part}.iob2"))


def _masc(folder: Path, part: str) -> list[Sentence]:
    """Its trees and lemmas are a parser's: good for finding the heads of arguments, not for training."""
    sentences = conllu.read(folder / "semantics" / "masc" / "masc.conllu", "masc")
    mine = [s for s in sentences if s.id.startswith(semantic.MASC_NEWS) == (part == "news")]
    return semantic.add_frames(mine, folder / "semantics" / "propbank" / "masc.tsv", "verb")
