"""Gathers the corpora, and the list of rolesets, from clones of the repositories named in sources.tsv."""
