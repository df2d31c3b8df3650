"""The topics as `topics.yaml` states them, for whoever creates, describes or compares them."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def stated() -> dict[str, dict[str, Any]]:
    """Name without prefix → value, key, config, in the order of the stream. Not to be changed by its readers."""
    loaded: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
        files("schemas").joinpath("topics.yaml").read_text("utf8")
    )
    return loaded["topics"]
