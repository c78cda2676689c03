# make run    set everything up and open the explorer
# make test   set everything up, run every check and test
# make lint | bench | pins | install

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
SELF := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

.PHONY: run test lint bench pins install system clean

run: install
	$(BIN)/kg serve --open

install: .venv/run

test: .venv/test system tests/node/node_modules lint
	KG_EVERY_TEST=1 $(BIN)/pytest

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/bench system
	$(BIN)/python -m bench

system:
	@tools/system-packages

pins: .venv/test
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate --extra test -c requirements/run.txt pyproject.toml requirements/build.in -o requirements/test.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate --extra test --extra bench -c requirements/test.txt pyproject.toml requirements/build.in \
	  -o requirements/bench.txt

.venv/bin/python:
	@tools/check-python $(PYTHON)
	$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) -r requirements/run.txt
	$(SELF)
	@touch $@

.venv/test: requirements/test.txt .venv/run
	$(PIP) -r requirements/test.txt
	@touch $@

.venv/bench: requirements/bench.txt .venv/test
	$(PIP) -r requirements/bench.txt
	@touch $@

tests/node/node_modules: tests/node/package.json | system
	npm install --prefix tests/node --no-audit --no-fund --no-package-lock --loglevel=error
	@touch $@

clean:
	rm -rf .venv tests/node/node_modules
