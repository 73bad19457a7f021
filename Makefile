# Every target builds .venv first if it is missing or requirements.lock has changed.
# Without make: python3 src/helpers/environment.py, then .venv/bin/reported-figures COMMAND.

PYTHON := $(shell command -v python3.11 || command -v python3)
RUN := .venv/bin/reported-figures
LOCKED := --universal --generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: help reproduce test lab bench weights environment lock clean
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 20

reproduce: environment ## run every notebook, compare the results with the tree, put them in place
	@$(RUN) reproduce $(ARGUMENTS)

test: environment ## run every check; writes nothing into the tree
	@$(RUN) test $(ARGUMENTS)

lab: environment ## open the notebooks in JupyterLab, on a scratch copy
	@$(RUN) lab $(ARGUMENTS)

bench: environment ## measure, beside the floor, and write the results to bench/
	@$(RUN) bench $(ARGUMENTS)

weights: environment ## fit the reader's weights to the coded texts again (some minutes), after a change of texts, grammar or signs
	@.venv/bin/python -m helpers.fitting

environment: ## build .venv if it is missing or out of date
	@test -n "$(PYTHON)" || { echo "no Python found; on Debian: apt-get install python3 python3-venv" >&2; exit 2; }
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) src/helpers/environment.py

lock: environment ## resolve pyproject.toml into the two locks again, with hashes and without addresses
	@.venv/bin/uv pip compile pyproject.toml --group dev $(LOCKED) --output-file requirements.lock
	@.venv/bin/uv pip compile --group bench $(LOCKED) --output-file bench/requirements.lock

clean: ## remove .venv and what an interrupted command may have left
	@rm -rf .venv .venv.* .reproduce .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
