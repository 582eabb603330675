# The two commands of this project are `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/.installed
DEVELOPING := .venv/.installed-dev
FRONTEND := sites/frontend
PACKAGES := $(FRONTEND)/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-data test test-services audit removals coverage bench fresh lint contract fuzz client frontend lock messages clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r

$(BIN)/python:
	@$(PYTHON) -m venv .venv

$(INSTALLED): requirements/run.txt | $(BIN)/python
	@echo "Installing the pinned packages …"
	@$(INSTALL) $<
	@touch $@

$(DEVELOPING): requirements/dev.txt | $(BIN)/python
	@echo "Installing the pinned packages for development …"
	@$(INSTALL) $<
	@touch $(INSTALLED) $@

demo: $(INSTALLED) ## Load the demo and serve it on PORT (8000)
	@PORT=$(PORT) $(BIN)/python manage.py demo

demo-data: $(INSTALLED) ## Load the demo without serving it
	@PORT=$(PORT) $(BIN)/python manage.py demo --no-serve

test: $(DEVELOPING) ## Run everything that CI runs
	@sh .ci/chromium
	@sh .ci/redis
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --ignore tests/services
	@$(MAKE) --no-print-directory test-services

test-services: $(DEVELOPING) ## Test what differs on PostgreSQL and Redis, with servers of the tests' own
	@sh .ci/postgres
	@sh .ci/redis
	@$(BIN)/python -m tests.services.run

audit: $(INSTALLED) ## Try every URL with another clinic's ids
	@DJANGO_SETTINGS_MODULE=sites.settings.test $(BIN)/python manage.py audit_isolation

removals: $(DEVELOPING) ## Remove what keeps clinics apart, part by part, and see that a test fails
	@$(BIN)/python -m tests.isolation_audit

coverage: $(DEVELOPING) ## Run the tests, and report the lines that none of them reaches
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term-missing:skip-covered

bench: $(DEVELOPING) ## Measure everything, and write docs/performance.md (QUICK=1: less of it)
	@$(BIN)/python -m tests.benchmarks $(if $(QUICK),--quick)

PYTHONS ?= python3.11 python3.13

fresh: ## Run demo and test in an empty folder with an empty pip cache, under each of PYTHONS
	@$(PYTHON) tests/install/fresh.py $(PYTHONS)

lint: $(DEVELOPING) ## Style, types, rooms, templates and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/deptry . --exclude '\.git|\.venv|.*node_modules' --ignore DEP002,DEP004
	$(BIN)/djlint clinic_cms/templates --check --lint --quiet
	DJANGO_SETTINGS_MODULE=sites.settings.test $(BIN)/python manage.py makemigrations clinic_cms --check --dry-run

contract: $(DEVELOPING) ## Accept a change of the delivery API: record schema, examples, types
	UPDATE_CONTRACT=1 $(BIN)/python -m pytest tests/api/test_contract.py -q
	@$(MAKE) --no-print-directory client

fuzz: $(DEVELOPING) ## Ask the delivery API ten thousand random requests
	API_EXAMPLES=190 $(BIN)/python -m pytest tests/api/test_fuzz.py -q

$(PACKAGES): $(FRONTEND)/package-lock.json | $(DEVELOPING)
	@cd $(FRONTEND) && bin/npm ci --silent

client: $(PACKAGES) ## Make the TypeScript client from the API's contract
	@cd $(FRONTEND) && bin/npm run --silent types && bin/npm run --silent compile

frontend: $(PACKAGES) ## Build the reference front end from the demo on PORT, and serve it on 4321
	@cd $(FRONTEND) && bin/npm run --silent build -- --api http://localhost:$(PORT)
	@cd $(FRONTEND) && bin/npm run --silent start -- --api http://localhost:$(PORT)

LOCK = $(BIN)/uv pip compile pyproject.toml requirements/run.in --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-header --quiet $(if $(UPGRADE),--upgrade)

lock: | $(BIN)/python ## Pin the dependencies again (UPGRADE=1: at their newest releases)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.8"
	$(LOCK) $(addprefix --extra ,import postgres redis server sign-in) --output-file requirements/run.txt
	$(LOCK) --all-extras --constraint requirements/run.txt --output-file requirements/dev.txt

messages: $(DEVELOPING) ## Bring the interface's translations up to date and compile them
	@$(BIN)/python -m tests.locale.messages

clean: ## Remove the demo's data, the virtual environment and what Node made
	rm -rf .venv .data $(FRONTEND)/node_modules $(FRONTEND)/build $(FRONTEND)/dist $(FRONTEND)/client/dist
