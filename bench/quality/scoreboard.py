"""The scoreboard: every scorer on every development set, one table beside the published figures.

usage: python -m bench.quality [--json] [--only NAME …] [--no-file]     (`make quality`)

Each scorer runs in a process of its own and may be run alone: the command stands beside its figures. Writes the section
on quality of bench/quality/RESULTS.md; what else stands there is left. Exit code 1 where a scorer failed; data that is
missing is no failure: its rows say how to get it.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench.quality import DATA, ROOT
from bench.quality.rows import SCORERS, Row, Scorer

RESULTS = ROOT / "bench" / "quality" / "RESULTS.md"
BEGIN, END = "<!-- quality: written by `make quality` -->", "<!-- end of quality -->"
AT_ONCE = 2
LIMIT = 600  # seconds a scorer may take
SOURCES = {
    "seed": "the first article's gold `seed_gold.json`, the project's own",
    "plover_gsr": "`PLOVER_GSR_CAMEO.txt` of openeventdata/PLOVER at 5e0c24f (CC BY-SA 4.0)",
    "datetime_en": "`Specs/DateTime/English/*.json` of microsoft/Recognizers-Text at 90e968e (MIT)",
    "meantime": "the English part of the NewsReader MEANTIME corpus as `meantime_english.tar.xz` (CC BY 4.0)",
    "ecbplus_dev": "topics 2 5 12 18 21 23 34 35 of ECB+ as `ecbplus_dev_topics.tar.xz`, with "
    "`coreference_sentences_dev.csv` (CC BY 3.0)",
}


@dataclass(frozen=True)
class Result:
    """What a scorer said: `found`, or why there is nothing."""

    scorer: Scorer
    found: dict[str, Any] | None
    reason: str = ""

    @property
    def command(self) -> str:
        return f"python -m bench.quality.{self.scorer.module}"


def run(scorer: Scorer) -> Result:
    """Run one scorer."""
    missing = [name for name in scorer.needs if not (DATA / name).is_dir()]
    if missing and len(missing) == len(scorer.needs):
        return Result(scorer, None, "; ".join(map(get, missing)))
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", f"bench.quality.{scorer.module}", "--json"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
        )
        return Result(scorer, json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return Result(scorer, None, f"failed: more than {LIMIT} s")
    except ValueError:
        said = (done.stderr.strip().splitlines() or ["it printed nothing"])[-1]
        return Result(scorer, None, said if said.startswith("skipped") else f"failed: {said}")


def get(name: str) -> str:
    """How to get a set that is missing."""
    return f"skipped: put {SOURCES[name]} into `../shared/data/{name}/`"


def failed(result: Result) -> bool:
    return result.reason.startswith("failed")


def rows(result: Result) -> list[Row]:
    """The rows of one scorer; of one without an answer a single row that says why."""
    if result.found is None:
        return [Row(result.scorer.module, "–", result.reason, "–", "–")]
    out = list(result.scorer.rows(result.found))
    absent = [name for name in result.scorer.needs if not (DATA / name).is_dir()]
    return out + [Row(result.scorer.module, name, get(name), "–", "–") for name in absent]


def facts() -> dict[str, str]:
    """What the figures are of, the same on every machine."""
    from services.extract.coder import lexicon
    from services.extract.nlp.engine import Engine
    from services.extract.place.gazetteer import Gazetteer

    return {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "model": Engine().version,
        "lexicon": lexicon.load().version,
        "gazetteer": Gazetteer.load().version,
    }


def commit() -> str:
    """The commit measured, and whether the code has changed since."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    name = git("rev-parse", "--short=12", "HEAD") or "none"
    return name + (" and uncommitted changes" if git("status", "--porcelain", "--", "services", "schemas") else "")


def section(results: Sequence[Result], of: dict[str, str]) -> str:
    """The section of RESULTS.md."""
    lines = [BEGIN, "## Quality", "", ", ".join(f"{name} {value}" for name, value in of.items()) + "."]
    lines += [
        "Figures depend on none of the machine. What is known elsewhere is of the set named there, else of other data.",
        "",
    ]
    lines += ["| task | data | ours | known elsewhere | aim | command |", "|---|---|---|---|---|---|"]
    for result in results:
        for row in rows(result):
            cells = (row.task, row.data, row.ours, row.known, row.aim, f"`{result.command}`")
            lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    lines += ["", "What costs most, dearest first (each scorer lists its errors with `--missed` or `--show`):", ""]
    lines += [f"- {r.scorer.module}: {r.scorer.costs(r.found)}" for r in results if r.found is not None]
    return "\n".join([*lines, END]) + "\n"


def placed(text: str, new: str) -> str:
    """`text` with its section replaced, or added at the end."""
    if BEGIN in text and END in text:
        before, _, rest = text.partition(BEGIN)
        return before + new.rstrip("\n") + rest.partition(END)[2]
    return (text.rstrip("\n") + "\n\n" if text.strip() else "# Results\n\n") + new


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="everything the scorers said, as one object")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these scorers, such as `time` (no file then)")
    parser.add_argument("--no-file", action="store_true", help="do not write RESULTS.md")
    options = parser.parse_args(arguments)
    chosen = [s for s in SCORERS if not options.only or s.module in options.only]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(run, chosen))
    of = facts()
    written = section(results, of)
    if not options.only and not options.no_file:
        RESULTS.write_text(placed(RESULTS.read_text("utf8") if RESULTS.exists() else "", written), "utf8")
    if options.json:
        said = {r.scorer.module: r.found if r.found is not None else {"reason": r.reason} for r in results}
        print(json.dumps({"of": of, **said}, ensure_ascii=False))
    else:
        print_table(results, of)
    return int(any(map(failed, results)))


def print_table(results: Sequence[Result], of: dict[str, str]) -> None:
    """The same for a terminal."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=", ".join(f"{name} {value}" for name, value in of.items()), header_style="bold")
    for name in ("task", "data", "ours", "known elsewhere", "aim"):
        table.add_column(name, overflow="fold")
    for result in results:
        for row in rows(result):
            table.add_row(row.task, row.data, row.ours, row.known, row.aim, style="red" if failed(result) else None)
        table.add_section()
    console.print(table, markup=False)
    for result in results:
        if result.found is not None:
            console.print(f"{result.scorer.module}: {result.scorer.costs(result.found)}", highlight=False, markup=False)


if __name__ == "__main__":
    raise SystemExit(main())
