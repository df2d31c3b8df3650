"""Python's garbage collector kept out of the way while much is built that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collection inside; what was built is left out of later ones.

    Reading back clusters makes millions of objects and no garbage in cycles, and each pass of the collector looks at
    all of them again: a quarter of the time of a restore.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
