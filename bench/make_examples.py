"""Write the golden examples of `schemas/examples`: what the pipeline makes of two seeds, one file a topic.

usage: python -m bench.make_examples

`recorded_at` is fixed, so that a second run writes the same bytes while the extraction stays the same. The examples
show the contract; they are validated against it, not compared with what today's extraction gives.
"""

from datetime import UTC, datetime
from pathlib import Path

from schemas import export
from schemas.base import Record
from services.pipeline import build
from services.replay.articles import read

ROOT = Path(__file__).parent.parent
SEEDS = ("001_market_blast_first.txt", "004_market_blast_disputed.txt")
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    articles = list(read(ROOT / "seeds" / name for name in SEEDS))
    run = build(now=lambda: RECORDED).run(articles)
    records: dict[str, list[Record]] = {
        "articles.clean.v1": list(run.articles),
        "mentions.v1": list(run.mentions),
        "clusters.v1": list(run.revisions),
        "events.v1": list(run.events),
    }
    folder = ROOT / "schemas" / "examples"
    (folder / "articles.v1.jsonl").write_bytes(b"".join(a.value + b"\n" for a in articles))
    for topic, found in records.items():
        (folder / f"{topic}.jsonl").write_bytes(b"".join(r.to_json() + b"\n" for r in found))
    export.write(folder.parent)  # the page shows an example of each
    print("\n".join(f"{topic}: {len(found)} records" for topic, found in records.items()))


if __name__ == "__main__":
    main()
