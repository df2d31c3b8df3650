"""Line breaks of plain text read as what they mean: the end of a paragraph, or a line wrapped by a mail program."""

import re

# A text is wrapped where no line is longer than this, and at least WRAPPED_LINES are near it.
WRAP_WIDTH, WRAP_NEAR, WRAPPED_LINES = 100, 50, 3
_ENDED = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
BREAK = re.compile(r"\n\s*")


def is_wrapped(lines: list[str]) -> bool:
    """Whether the lines of a text were cut to a width, so that a single break is not the end of a paragraph."""
    return max(map(len, lines), default=0) <= WRAP_WIDTH and sum(len(x) > WRAP_NEAR for x in lines) >= WRAPPED_LINES


def joins(before: str, line_break: str, wrapped: bool) -> bool:
    """Whether the line `before` runs on over `line_break` (its newlines and spaces) in a text that is `wrapped`."""
    return wrapped and line_break.count("\n") == 1 and len(before) > WRAP_NEAR and not _ENDED.search(before)
