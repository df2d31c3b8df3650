"""ECB+ as it is read: text, spans, events within and across documents, only checked sentences."""

import io
import tarfile
from datetime import date
from pathlib import Path

from bench.quality.ecbplus import ARCHIVE, CHECKED, documents

WORDS = ["http://x.org/2013/09/16/fall", "Two", "climbers", "died", "in", "a", "fall", "It", "rained", "They", "fell"]
SENTENCES = [0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3]
TOKENS = "".join(
    f'<token t_id="{n}" sentence="{s}" number="0">{w}</token>'
    for n, (w, s) in enumerate(zip(WORDS, SENTENCES, strict=True))
)
MARKS = """<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="3"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="6"/></ACTION_OCCURRENCE>
<NEG_ACTION_STATE m_id="5"><token_anchor t_id="4"/><token_anchor t_id="6"/></NEG_ACTION_STATE>
<ACTION_OCCURRENCE m_id="3"><token_anchor t_id="10"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="4"><token_anchor t_id="2"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="9" RELATED_TO="" TAG_DESCRIPTOR="t" instance_id="ACT1"/>
</Markables>"""
RELATIONS = """<Relations>
<CROSS_DOC_COREF r_id="7" note="ACT1"><source m_id="1"/><target m_id="9"/></CROSS_DOC_COREF>
<INTRA_DOC_COREF r_id="8"><source m_id="2"/></INTRA_DOC_COREF>
</Relations>"""


def test_reads_checked_sentences_only(tmp_path: Path) -> None:
    content = f"<Document>{TOKENS}{MARKS}{RELATIONS}</Document>".encode()
    with tarfile.open(tmp_path / ARCHIVE, "w:xz") as archive:
        member = tarfile.TarInfo("./23/23_1ecbplus.xml")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    (tmp_path / CHECKED).write_text("Topic,File,Sentence Number\n23,1ecbplus,1\n", "utf8")
    (found,) = documents(tmp_path)
    assert (found.name, found.topic, found.published) == ("23_1ecbplus", "23", date(2013, 9, 16))
    assert found.text == "http://x.org/2013/09/16/fall\n\nTwo climbers died in a fall"
    assert [(found.text[m.start : m.end], m.event) for m in found.mentions] == [
        ("died", "ACT1"),
        ("in a fall", "23_1ecbplus:5"),
        ("fall", "23_1ecbplus:8"),
    ]
