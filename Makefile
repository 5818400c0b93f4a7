# `make run` starts all of Hearth; `make test` tests it. Both install what they need, once.
.DEFAULT_GOAL := help
.PHONY: help run test check bench demo screenshots setup lock messages fix

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: ## All of Hearth: database, pages, live stream, jobs. Ctrl-C stops everything
	@scripts/setup run
	@HEARTH_STARTED_BY=make exec .venv/bin/python -m hearth run

test: ## All tests this machine can run (T="tests/record -k bed" for some)
	@scripts/test $(T)

check: ## Lint, form, types, contracts, templates, migrations, locks
	@scripts/check

bench: ## Measure pages, import and audit; the figures of docs/performance.md
	@scripts/setup test
	@.venv/bin/python scripts/bench.py $(B)

demo: ## Make the demonstration community without starting the house
	@scripts/setup run
	@HEARTH_MODE=demo .venv/bin/python -m hearth migrate
	@HEARTH_MODE=demo .venv/bin/python -m hearth demo

screenshots: ## Every page at three sizes and two themes
	@scripts/setup test
	@.venv/bin/python scripts/screenshots.py $(S)

setup: ## Only install what `make test` needs
	@scripts/setup test

lock: ## Compile the lock files anew from the .in files (HEARTH_LOCK_WORDS=--upgrade for newer ones)
	@scripts/setup test
	@scripts/lock

messages: ## Gather the strings people read; say which have no Spanish yet
	@scripts/messages

fix: ## Let ruff put right what it can
	@scripts/setup test
	@.venv/bin/python -m ruff check --fix . ; .venv/bin/python -m ruff format .
