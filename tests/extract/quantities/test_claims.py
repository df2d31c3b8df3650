"""Sentences written for the turns of phrase that news has for casualties: every claim and no other.

claims.tsv: a sentence, then its claims: k killed, i injured, m missing, d displaced, t detained, a abducted, with the
number; "20+" is at least 20, "-20" up to 20. "o:" marks what may be claimed or not (a part of another claim).
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from services.extract.document import Document
from services.extract.quantities.casualties import tag_casualties
from services.extract.quantities.tagger import tag_quantities

KINDS = {"k": "killed", "i": "injured", "m": "missing", "d": "displaced", "t": "detained", "a": "abducted"}
Claim = tuple[str, int | None, int | None]
ROWS = [line.partition("\t")[::2] for line in Path(__file__).with_name("claims.tsv").read_text("utf8").splitlines()]


def claim(code: str) -> Claim:
    parts = re.fullmatch(r"(?:o:)?([kimdta])(-?)(\d+)(\+?)", code)
    assert parts, code
    number = int(parts[3])
    return KINDS[parts[1]], None if parts[2] else number, None if parts[4] else number


@pytest.mark.parametrize(("text", "codes"), ROWS)
def test_claims_of_a_sentence(read: Callable[[str], Document], text: str, codes: str) -> None:
    document = read(text)
    said = {(c.kind.value, c.min, c.max) for c in tag_casualties(document, tag_quantities(document))}
    asked = {claim(code) for code in codes.split() if not code.startswith("o:")}
    allowed = {claim(code) for code in codes.split()}
    assert asked <= said <= allowed
