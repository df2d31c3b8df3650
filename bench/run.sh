#!/usr/bin/env bash
# All benchmarks. Those that need a peer's packages run in .venv-bench, so that the peer's needs do not bind the product.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -e .venv-bench/ready ] || [ requirements/bench.txt -nt .venv-bench/ready ]; then
    echo "setting up .venv-bench (once)"
    .venv/bin/python -m venv .venv-bench
    .venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
    .venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . >/dev/null 2>&1
    touch .venv-bench/ready
fi
export OMP_NUM_THREADS=1
.venv-bench/bin/python -m bench.extract "$@"
.venv-bench/bin/python -m bench.dedup "$@"
.venv-bench/bin/python -m bench.stream "$@"
