# The commands of the project; continuous integration runs the same words.
#   make install  the virtual environment in .venv, with everything the product needs
#   make web      the page, from a bare checkout; PORT=8080 chooses another port
#   make test     every test but those that need a chat model on disk
#   make check    lint, formatting, types
#   make eval     the scorecard beside its baselines, and the gate
#   make bench    speed, memory and size
#   make bench-baselines  the product, each part of its search left out, and four other pipelines, side by side
#   make test-ray the tests of indexing in bulk, with Ray
#   make faults   what is broken on purpose, and what came of it: a line each
#   make crowd    50 people at the web server for a minute; PEOPLE and SECONDS choose others
#   make soak     4 people for 10 minutes, and memory must stay flat; SECONDS=60 for less
#   make load     what visitors of the page wait for: first paint, first answer, 20 people at once
#   make formats  what reading keeps of the shipped report in some thirty files, scans included
#   make fuzz     10,000 damaged files and 1,000 odd questions, then as many files that coverage chooses
#   make clean    remove .venv and what was built
#
# Another Python: make PYTHON=python3.12 ...

# The first Python here that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WEB := $(if $(PORT),--port $(PORT))

.PHONY: help install web test check eval bench bench-baselines test-ray faults crowd soak load browser formats fuzz clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

# A virtual environment whose making was interrupted has no working pip and is made again.
$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "report-assistant needs Python 3.11 or newer, and none is on the PATH." \
		"Install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("report-assistant needs Python 3.11 or newer;" \
		" this is %s. Name another: make PYTHON=python3.12 ..." % sys.version.split()[0])'
	@echo "Installing into $(VENV) (some minutes the first time) ..."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@$(PIP) install --constraint constraints.txt --upgrade pip
	@$(PIP) install --constraint constraints.txt --group build
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(PIP) install --constraint constraints.txt --group test --group check
	@touch $@

install: $(VENV)/.installed

web: install
	$(BIN)/report-assistant web $(WEB)

browser:
	@sh tests/install_browser.sh

check: $(VENV)/.installed-test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

test: $(VENV)/.installed-test browser
	$(BIN)/python -m pytest -m "not llm and not ray"

test-ray: $(VENV)/.installed-test
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable ".[ray]"
	$(BIN)/python -m pytest -s -m ray

faults: $(VENV)/.installed-test
	$(BIN)/python -m pytest -q -s --no-header -m fault

crowd: install
	$(BIN)/python -m eval.crowd --people $(or $(PEOPLE),50) --seconds $(or $(SECONDS),60)

soak: install
	$(BIN)/python -m eval.crowd --people $(or $(PEOPLE),4) --seconds $(or $(SECONDS),600)

eval: install
	$(BIN)/report-assistant eval gate

bench: install
	$(BIN)/python -m eval.bench

$(VENV)/.installed-bench: $(VENV)/.installed
	@echo "Installing the pipelines that the product is compared with ..."
	@$(PIP) install --constraint constraints.txt --group bench
	@touch $@

bench-baselines: $(VENV)/.installed-bench
	$(BIN)/report-assistant eval score quoting search-only without-late without-sentence without-keywords \
		langchain llamaindex haystack bm25

load: $(VENV)/.installed-test browser
	$(BIN)/python -m eval.bench_page

formats: $(VENV)/.installed-test
	$(BIN)/python -m eval.formats

fuzz: $(VENV)/.installed-test
	$(BIN)/python -m eval.fuzz
	$(BIN)/python -m eval.fuzz --questions 1000
	@$(PIP) install --constraint constraints.txt --group fuzz
	$(BIN)/python -m eval.fuzz_atheris -runs=10000

clean:
	rm -rf $(VENV) build dist
