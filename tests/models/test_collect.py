"""What is gathered: skeletons of PropBank, leaves of trees, frame files, votes, files of a repository at a commit."""

import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from models.collect.judgements import nouns
from models.collect.propbank import frames, leaves, skeletons, unescaped
from models.collect.repository import Repository, sources
from models.collect.rolesets import line
from models.corpora.semantic import ROLES

SKELETON = """a 0 0 w NNS * - - (ARG0*) *
a 0 1 w VBD * - attack.01 (V*) *
a 0 2 w DT * - - (ARG1* *
a 0 3 w NN * - - *) *
a 0 4 w WDT * - - (R-ARG1*) *
a 0 5 w VBD * - be.03 (ARGM-TMP*) (V*)
"""
ROLESET = """<roleset id="attack.01" name="to make an |  attack"><aliases><alias pos="v">attack</alias>
<alias pos="n">attack</alias><alias pos="x">other</alias></aliases><roles><role n="1" descr="entity attacked"/>
<role n="0" descr="attacker"><rolelinks><rolelink resource="VerbNet" version="3.3" class="judgment">agent</rolelink>
<rolelink resource="VerbNet" version="3.4" class="judgment">Agent</rolelink></rolelinks></role><role n="m" descr="x"/>
</roles><lexlinks><lexlink resource="FrameNet" version="1.7" class="Attack"/></lexlinks></roleset>"""


def test_a_skeleton_gives_spans_without_auxiliaries_and_relative_pronouns() -> None:
    (rows,) = skeletons(SKELETON + "\n\n")
    assert frames("s-1", rows) == ["s-1\t2\tverb\tattack.01\tA0:1-1 A1:3-4 TMP:6-6"]
    assert frames("s-2", [[*row[:7], "-"] for row in rows]) == ["s-2\t0"]
    assert {"A0", "A1", "TMP"} <= set(ROLES)


def test_leaves_of_trees_leave_traces_out() -> None:
    text = "( (S (NP (NNP Kyiv)) (VP (VBD fell) (-NONE- *T*-1)) (-LRB- -LRB-)) )\n( (X (NN end)) )"
    assert leaves(text) == [[("NNP", "Kyiv"), ("VBD", "fell"), ("-LRB-", "-LRB-")], [("NN", "end")]]
    assert [unescaped(w) for w in ("-LRB-", "``", "1\\/2")] == ["(", '"', "1/2"]


def test_a_roleset_is_one_line_of_six_columns() -> None:
    assert line(ElementTree.fromstring(ROLESET)).split("\t") == [
        *("attack.01", "to make an attack", "v:attack n:attack"),
        *("A0=attacker [Agent]|A1=entity attacked", "", "Attack"),
    ]


def test_the_majority_of_the_workers_says_what_is_an_event(tmp_path: Path) -> None:
    file = tmp_path / "annot.csv"
    rows = [("q:Wikinews:1", "An attack came .", 1, worker, verbal) for worker, verbal in (("a", True), ("b", False))]
    rows += [("q:wikinews:1", "An attack came .", 1, w, v) for w, v in (("a", True), ("b", True), ("c", False))]
    rows += [("q:wikipedia:2", "A visit .", 1, "a", True)]
    head = "qasrl_id,sentence,target_idx,worker_id,is_verbal\n"
    file.write_text(head + "".join(",".join(map(str, row)) + "\n" for row in rows), "utf8")
    said = ["q:Wikinews:1\tAn attack came .\t2:0", "q:wikinews:1\tAn attack came .\t2:1"]
    assert nouns(file, wikinews_alone=True) == said
    assert nouns(file, wikinews_alone=False) == [*said, "q:wikipedia:2\tA visit .\t2:1"]


def test_files_are_read_at_the_commit_and_not_as_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "owner" / "name"
    folder.mkdir(parents=True)

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        command = ["git", "-C", str(folder), *who, *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()

    git("init", "-q")
    (folder / "sub").mkdir()
    (folder / "sub" / "é.txt").write_bytes(b"old\xff")
    git("add", "-A")
    git("commit", "-qm", "one")
    commit = git("rev-parse", "HEAD")
    (folder / "sub" / "é.txt").write_text("new")
    of = Repository(tmp_path, "owner/name", commit)
    assert of.names() == of.names("sub") == ["sub/é.txt"]
    assert of.read("sub/é.txt") == b"old\xff"
    assert of.text("sub/é.txt") == "old\ufffd"
    with pytest.raises(FileNotFoundError, match="has no sub/none"):
        of.read("sub/none")
    with pytest.raises(FileNotFoundError, match="clone owner/none"):
        Repository(tmp_path, "owner/none", commit)


def test_sources_have_a_commit_and_a_licence() -> None:
    for source in sources().values():
        assert source.licence
        assert source.taken
        assert source.commit == "-" or len(bytes.fromhex(source.commit)) == 20
