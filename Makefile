# Two commands for a fresh machine: `make demo` and `make test`. Everything is installed into .venv, nothing outside the folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# -qq: errors only. Warnings about mirrors and caches would drown what a newcomer wants to see.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
SETUP := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs clean

help:
	@echo "make demo    set up quotetrack, read three articles, ask who said \"Russia next door\""
	@echo "make test    set up what the tests need; run them, the linter and the type checker"
	@echo "make lint    only the linter, the formatter's check and the type checker"
	@echo "make docs    write the generated pages of docs/ anew"
	@echo "make clean   remove .venv and demo.db"

demo: $(VENV)/.web
	@echo '$$ quotetrack ingest data/seeds/articles.jsonl --db demo.db'
	@$(BIN)/quotetrack ingest data/seeds/articles.jsonl --db demo.db
	@echo '$$ quotetrack who-said "Russia next door" --db demo.db'
	@echo
	@$(BIN)/quotetrack who-said "Russia next door" --db demo.db
	@echo "More: $(BIN)/quotetrack --help, and docs/tutorial.md"

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -q
	@$(MAKE) --no-print-directory lint

lint: $(VENV)/.dev
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

docs: $(VENV)/.dev
	@$(BIN)/python -m docs.generate

clean:
	rm -rf $(VENV) demo.db demo.db-shm demo.db-wal

# Installed again only when what is to be installed has changed.
$(VENV)/.web: $(SETUP) | $(BIN)/python
	@echo "Installing quotetrack into $(VENV): a few minutes the first time"
	@$(PIP) -e ".[web]"
	@touch $@

$(VENV)/.dev: $(SETUP) | $(BIN)/python
	@echo "Installing quotetrack and its tests into $(VENV): a few minutes the first time"
	@$(PIP) -e ".[web,dev]"
	@touch $(VENV)/.web $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("quotetrack needs Python 3.11 or newer; name one so: make demo PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)
