"""Dateline's running parts: one room per stage and one per concern."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("dateline")
except PackageNotFoundError:  # run from a tree that was never installed
    __version__ = "0.0.0"
