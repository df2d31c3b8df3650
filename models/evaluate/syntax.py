"""Tags, lemmas and trees on gold words, in percent of them."""

from collections import Counter
from collections.abc import Iterable

from models.corpora.sentence import Sentence
from models.evaluate.counts import percent
from services.extract.document import Parse


def score(read: Iterable[tuple[Sentence, Parse]]) -> dict[str, float]:
    """uas: right heads; las: heads and relations with their subtypes; upos, xpos; lemma: case ignored."""
    right = Counter[str]()
    words = 0
    for gold, parse in read:
        words += len(gold.words)
        for k in range(len(gold.words)):
            head = gold.heads[k] == parse.heads[k]
            right["uas"] += head
            right["las"] += head and gold.deprels[k] == parse.deprels[k]
            right["upos"] += gold.upos[k] == parse.upos[k]
            right["xpos"] += gold.xpos[k] == parse.xpos[k]
            right["lemma"] += gold.lemmas[k].lower() == parse.lemmas[k].lower()
    return {name: percent(right[name], words) for name in ("uas", "las", "upos", "xpos", "lemma")} if words else {}
