"""A bounded cache of parsed sentences: a copied or updated story costs only its new sentences.

Only a cache: a parse depends on its sentence alone, so with or without it the output is the same.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from services.extract.document import Parse


class SentenceCache:
    """The `limit` parses used last, by model version and sentence text; 0 keeps none. Several threads may share it."""

    def __init__(self, limit: int) -> None:
        if limit < 0:
            raise ValueError(f"limit is {limit}, less than 0")
        self.limit, self.hits, self.misses = limit, 0, 0
        self._parses: OrderedDict[tuple[str, str], Parse] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parses)

    def parse(self, version: str, text: str, read: Callable[[str], Parse]) -> Parse:
        """The parse of `text` by the model `version`: the kept one, or what `read` makes of it."""
        key = version, text
        with self._lock:
            found = self._parses.get(key)
            if found is not None:
                self._parses.move_to_end(key)
                self.hits += 1
                return found
            self.misses += 1
        made = read(text)  # outside the lock: it takes milliseconds, and two threads making the same one do no harm
        if self.limit:
            with self._lock:
                self._parses[key] = made
                self._parses.move_to_end(key)
                while len(self._parses) > self.limit:
                    self._parses.popitem(last=False)
        return made
