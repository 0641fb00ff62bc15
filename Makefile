# Two commands for everybody: `make demo` and `make test`. Each does all its own set-up.
PYTHON ?= python3.11
VENV   ?= .venv
BIN    := $(VENV)/bin
DATA   ?= ../shared/data
BOOKS  ?= ../shared/books

.PHONY: demo test browser check bench soak lock clean

$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime  ## tell the example, with a listener who breaks in
	@library=$$(mktemp -d) && trap 'rm -rf "$$library"' EXIT && $(BIN)/wellanyway --version && \
	  $(BIN)/wellanyway tell examples/eleven-pence.txt --library "$$library" --persona barstool --script examples/demo.script && \
	  echo && echo "Your turn:  $(BIN)/wellanyway tell examples/eleven-pence.txt"

# The page is tested in Chromium: what the system has, else Debian's package where this is root, else Playwright's own.
browser: $(VENV)/.dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || \
	  $(BIN)/python -m playwright install chromium >/dev/null 2>&1 || \
	  echo "There is no Chromium here and none could be installed: the tests of the page in a browser will be skipped."

test: $(VENV)/.dev browser  ## all that has to hold: lint, types, import contracts, tests, the documentation's examples
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 -rs

bench: $(VENV)/.dev  ## every figure in benchmarks/RESULTS.md
	$(BIN)/python benchmarks/run.py --data $(DATA) --books $(BOOKS)

soak: $(VENV)/.dev  ## slow proofs: the rule over 20 novels, hundreds of kills
	$(BIN)/python benchmarks/run.py --data $(DATA) --books $(BOOKS) --soak

lock: $(VENV)/.dev  ## renew the lock files
	$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-header --extra build --output-file requirements.lock pyproject.toml
	$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-header --extra aloud --extra build --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
