"""The corpora come out in one form: heads as the engine gives them, names brought to one scheme, frames by head."""

import tarfile
from pathlib import Path

import pytest

from models.corpora import entities, meantime, semantic, sets
from models.corpora.entities import IGNORED, LABELS, spans, targets
from models.corpora.sentence import GoldEntity, Sentence


def test_every_set_is_read(corpora: Path) -> None:
    names = [*sets.SYNTAX, *sets.ENTITIES, *sets.SEMANTICS, "ewt_test", "gum_test", "pud_test", "meantime_test"]
    for name in [*names, "masc_news", "qanom_test"]:
        assert sets.load(corpora, name), name
    with pytest.raises(ValueError, match="no set"):
        sets.load(corpora, "ontonotes")


def test_syntax_and_frames_are_those_of_the_files(corpora: Path) -> None:
    s = sets.load(corpora, "ewt_train")[0]
    assert s.words == ["Rebels", "attacked", "Mosul", "on", "Sunday", "."]
    assert s.heads == [1, -1, 1, 4, 1, 1]
    assert s.deprels[:3] == ["nsubj", "root", "obj"]
    assert s.frames is not None
    (frame,) = s.frames
    assert frame == (1, "verb", "attack.01", [("A0", 0), ("A1", 2), ("TMP", 4)])
    assert s.facts == {1: (1.1, 0.5, None, None, None)}


def test_names_of_gum_are_its_proper_nouns_and_calendar_words(corpora: Path) -> None:
    (s,) = sets.load(corpora, "gum_dev")
    assert s.entities == [GoldEntity(2, 3, "LOC"), GoldEntity(4, 5, "DATE")]
    assert [LABELS[t] for t in targets(s)] == ["O", "O", "B-LOC", "O", "B-DATE", "O"]


def test_what_a_corpus_does_not_mark_takes_no_part(corpora: Path) -> None:
    pud = sets.load(corpora, "pud_test")[0]
    assert targets(pud) == [0, 0, LABELS.index("B-LOC"), 0, IGNORED, 0]
    wiki = sets.load(corpora, "crossner")[0]
    assert targets(wiki) == [0, 0, LABELS.index("B-ORG"), LABELS.index("I-ORG"), 0, IGNORED, 0]
    assert targets(sets.load(corpora, "ewt_train")[0]) == [IGNORED] * 6


def test_meantime_keeps_names_without_titles_and_no_demonyms(corpora: Path) -> None:
    both = [sets.load(corpora, f"meantime_{part}") for part in ("train", "test")]
    assert [len(x) for x in both] == [5, 2]
    assert both[0][0].entities == [GoldEntity(3, 4, "PER"), GoldEntity(5, 6, "?")]
    assert {s.document for s in both[1]} == meantime.held_out([s for x in both for s in x])


def test_news_of_masc_is_apart_from_what_is_trained_on(corpora: Path) -> None:
    train, news = (sets.load(corpora, f"masc_{part}") for part in ("train", "news"))
    assert [len(train), len(news)] == [1, 1]
    assert news[0].id.startswith(semantic.MASC_NEWS)
    assert train[0].frame_scope == "verb"


def test_nouns_that_are_events(corpora: Path) -> None:
    (s,) = sets.load(corpora, "qanom_train")
    assert (s.words[1], s.facts[1][-1], s.facts[4][-1], s.genre) == ("attack", 1.0, 0.0, "wikinews")


def test_an_inside_tag_of_another_kind_begins_an_entity() -> None:
    assert list(spans(["I-PER", "I-PER", "I-LOC", "B-LOC", "O"])) == [(0, 2, "PER"), (2, 3, "LOC"), (3, 4, "LOC")]
    assert len(entities.LABELS) == 13


def test_the_head_of_a_span_is_the_shallowest_word_that_is_no_punctuation() -> None:
    s = Sentence(["a", "b", ",", "c"], "x", upos=["NOUN", "NOUN", "PUNCT", "NOUN"], heads=[3, 0, 3, -1])
    assert semantic.head_of(s, 0, 2) == 0
    assert semantic.head_of(s, 2, 2) == 2


def test_an_archive_is_as_good_as_its_folder(corpora: Path, tmp_path: Path) -> None:
    packed = tmp_path / "corpora.tar.xz"
    with tarfile.open(packed, "w:xz") as archive:
        archive.add(corpora, "corpora")
    with sets.opened(packed) as folder:
        assert sets.load(folder, "ewt_dev") == sets.load(corpora, "ewt_dev")
    with pytest.raises(FileNotFoundError), sets.opened(tmp_path / "none.tar.xz"):
        pass
