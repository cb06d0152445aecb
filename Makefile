# Everything a developer does here, by one word. Needs Python 3.11 or later, make and git; does the rest itself.

PYTHON  ?= python3
WORKERS ?= 2
HOST    ?= 127.0.0.1
PORT    ?= 8080
N       ?= 1000000
SAMPLE  ?= 20000
SEED    ?= 1

VENV := .venv
BIN  := $(VENV)/bin
# Written when the environment holds what pyproject.toml asks for.
SET_UP := $(VENV)/.set-up
# Peers are measured beside us, never shipped or imported: their licences are not ours. They read the same Parquet files.
PEER   := build/bench-peer

APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o=Dpkg::Use-Pty=0
MAY_INSTALL := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1

.DEFAULT_GOAL := help
.PHONY: help setup python browser postgresql run test constructs mutate agree bench bench-peer lint format clean

help:
	@echo "make setup    the environment in $(VENV), with a browser and PostgreSQL for the tests"
	@echo "make run      the studio, on http://$(HOST):$(PORT)/ (HOST=, PORT=)"
	@echo "make test     every test, browser tests too"
	@echo "make constructs  docs/constructs.md: constructs and engines, from the conformance suite"
	@echo "make mutate   which changes of library schemes their own tests miss: docs/mutation.md; SCHEMES=name says each"
	@echo "make agree    both engines over N=1000000 made-up households of each library scheme: docs/agreement.md"
	@echo "make bench    how fast it is: build/bench.json"
	@echo "make lint     style, types and layers; make format repairs style"
	@echo "make clean    removes what tools left behind; $(VENV) stays"

setup: $(SET_UP) browser postgresql

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Scheme Builder needs Python 3.11 or later; '$(PYTHON)' is not that."; \
	  echo "Install it (Debian 12: apt-get install python3), or name another: make PYTHON=/path/to/python3.11"; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if $(MAY_INSTALL); then \
	    echo "Installing python3-venv from Debian"; $(APT) update && $(APT) install -y --no-install-recommends python3-venv >/dev/null; \
	  else \
	    echo "Python's venv module is missing, and only an administrator can install it."; \
	    echo "Ask for: apt-get install python3-venv"; \
	    exit 1; \
	  fi; }

$(SET_UP): pyproject.toml | python
	@echo "Setting up $(VENV): some minutes the first time"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

browser: $(SET_UP)
	@$(BIN)/python -m tests.browser.installed >/dev/null 2>&1 || ! { $(MAY_INSTALL); } || { \
	  echo "Installing Chromium and what drives it from Debian, for the browser tests"; \
	  $(APT) update && $(APT) install -y --no-install-recommends chromium fonts-dejavu-core libatomic1 >/dev/null; }
	@$(BIN)/python -m tests.browser.installed || echo "Everything else is set up; the browser tests will fail until then."

# Its programs alone: the tests start a server of their own, so Debian is kept from setting one up meanwhile.
NO_CLUSTER := /etc/postgresql-common/createcluster.d/no-cluster-for-tests.conf
postgresql: $(SET_UP)
	@$(BIN)/python -m tests.postgresql >/dev/null 2>&1 || ! { $(MAY_INSTALL); } || { \
	  echo "Installing PostgreSQL from Debian, for the tests of the store"; \
	  mkdir -p $(dir $(NO_CLUSTER)) && echo "create_main_cluster = false" >$(NO_CLUSTER); \
	  $(APT) update && $(APT) install -y --no-install-recommends postgresql >/dev/null; \
	  rm -f $(NO_CLUSTER); }
	@$(BIN)/python -m tests.postgresql || echo "Everything else is set up; the tests of the store on PostgreSQL will fail until then."

run: $(SET_UP)
	@$(BIN)/schemebuilder serve --host $(HOST) --port $(PORT) $(ARGS)

# The browser has a run of its own: what drives it keeps an event loop that other tests would stumble over. Then everything else; a
# file stays on one worker, so its tests can share what is slow to start. ARGS goes to pytest, in one run: make test ARGS=tests/unit
test: setup
ifdef ARGS
	@$(BIN)/python -m pytest -m "not bench" $(ARGS)
else
	@$(BIN)/python -m pytest -m browser tests/browser; browser=$$?; \
	 $(BIN)/python -m pytest -m "not bench and not browser" -n $(WORKERS) --dist loadfile && exit $$browser
endif

constructs: $(SET_UP)
	@$(BIN)/python -m tests.conformance.page

mutate: $(SET_UP)
	@$(if $(SCHEMES),$(BIN)/schemebuilder mutate $(SCHEMES) $(ARGS),$(BIN)/python -m tests.library.mutation_page)

# Minutes a scheme: the exact evaluator decides the sample one by one. SCHEMES="gh_leap zm_sct" takes these alone.
agree: $(SET_UP)
	@$(BIN)/python -m tests.property.agreement $(SCHEMES) --households $(N) --sample $(SAMPLE) --seed $(SEED) $(if $(SCHEMES),,--write)

bench: $(SET_UP) bench-peer
	@mkdir -p build
	@BENCH_PEER_PYTHON="$(CURDIR)/$(PEER)/bin/python" $(BIN)/python -m pytest -m bench -s tests/bench $(ARGS)

bench-peer: $(PEER)/.set-up

$(PEER)/.set-up: Makefile | python
	@echo "Setting up $(PEER): OpenFisca-Core and zen-engine, to measure beside"
	@$(PYTHON) -m venv --clear $(PEER)
	@$(PEER)/bin/python -m pip install --quiet --disable-pip-version-check 'openfisca-core==46.*' pyarrow 'zen-engine==2.1.*'
	@touch $@

lint: $(SET_UP)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(SET_UP)
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

clean:
	@rm -rf build dist .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find src ui tests -name __pycache__ -type d -prune -exec rm -rf {} +
