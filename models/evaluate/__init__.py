"""Scores of an exported model on the test parts of its corpora, by the engine that the product runs. Needs no torch."""
