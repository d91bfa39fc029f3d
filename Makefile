# Two commands do all set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SEED = evals/fixtures/news/seed/article.txt
RECORDING = evals/recordings/seed.jsonl
MODEL = qwen2.5-coder-1.5b-instruct

RUNS = runs
NEWS_RECORDING = evals/recordings/news.jsonl.gz
EVALS = $(BIN)/extractor-evals
MARGIN = 0.01

.PHONY: demo test lint format evals baselines record clean

$(VENV)/.made: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	@touch $@

## demo: the seed article's claims by rules, then by recorded answers of a small LLM, offline
demo: $(VENV)/.made
	@echo "== The rules engine: no key, no network, no model =="
	$(BIN)/extractor extract $(SEED)
	@echo
	@echo "== $(MODEL), answers recorded before, replayed offline =="
	@$(BIN)/extractor extract $(SEED) --model $(MODEL) --offline --cache $(RECORDING) \
	  || { code=$$?; [ $$code -eq 1 ] && echo "The run is incomplete (exit code 1): the sentences above say what failed."; }

## test: lint, types, import floors and all tests
test: $(VENV)/.made lint
	$(BIN)/python -m pytest --numprocesses 2

lint: $(VENV)/.made
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.made
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

## evals: gold checked, both engines run on it offline, and held against their baselines
evals: $(VENV)/.made
	rm -rf $(RUNS)/rules.jsonl $(RUNS)/complete.jsonl
	$(EVALS) lint
	$(EVALS) run --out $(RUNS)/rules.jsonl
	$(EVALS) run --model $(MODEL) --set strategy=complete --offline --cache $(NEWS_RECORDING) --out $(RUNS)/complete.jsonl
	for engine in rules complete; do \
	  $(EVALS) gate $(RUNS)/$$engine.jsonl --baseline evals/baselines/$$engine.jsonl.gz --margin $(MARGIN) \
	    --junit $(RUNS)/$$engine.xml --summary $(RUNS)/summary.md || exit $$?; \
	done

## baselines: what the last `make evals` ran becomes what the next is held against
baselines:
	for engine in rules complete; do gzip -9nc $(RUNS)/$$engine.jsonl > evals/baselines/$$engine.jsonl.gz; done

## record: answers of a model that serves at OPENAI_BASE_URL, for the demo and the tests
record: $(VENV)/.made
	rm -f $(RECORDING).sqlite*
	$(BIN)/extractor extract $(SEED) --model $(MODEL) --cache $(RECORDING).sqlite --format json --out /dev/null || [ $$? -eq 1 ]
	$(BIN)/extractor cache export $(RECORDING) --cache $(RECORDING).sqlite
	rm -f $(RECORDING).sqlite*

clean:
	rm -rf $(VENV) $(RUNS) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache dist
