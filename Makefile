# Two commands are the set-up: `make run` and `make test`. Everything they need is installed by them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export TF_CPP_MIN_LOG_LEVEL := 2
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

help:  ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install  ## Install, train if needed, start everything, print the address
	@$(UV) run --no-sync intake serve $(if $(PORT),--port $(PORT))

test: install browser train  ## Everything that is checked: types, style, unit tests, whole conversations
	@$(UV) run --no-sync ruff check .
	@$(UV) run --no-sync mypy
	@$(UV) run --no-sync pytest

unit: install  ## The tests that need no server
	@$(UV) run --no-sync pytest -m "not server and not browser"

train: install  ## Train the model when it is missing or older than its sources
	@$(UV) run --no-sync intake train

evaluate: install  ## Figures of understanding, by language; fails on a loss of more than one point
	@$(UV) run --no-sync python -m evaluation

bench: install train  ## Speed and cost as ratios to stock Rasa, in one run
	@$(UV) run --no-sync python -m benchmarks

bench-faults: install train  ## Tickets under kill -9 of every process at every step, a failing desk, a full disk
	@$(UV) run --no-sync python -m benchmarks.faults

cluster: install train  ## Two gateways, Rasa and action servers on this machine over real PostgreSQL and Redis
	@$(UV) run --no-sync python -m benchmarks.cluster

install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock .python-version | uv
	@$(UV) sync --quiet --frozen
	@touch $@

uv:
	@command -v $(UV) >/dev/null || { \
	  command -v python3 >/dev/null || { echo "Python 3 is needed to install uv; install Python 3.10" >&2; exit 1; }; \
	  python3 -m venv .uv && .uv/bin/pip install --quiet uv; }

# Browser tests need Chromium and axe, which npm brings; without them they fail and say so.
browser: tests/widget/node_modules
	@[ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || echo "no Chromium: browser tests will fail; install it, or name another browser of its kind in CHROMIUM" >&2

tests/widget/node_modules: tests/widget/package-lock.json
	@npm ci --prefix tests/widget --silent --no-audit --no-fund && touch $@

.PHONY: help run test unit train evaluate bench bench-faults cluster install uv browser
