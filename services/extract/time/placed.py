"""A span of time and where it hangs in the tree of its sentence."""

from services.extract.document import Parse, Sentence
from services.extract.time.ranges import TimeSpan
from services.extract.time.tense import token_at


class Placed:
    """A span of time and where it hangs in the tree: `head` its highest token."""

    def __init__(self, span: TimeSpan, head: int, complement: int | None) -> None:
        self.span, self.head, self.complement = span, head, complement

    @classmethod
    def of(cls, sentence: Sentence, span: TimeSpan) -> "Placed | None":
        """None where it can date nothing."""
        parse, e = sentence.parse, span.first
        if parse is None or e.type == "SET" or (span.interval_start is None and span.interval_end is None):
            return None
        if e.value in ("PAST_REF", "FUTURE_REF"):
            return None
        head = token_at(parse, e.start - sentence.start, e.end - sentence.start)
        if head is None:
            return None
        if span.relation == "from":
            whole = token_at(parse, span.start - sentence.start, e.end - sentence.start)
            head = head if whole is None else whole
        complement = None
        if e.type == "DURATION" and e.interval_start == e.interval_end:
            complement = _counted_on(parse, e.end - sentence.start)
            if complement is None:
                return None
        return cls(span, head, complement)


def _counted_on(parse: Parse, end: int) -> int | None:
    """Head of what follows "three days after" / "before"."""
    after = next((t for t, (a, _) in enumerate(parse.spans) if a >= end), None)
    if after is None or parse.words[after].lower() not in ("after", "before"):
        return None
    head = parse.heads[after]
    return head if parse.deprels[after] in ("case", "mark") and head > after else None
