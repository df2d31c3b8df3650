"""Word lists written as running text, and the singular of a noun."""


def wordlist(text: str) -> list[str]:
    """The words of a text in order."""
    return text.split()


def wordset(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def singular(lemma: str, word: str) -> str:
    """Lemma of a noun in lower case, mended where the model's is none ("policemen", "fatalities")."""
    low = word.lower()
    if low.endswith("men"):
        return low[:-3] + "man"
    if low == "people":
        return "person"
    if low.endswith("children"):
        return low[:-3]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return lemma.lower()
