"""The lexicon of rolesets."""

import pytest

from services.extract.nlp import rolesets


def test_roles_and_definition() -> None:
    attack = rolesets.load().get("attack.01")
    assert attack is not None
    assert attack.definition
    assert attack.roles["A1"].startswith("entity attacked")
    assert rolesets.load().get("attack.00") is None


@pytest.mark.parametrize(
    ("lemma", "kind", "expected"),
    [
        ("invasion", "noun", "invade.01"),
        ("Attack", "verb", "attack.01"),
        ("carry", "verb", "carry_out.03"),
        ("counter-attack", "noun", "counterattack.01"),
    ],
)
def test_rolesets_of_a_lemma(lemma: str, kind: str, expected: str) -> None:
    assert expected in rolesets.load().of(lemma, kind)


def test_unlisted_lemmas() -> None:
    lexicon = rolesets.load()
    assert lexicon.of("blorp", "verb") == []
    assert "emphasize.01" in lexicon.guess("emphasise", "verb")
    assert "shell.01" in lexicon.guess("shelling", "noun")
    assert lexicon.guess("blorp", "verb") == []
    assert lexicon.guess("ing", "noun") == []


def test_aliases_of_a_model_leave_the_lexicon_alone() -> None:
    lexicon = rolesets.load()
    assert lexicon.with_aliases(["n:blorp=attack.01"]).of("blorp", "noun") == ["attack.01"]
    assert lexicon.of("blorp", "noun") == []
