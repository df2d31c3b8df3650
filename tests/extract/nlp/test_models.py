"""The shipped model files: what the card says, unchanged, with names on them."""

import hashlib
import re
from importlib import resources

import pytest

from services.extract.nlp import models

SUMS = re.findall(r"^([0-9a-f]{64})  (\S+)$", models.read_text("MODEL_CARD.md"), re.M)


def shipped() -> set[str]:
    files = {p.name for p in resources.files(models).iterdir() if p.is_file()}
    return files - {"__init__.py", "MODEL_CARD.md", "ATTRIBUTION.md"}


def test_the_card_names_every_file() -> None:
    assert {name for _, name in SUMS} == shipped()


@pytest.mark.parametrize(("digest", "name"), SUMS, ids=[n for _, n in SUMS])
def test_checksums_are_those_of_the_card(digest: str, name: str) -> None:
    assert hashlib.sha256(models.read_bytes(name)).hexdigest() == digest


def test_licence_and_names_stand_beside_the_weights() -> None:
    assert "CC BY-SA 4.0" in models.read_text("MODEL_CARD.md")
    attribution = models.read_text("ATTRIBUTION.md")
    for work in (
        "MiniLM",
        "EWT",
        "GUM",
        "Universal NER",
        "wikigold",
        "CrossNER",
        "MEANTIME",
        "PropBank",
        "MASC",
        "UDS",
    ):
        assert work in attribution or work == "UDS"
    assert "Universal Decompositional Semantics" in attribution
    assert "Princeton" in models.read_text("LICENSE-WordNet.txt")


def test_an_absent_file_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        models.read_bytes("minilm9-int8.onnx")
