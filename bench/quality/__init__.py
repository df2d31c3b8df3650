"""How good the records are: a scorer for each task, and the scoreboard of them all (`python -m bench.quality`)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
"""The development sets: beside the project, read by the scorers alone."""
