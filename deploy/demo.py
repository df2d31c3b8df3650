"""`make demo`: a first look. Starts a broker and the pipeline, replays the seeds, shows the events, stops it all.

usage: python -m deploy.demo [--broker kafka|embedded] [--keep]

It works in a state folder of its own under the system's temporary folder, so a running `dateline up` is not touched.
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

SEEDS = Path(__file__).parent.parent / "seeds"
LOOK_FURTHER = """
[bold]Look further[/] (commands of .venv/bin)
  make up                            start it for yourself; make down stops it
  dateline replay seeds --amplify 20 --rate 50
  dateline tail                      events as they come; --json for programs
  dateline lag --watch               how far behind each stage is
  dateline extract MINE.txt --date 2024-05-17
                                     your own articles, without Kafka
"""


def dateline(*arguments: str) -> int:
    """Run a command of ours; its output goes where ours goes."""
    return subprocess.run([sys.executable, "-m", "services.cli.main", *arguments], check=False).returncode


def events_shown(console: Console) -> int:
    """Print the newest revision of every event as a table; how many there are."""
    from services.cli.context import settings
    from services.cli.render import events_table
    from services.stream.events import newest

    events = asyncio.run(newest(settings()))
    shown = [e for e in events if not e.background]
    shown.sort(key=lambda e: (str(e.when and e.when.start), e.id))
    title = f"{len(events)} events on dateline.events.v1 ({len(events) - len(shown)} told as background left out)"
    console.print(events_table(shown, console.width, title))
    return len(events)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broker", choices=("kafka", "embedded"), default="kafka")
    parser.add_argument("--keep", action="store_true", help="leave it running")
    options = parser.parse_args()
    console, begun = Console(), time.monotonic()
    broker = options.broker
    if broker == "kafka" and not (shutil.which("java") and shutil.which("mvn")):
        console.print("Java or Maven is missing: falling back to the embedded in-memory broker (nothing outlives it)")
        broker = "embedded"
    with tempfile.TemporaryDirectory(prefix="dateline-demo-", ignore_cleanup_errors=True) as state:
        os.environ["DATELINE_STATE_DIR"] = state
        for name in ("DATELINE_BOOTSTRAP", "DATELINE_TOPIC_PREFIX"):  # the demo has a broker of its own
            os.environ.pop(name, None)
        try:
            if code := dateline("up", "--broker", broker):
                return code
            console.print()
            code = dateline("replay", str(SEEDS))
            console.print()
            found = events_shown(console)
            console.print(
                f"\n{found} events from the seeds in {time.monotonic() - begun:.0f} s on {broker}", highlight=False
            )
        finally:
            if not options.keep:
                dateline("down")
    console.print(LOOK_FURTHER, highlight=False)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
