# What an administrator and a developer type; every target installs what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check samples screenshots format clean

run: $(VENV)/.installed ## Install, load the samples into an empty repository, start the service.
	@$(BIN)/iscm ingest samples/documents --sample --if-empty
	@exec $(BIN)/iscm serve

test: $(VENV)/.installed-dev ## Run every test.
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.installed-dev ## Lint, format and types.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy samples

samples: $(VENV)/.installed-dev ## Build the sample documents from their sources (needs Debian's chromium and fonts).
	@$(BIN)/python samples/build.py

screenshots: $(VENV)/.installed-dev ## Take the pictures of the README again (needs Debian's chromium).
	@$(BIN)/python tests/screenshots.py

format: $(VENV)/.installed-dev ## Bring the code into shape.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean: ## Remove what was installed; the repository's data stays.
	rm -rf $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 run")'
	@echo "Installing into $(VENV) (a minute or two, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
