# What an administrator and a developer type; every target installs what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := --sizes 1000,10000,50000 --http
# What holds a text for the translators: repository/said.py, and every kind of trouble.
SENTENCES := mark said counted:1,2 Rejected TooLarge Unsupported Unknown Withdrawn Unauthenticated Forbidden Forged \
	Conflict Outdated Unreadable Busy OutOfTime
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check samples screenshots score relevance fuzz kill kill-index bench bench-exports bench-pages test-whoosh274 throughput memory messages format clean

run: $(VENV)/.installed ## Install, load the samples into an empty repository, start the service.
	@$(BIN)/iscm ingest samples/documents --sample --if-empty
	@exec $(BIN)/iscm serve --first-administrator

test: $(VENV)/.installed-dev ## Run every test.
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.installed-dev ## Lint, format and types.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy samples

samples: $(VENV)/.installed-dev ## Build the sample documents from their sources (needs Debian's chromium and fonts).
	@$(BIN)/python samples/build.py

screenshots: $(VENV)/.installed-dev ## Take the pictures of the README again (needs Debian's chromium).
	@$(BIN)/python tests/screenshots.py

score: $(VENV)/.installed-dev ## Score reading and tagging on the labelled texts, as a Markdown table.
	@$(BIN)/python tests/scoring/score.py

relevance: $(VENV)/.installed-dev ## How good the ranking is: nDCG@10 over the judged queries (-v for each query).
	@$(BIN)/python tests/relevance/measure.py

fuzz: $(VENV)/.installed-dev ## 50,000 random queries against reading everything.
	@ISCM_FUZZ=50000 $(BIN)/python -m pytest tests/search/test_search_fuzz.py

kill: $(VENV)/.installed-dev ## Kill worker, children and service 30 times during an ingest of 200 documents.
	@$(BIN)/python tests/killing/killing.py 200 30

throughput: $(VENV)/.installed-dev ## Text throughput against pypdf alone, on one core and on all.
	@$(BIN)/python tests/benchmarks/reading.py

memory: $(VENV)/.installed-dev ## Memory of the process that ingests, along 1,000 small documents.
	@$(BIN)/python tests/benchmarks/memory.py 1000

kill-index: $(VENV)/.installed-dev ## Kill the index's writer 50 times; search in 8 threads during 200 commits.
	@$(BIN)/python tests/search/stress.py

bench: $(VENV)/.installed-bench ## Search side by side with tantivy, SQLite FTS5 and plain Whoosh (half an hour; BENCH="--documents 1000": a minute).
	@$(BIN)/python tests/benchmarks/run.py $(BENCH)

bench-exports: $(VENV)/.installed-dev ## Export 10,000 documents in every form: seconds, bytes, memory.
	@$(BIN)/python tests/benchmarks/exporting.py 10000

bench-pages: $(VENV)/.installed-dev ## Ask for every kind of page with eight clients at once, of 10,000 documents: milliseconds (three minutes).
	@$(BIN)/python tests/benchmarks/browsing.py

test-whoosh274: constraints.txt ## The search tests on the Whoosh of 2016, to which the pin can be taken back.
	@$(PYTHON) -m venv .venv-whoosh274
	@.venv-whoosh274/bin/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@.venv-whoosh274/bin/pip uninstall --quiet --yes whoosh3
	@.venv-whoosh274/bin/pip install --quiet --force-reinstall --no-deps Whoosh==2.7.4
	@.venv-whoosh274/bin/python -W ignore -m pytest -W ignore::SyntaxWarning -W ignore::DeprecationWarning tests/search

messages: $(VENV)/.installed-dev ## Gather the texts of the pages for the translators, into every web/translations/*.po.
	@$(BIN)/pybabel -q extract -F pyproject.toml $(SENTENCES:%=-k %) --no-location --sort-output --omit-header \
		-o $(VENV)/messages.pot repository ingest search api web
	@for language in fr es ar pt ru; do \
		$(BIN)/pybabel -q update -i $(VENV)/messages.pot -l $$language -o web/translations/$$language.po \
			--init-missing --no-fuzzy-matching --ignore-obsolete --width 120; done

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

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,bench]'
	@touch $@
