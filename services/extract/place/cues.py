"""The word lists of `cues.yaml`."""

from pathlib import Path

import yaml

_LISTS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8"))


def cue(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_LISTS[name].split())
