"""Articles are read from what people have: seed files, JSON lines, pages, folders, standard input."""

import io
import sys
from datetime import date
from pathlib import Path

import orjson
import pytest

from services.errors import ConfigurationError
from services.replay.articles import read


def test_the_seed_header_gives_the_date_and_offsets_count_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "flood.txt"
    file.write_text(" date 2021-07-15 Rivers rose.\n\nHouses fell.", "utf8")
    (article,) = read([file])
    fields = orjson.loads(article.value)
    assert (article.key, fields["id"], fields["published_at"]) == (b"flood", "flood", "2021-07-15")
    assert fields["text"].index("Houses") == file.read_text("utf8").index("Houses")
    assert fields["text"].strip().startswith("Rivers")


def test_a_seed_without_date_needs_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rivers rose.")
    with pytest.raises(ConfigurationError, match=r"a\.txt: no date .* --date"):
        list(read([tmp_path]))
    (article,) = read([tmp_path], date(2020, 2, 3))
    assert orjson.loads(article.value)["published_at"] == "2020-02-03"


def test_json_lines_pass_untouched_the_broken_too(tmp_path: Path) -> None:
    lines = [b'{"id": "a", "text": "x", "published_at": "2020-01-01"}', b'{"id": "b", "text"', b"[1]"]
    (tmp_path / "feed.jsonl").write_bytes(b"\n".join([lines[0], b"", *lines[1:]]))
    articles = list(read([tmp_path]))
    assert [a.value for a in articles] == lines
    assert [a.key for a in articles] == [b"a", b"feed:3", b"feed:4"]


def test_a_page_is_dated_by_its_meta_tags(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(
        '<html><head><title>Rain</title><meta property="article:published_time" content="2019-05-06T07:08:09Z">'
        "</head><body><p>Rain fell.</p></body></html>"
    )
    (article,) = read([tmp_path / "p.html"])
    fields = orjson.loads(article.value)
    assert (fields["published_at"], fields["title"], fields["content_type"]) == (
        "2019-05-06T07:08:09Z", "Rain", "text/html",
    )  # fmt: skip


def test_bytes_that_are_no_text_go_on_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b" date 2020-01-01 caf\xe9")
    assert [a.value for a in read([tmp_path])] == [b" date 2020-01-01 caf\xe9"]


def test_the_same_name_in_two_folders_is_two_articles(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(" date 2020-01-01 Rain.")
    assert [a.key for a in read([tmp_path])] == [b"a", b"a.2"]


@pytest.mark.parametrize(("content", "key"), [(b'{"id":"j","text":"x"}', b"j"), (b" date 2020-01-01 x", b"stdin")])
def test_standard_input_is_told_apart(content: bytes, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert [a.key for a in read([Path("-")])] == [key]


@pytest.mark.parametrize("name", ["nothing", "photo.png", "empty"])
def test_a_wrong_path_is_named_with_what_to_do(name: str, tmp_path: Path) -> None:
    (tmp_path / "photo.png").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match=name):
        list(read([tmp_path / name]))
