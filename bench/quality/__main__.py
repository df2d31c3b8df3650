"""`python -m bench.quality` is the scoreboard."""

from bench.quality.scoreboard import main

raise SystemExit(main())
