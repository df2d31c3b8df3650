"""Files of a git repository at the commit that sources.tsv pins, read through git."""

import subprocess
from collections.abc import Iterable, Iterator
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

UNPINNED = "-"


class Source(NamedTuple):
    """A row of sources.tsv; commit "-": whatever is checked out."""

    repository: str
    commit: str
    licence: str
    taken: str


def sources() -> dict[str, Source]:
    """The sources by the name of their repository."""
    text = resources.files(__package__).joinpath("sources.tsv").read_text("utf8")
    rows = [Source(*line.split("\t")) for line in text.split("\n")[1:] if line]
    return {row.repository: row for row in rows}


class Repository:
    """A clone, bare or not, at `clones`/<owner>/<name>. Raises FileNotFoundError where there is none."""

    def __init__(self, clones: Path, name: str, commit: str | None = None) -> None:
        self.name, self._folder = name, clones / name
        pinned = sources()[name].commit if commit is None else commit
        self._commit = "HEAD" if pinned == UNPINNED else pinned
        if not self._folder.is_dir():
            raise FileNotFoundError(f"clone {name} to {self._folder}")

    def names(self, under: str = "") -> list[str]:
        """Paths of all files below a folder."""
        listed = self._git("ls-tree", "-r", "-z", "--name-only", self._commit, *([under] if under else ()))
        return listed.decode("utf8").split("\0")[:-1]

    def read(self, path: str) -> bytes:
        """Content of one file. Raises FileNotFoundError where the commit has none of that path."""
        return next(content for _, content in self.read_all([path]))

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file, by one process. Raises FileNotFoundError as `read` does."""
        names = list(paths)
        asked = "".join(f"{self._commit}:{name}\n" for name in names).encode()
        answer = BytesIO(self._git("cat-file", "--batch", asked=asked))
        for name in names:
            head = answer.readline().split()
            if head[-1] == b"missing":
                raise FileNotFoundError(f"{self.name} at {self._commit} has no {name}")
            yield name, answer.read(int(head[2]))
            answer.read(1)

    def texts(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The same for UTF-8 files; a few corpora hold stray bytes."""
        return ((name, content.decode("utf8", "replace")) for name, content in self.read_all(paths))

    def text(self, path: str) -> str:
        """Content of one UTF-8 file. Raises FileNotFoundError as `read` does."""
        return self.read(path).decode("utf8", "replace")

    def _git(self, *arguments: str, asked: bytes | None = None) -> bytes:
        command = ["git", "-C", str(self._folder), *arguments]
        return subprocess.run(command, input=asked, capture_output=True, check=True).stdout
