"""A tiny set of corpora in the layout of the real ones, in words of this project's own."""

from pathlib import Path

import pytest

SENTENCE = """# sent_id = {id}
1\tRebels\trebel\tNOUN\tNNS\t_\t2\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1-sgl)
2\tattacked\tattack\tVERB\tVBD\t_\t0\troot\t_\t_
3\tMosul\tMosul\tPROPN\tNNP\t_\t2\tobj\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl-Mosul)
4\ton\ton\tADP\tIN\t_\t5\tcase\t_\t_
5\tSunday\tSunday\tPROPN\tNNP\t_\t2\tobl\t_\tEntity=(3-time-new-nnnnn-cf3-1-sgl)
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
UNER = "# sent_id = {id}\n1\tRebels\tO\n2\tattacked\tO\n3\tMosul\tB-LOC\n4\ton\tO\n5\tSunday\tO\n6\t.\tO\n\n"
COLUMNS = "Rebels O\nof O\nAcme B-organisation\nLtd I-organisation\nin O\n1999 O\n. O\n\n"
MEANTIME = """<Document><token t_id="1" sentence="0">Acme</token><token t_id="2" sentence="0">chairman</token>
<token t_id="3" sentence="0">Mr.</token><token t_id="4" sentence="0">Jones</token>
<token t_id="5" sentence="0">met</token>
<token t_id="6" sentence="0">Ukrainian</token><token t_id="7" sentence="0">officials</token>
<Markables><ENTITY_MENTION m_id="1" syntactic_type="NAM"><token_anchor t_id="1"/><token_anchor t_id="2"/>
<token_anchor t_id="3"/><token_anchor t_id="4"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="2" syntactic_type="PRE.NAM"><token_anchor t_id="6"/></ENTITY_MENTION>
<EVENT_MENTION m_id="5"><token_anchor t_id="5"/></EVENT_MENTION>
<EVENT m_id="6" instance_id="meeting" class="OTHER"/>
<ENTITY m_id="3" ent_type="PER"/><ENTITY m_id="4" ent_type="LOC"/></Markables>
<Relations><REFERS_TO><source m_id="1"/><target m_id="3"/></REFERS_TO>
<REFERS_TO><source m_id="2"/><target m_id="4"/></REFERS_TO>
<REFERS_TO><source m_id="5"/><target m_id="6"/></REFERS_TO></Relations></Document>
"""
FRAMES = "{0}\t2\tverb\tattack.01\tA0:1-1 A1:3-3 TMP:4-5\n"
EWT = ("weblog-x.y_2004-0001", "weblog-x.y_2004-0002", "weblog-x.y_2004-0003")
MASC, NEWS = "110CYL067-0001", "20000410_nyt-NEW-0001"


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder; its sentences are one sentence, its labels few."""
    folder = tmp_path_factory.mktemp("corpora")
    files = {
        **{f"ewt/{part}.conllu": "".join(SENTENCE.format(id=i) for i in EWT) for part in ("train", "dev", "test")},
        **{f"gum/{part}/GUM_news_x.conllu": SENTENCE.format(id="GUM_news_x-1") for part in ("train", "dev", "test")},
        "pud/test.conllu": SENTENCE.format(id="n01001"),
        **{f"uner/ewt_{part}.iob2": UNER.format(id=EWT[0]) for part in ("dev", "test")},
        "uner/pud_test.iob2": UNER.format(id="other"),
        "wikigold/wikigold.conll.txt": COLUMNS.replace("organisation", "ORG"),
        **{f"crossner/{d}/{p}.txt": COLUMNS for d in ("politics", "literature", "music", "science", "ai")
           for p in ("train", "dev", "test")},
        **{f"meantime/{kind}/corpus_airbus/{n}.xml": MEANTIME for kind in ("intra", "cross") for n in range(7)},
        **{f"semantics/propbank/ewt_{p}.tsv": "".join(map(FRAMES.format, EWT)) for p in ("train", "dev", "test")},
        "semantics/propbank/masc.tsv": FRAMES.format(MASC) + FRAMES.format(NEWS),
        "semantics/masc/masc.conllu": SENTENCE.format(id=MASC) + SENTENCE.format(id=NEWS),
        "semantics/uds/ewt.tsv": f"{EWT[0]}\t2\t1.100\t0.500\t\t\n{EWT[1]}\t3\t-0.900\t\t\t\n",
        **{f"semantics/qanom/{p}.tsv": f"Wiki1k:{g}:1:0\tThe attack hit the market .\t2:1 5:0\n"
           for p, g in (("train", "wikinews"), ("test", "wikipedia"))},
    }  # fmt: skip
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
    return folder
