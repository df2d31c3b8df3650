"""How the language model of `services/extract/nlp/models` is made: corpora, network, training, export, evaluation.

No part of the running system imports from here, and nothing here is installed with it. README.md is the recipe.
"""
