"""How `EventMention.article_words` are written: words in small letters, names with a capital, numbers after a mark."""

import re

MOST_WORDS, MOST_NAMES, MOST_NUMBERS = 32, 32, 12
NUMBER = "#"  # stands before a number
_CASED = re.compile(r"[^\W\d_][\w-]*")
_NUMBER = re.compile(r"(?<![\w.,:])[0-9](?:[0-9]|[,.:](?=[0-9])){0,39}(?!\w)")


def cased(text: str) -> list[str]:
    """The words of a text as they are written: a name has a capital."""
    return _CASED.findall(text)


def as_name(word: str) -> str:
    """A word, however it is written, as a name is: ZORGVILLE as Zorgville."""
    return word.casefold().capitalize()


def numbers(text: str) -> list[str]:
    """The numbers written in digits in a text, each once, in order."""
    return list(dict.fromkeys(_NUMBER.findall(text)))
