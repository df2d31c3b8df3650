"""What the models find in sentences written for this test, where both are sure; determinism."""

import numpy as np
import pytest

from services.extract.document import Frame, Parse
from services.extract.nlp import models
from services.extract.nlp.engine import Engine


@pytest.fixture(params=models.NAMES)
def either(request: pytest.FixtureRequest, engine: Engine, small_engine: Engine) -> Engine:
    return engine if request.param == "minilm6" else small_engine


def roles(parse: Parse, word: str) -> dict[str, str]:
    return {a.role: parse.words[a.token] for a in frame(parse, word).arguments}


def frame(parse: Parse, word: str) -> Frame:
    return parse.frame_at[parse.words.index(word)]


def test_active_sentence(either: Engine) -> None:
    parse = either.parse("Police arrested two journalists in Harare on Monday.")
    assert parse.words == ("Police", "arrested", "two", "journalists", "in", "Harare", "on", "Monday", ".")
    assert parse.spans[1] == (7, 15)
    assert parse.lemmas[1:4] == ("arrest", "two", "journalist")
    assert parse.upos == ("NOUN", "VERB", "NUM", "NOUN", "ADP", "PROPN", "ADP", "PROPN", "PUNCT")
    assert parse.xpos[1] == "VBD"
    assert parse.heads[:5] == (1, -1, 3, 1, 5)
    assert parse.deprels[:5] == ("nsubj", "root", "nummod", "obj", "case")
    assert [(e.first, e.last, e.kind) for e in parse.entities] == [(5, 6, "LOC"), (7, 8, "DATE")]
    assert roles(parse, "arrested") == {"A0": "Police", "A1": "journalists", "TMP": "Monday"}
    found = frame(parse, "arrested")
    assert (found.kind, found.roleset) == ("verb", "arrest.01")
    assert found.factual > 0.8
    assert found.probability > 0.9


def test_passive_sentence(either: Engine) -> None:
    parse = either.parse("The bridge was destroyed by rebel forces last week.")
    assert parse.deprels[1] == "nsubj:pass"
    assert parse.lemmas[2] == "be"
    assert roles(parse, "destroyed") == {"A1": "bridge", "A0": "forces", "TMP": "week"}


def test_negation(either: Engine) -> None:
    parse = either.parse("Soldiers didn't enter the town, the governor of Kivu said.")
    assert parse.words[1:3] == ("did", "n't")
    assert parse.lemmas[2] == "not"
    assert roles(parse, "enter") == {"A0": "Soldiers", "NEG": "n't", "A1": "town"}
    assert roles(parse, "said") == {"A0": "governor", "A1": "enter"}
    assert parse.deprels[3] == "ccomp"


def test_control_and_what_has_not_happened(either: Engine) -> None:
    parse = either.parse("The minister urged Kenya to withdraw its troops.")
    assert roles(parse, "urged") == {"A0": "minister", "A1": "Kenya", "A2": "withdraw"}
    assert roles(parse, "withdraw") == {"A0": "Kenya", "A1": "troops"}
    assert frame(parse, "withdraw").factual < 0.3 < 1 < frame(parse, "urged").factual


def test_noun_as_predicate(either: Engine) -> None:
    parse = either.parse("The president's resignation followed weeks of protests in Lima.")
    found = frame(parse, "resignation")
    assert (found.kind, found.roleset) == ("noun", "resign.01")
    assert found.event > 0.9
    assert roles(parse, "resignation") == {"A0": "president"}


def test_embedding_is_a_unit_vector_that_knows_the_topic(engine: Engine) -> None:
    flood, same, other = (
        engine.parse(x).embedding
        for x in (
            "Floods killed nine people in the north of Peru.",
            "Nine died in flooding in northern Peru.",
            "The central bank raised interest rates.",
        )
    )
    assert flood.shape == (384,)
    assert flood.dtype == np.float32
    assert not flood.flags.writeable
    assert np.isclose(np.linalg.norm(flood), 1, atol=1e-4)
    assert flood @ same > 0.5 + flood @ other


def test_a_text_without_words(either: Engine) -> None:
    parse = either.parse(" \n")
    assert parse.words == parse.heads == parse.frames == parse.entities == ()
    assert not parse.embedding.any()


def test_a_reading_depends_on_the_sentence_alone(engine: Engine) -> None:
    one, other = "Rebels shelled the port of Aden.", "Talks were held in Oslo, officials said, but nothing was agreed."
    first = engine.parse(one)
    engine.parse(other)
    again, elsewhere = engine.parse(one), Engine("minilm6").parse(one)
    for parse in (again, elsewhere):
        assert np.array_equal(parse.embedding, first.embedding)
        assert (parse.words, parse.heads, parse.deprels) == (first.words, first.heads, first.deprels)
        assert (parse.entities, parse.frames) == (first.entities, first.frames)


def test_version_names_the_file_and_time_adds_up(engine: Engine, small_engine: Engine) -> None:
    assert engine.version.startswith("minilm6-07cb9bad")
    assert engine.version != small_engine.version
    before = engine.network_seconds
    engine.parse("The town fell.")
    assert engine.network_seconds > before


def test_unknown_model() -> None:
    with pytest.raises(ValueError, match="minilm6, minilm3"):
        Engine("minilm7")
