"""Word lists written as running text."""


def wordlist(text: str) -> list[str]:
    """The words of a text in order."""
    return text.split()


def wordset(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())
