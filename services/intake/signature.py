"""What a text is (content hash) and what it is like (MinHash signature), the same in every process and release.

rensa: 128 values from a seed in 10 µs a kilobyte, where datasketch needs milliseconds; its error on random pairs of
sets is that of MinHash theory (standard deviation .03 at 128 values). Its algorithm is versioned; signatures of two
versions must not meet, so another version is refused, and a test holds golden values.
"""

import base64
import hashlib
import re
import sys
from array import array

from rensa import RMinHash

PERMUTATIONS = 128
SEED = 20221220
SHINGLE = 3
ALGORITHM = 2
_WORD = re.compile(r"\w+")

if RMinHash.ALGORITHM_VERSION != ALGORITHM:
    raise ImportError(f"signatures need rensa's algorithm {ALGORITHM}, not {RMinHash.ALGORITHM_VERSION}")


def content_hash(text: str) -> str:
    """SHA-256 (hex) of the text, white space aside: the same article re-sent has the same."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def words_of(text: str) -> list[str]:
    """The text's words, case and punctuation aside."""
    return _WORD.findall(text.casefold())


def signature(text: str) -> str:
    """MinHash of the text's runs of three words: 128 values, low 16 bits each, little-endian, base64.

    Three words: two copies with other titles, cuts and reordered paragraphs still share most runs, two stories on one
    subject share few. The share of equal values estimates the Jaccard similarity of two texts.
    """
    words = words_of(text)
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(list(shingles))
    values = array("H", [value & 0xFFFF for value in minhash.digest()])
    if sys.byteorder == "big":
        values.byteswap()
    return base64.b64encode(values.tobytes()).decode()
