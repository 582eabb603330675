# The two commands of this project are `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/.installed
FRONTEND := sites/frontend
PACKAGES := $(FRONTEND)/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help demo demo-data test lint contract fuzz client frontend lock messages clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(INSTALLED): requirements/lock.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned dependencies …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@touch $@

demo: $(INSTALLED) ## Load the demo and serve it on PORT (8000)
	@PORT=$(PORT) $(BIN)/python manage.py demo

demo-data: $(INSTALLED) ## Load the demo without serving it
	@PORT=$(PORT) $(BIN)/python manage.py demo --no-serve

test: $(INSTALLED) ## Run everything that CI runs
	@sh .ci/chromium
	@sh .ci/redis
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term-missing:skip-covered

lint: $(INSTALLED) ## Style, types, rooms, templates and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint clinic_cms/templates --check --lint --quiet
	DJANGO_SETTINGS_MODULE=sites.settings.test $(BIN)/python manage.py makemigrations clinic_cms --check --dry-run

contract: $(INSTALLED) ## Accept a change of the delivery API: record schema, examples, types
	UPDATE_CONTRACT=1 $(BIN)/python -m pytest tests/api/test_contract.py -q
	@$(MAKE) --no-print-directory client

fuzz: $(INSTALLED) ## Ask the delivery API ten thousand random requests
	API_EXAMPLES=190 $(BIN)/python -m pytest tests/api/test_fuzz.py -q

$(PACKAGES): $(FRONTEND)/package-lock.json | $(INSTALLED)
	@cd $(FRONTEND) && bin/npm ci --silent

client: $(PACKAGES) ## Make the TypeScript client from the API's contract
	@cd $(FRONTEND) && bin/npm run --silent types && bin/npm run --silent compile

frontend: $(PACKAGES) ## Build the reference front end from the demo on PORT, and serve it on 4321
	@cd $(FRONTEND) && bin/npm run --silent build -- --api http://localhost:$(PORT)
	@cd $(FRONTEND) && bin/npm run --silent start -- --api http://localhost:$(PORT)

lock: ## Pin the dependencies anew
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml requirements/lock.in --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --upgrade --quiet --output-file requirements/lock.txt

messages: $(INSTALLED) ## Bring the interface's translations up to date and compile them
	@$(BIN)/python -m tests.locale.messages

clean: ## Remove the demo's data, the virtual environment and what Node made
	rm -rf .venv .data $(FRONTEND)/node_modules $(FRONTEND)/build $(FRONTEND)/dist $(FRONTEND)/client/dist
