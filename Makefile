# `make run` and `make test` do all the set-up they need.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# What explorer/assets/built is made from when the package is installed, and what the browser tests load.
ASSETS := hatch_build.py $(addprefix explorer/frontend/,package.json package-lock.json assets.toml editor.js outlines.mjs .npmrc)
BROWSER_NPM := tests/browser/npm/node_modules/.package-lock.json

.PHONY: run test test-long check bench tables lock browser office clean

run: $(VENV)/.installed
	$(BIN)/cyberatlas up

test: $(VENV)/.installed-dev $(BROWSER_NPM) browser office
	$(BIN)/python -m pytest -m "not long" $(ARGS)

test-long: $(VENV)/.installed-dev $(BROWSER_NPM) browser
	$(BIN)/python -m pytest -m long --timeout 3600 $(ARGS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev $(BROWSER_NPM) .venv-bench/.installed
	$(BIN)/python -m tests.benchmarks $(ARGS)

# README's tables, from the declaration and the datasets.
tables: $(VENV)/.installed
	$(BIN)/python -m graph_loader.tables

# The browser tests drive an installed Chromium or Chrome; on Debian and Ubuntu it is installed here.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || \
	{ command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || \
	{ echo "The browser tests need Chromium or Chrome: please install one." >&2; exit 1; }

# Slides and PDF are also opened in LibreOffice and poppler where they are installed; on Debian and Ubuntu they are
# installed here. Elsewhere the tests of that are skipped.
office:
	@command -v soffice >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1 || \
	{ command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-impress poppler-utils; } || \
	echo "Without LibreOffice and poppler-utils the tests that open slides and PDF in them are skipped." >&2

# The locked requirements, with hashes, for every platform and Python from 3.11; and the locks of the npm packages.
lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --extra fast --group build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --extra fast --group build --group dev pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --group bench -o requirements-bench.txt
	$(BIN)/npm --prefix explorer/frontend install --package-lock-only
	$(BIN)/npm --prefix tests/browser/npm install --package-lock-only

clean:
	rm -rf $(VENV) .venv-bench build dist .mypy_cache .ruff_cache .pytest_cache
	rm -rf explorer/assets/built tests/browser/npm/node_modules

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml $(ASSETS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml $(ASSETS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.installed

$(BROWSER_NPM): tests/browser/npm/package-lock.json tests/browser/npm/.npmrc | $(VENV)/.installed-dev
	$(BIN)/npm --prefix tests/browser/npm ci --loglevel=error
	touch $@

# The peers that `make bench` measures against have an environment of their own.
.venv-bench/.installed: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements-bench.txt
	touch $@
