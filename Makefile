# StratCom: `make run` and `make test` each do everything from a fresh clone with Python 3.11.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
RUN := .ci/run-app
WORKERS := $(shell nproc 2>/dev/null || echo 2)

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgresql test-browser lint format translations bench

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.setup-stamp-app: requirements.txt
	@.ci/venv $(PYTHON)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.setup-stamp: .setup-stamp-app requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

setup: .setup-stamp ## virtual environment with everything for work on the program

run: .setup-stamp-app ## database, demo data on first run, then the app at http://127.0.0.1:8000
	@$(RUN)

test: test-sqlite test-postgresql test-browser ## all tests: SQLite, PostgreSQL, browser

test-sqlite: .setup-stamp
	$(BIN)/pytest -m "not browser" -n $(WORKERS)

test-postgresql: .setup-stamp
	STRATCOM_TEST_DATABASE=postgresql $(BIN)/pytest -m "not browser" -n $(WORKERS)

test-browser: .setup-stamp
	@if [ -d tests/browser ]; then \
	  chromium=$$(.ci/chromium) || true; \
	  STRATCOM_CHROMIUM="$$chromium" $(BIN)/pytest -m browser -rs -n $(WORKERS) tests/browser; \
	fi

lint: .setup-stamp ## style, types, templates, architecture, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/python .ci/translations.py --check

format: .setup-stamp ## put code in its usual shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

translations: .setup-stamp ## collect the texts of code and templates into translations/
	$(BIN)/python .ci/translations.py

bench: .setup-stamp ## speed beside bare Flask, and 100,000 events beside 1,000
	$(BIN)/python -m bench
