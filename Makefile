# The commands of the project; continuous integration runs the same words.
#   make web      the page, from a bare checkout
#   make test     every test but those that need a chat model on disk
#   make check    formatting, lint, types
#   make eval     the scorecard beside its baseline, and the gate
#   make bench    speed, memory and baselines
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
PORT ?= 7860

.PHONY: install web test check eval bench browser clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("report-assistant needs Python 3.11 or newer; this is %s. Name another with: make PYTHON=python3.12 ..." % sys.version.split()[0])'
	@echo "Making the virtual environment in $(VENV) (a few minutes the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt --upgrade pip
	$(PIP) install -c constraints.txt --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what the tests need ..."
	$(PIP) install -c constraints.txt --group test --group check
	@touch $@

install: $(VENV)/.installed

web: install
	$(BIN)/report-assistant web --port $(PORT)

browser:
	@sh tests/install_browser.sh

check: $(VENV)/.installed-test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

test: $(VENV)/.installed-test browser
	$(BIN)/python -m pytest -m "not llm"

eval: install
	$(BIN)/report-assistant eval gate

bench: install
	$(BIN)/python -m eval.bench

clean:
	rm -rf $(VENV) build dist
