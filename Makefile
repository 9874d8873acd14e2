# Every target sets up what it needs; `make help` lists them.

PY := .venv/bin/python
PAIDFORBY := .venv/bin/paidforby
# Processes for the tests: one more than two cores, because those with a browser wait for it at times.
WORKERS ?= 3
# More arguments for pytest, for example: make test ARGS="-k snapchat"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help site serve test lint format docs bench check-site screenshots messages lock setup setup-test clean distclean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | \
	    while IFS="$$(printf '\t')" read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

site: setup ## build the site from the demo archives into build/site
	$(PAIDFORBY) build

serve: setup ## serve build/site on this machine; rebuild and reload when a file changes
	$(PAIDFORBY) serve

test: setup-test ## run all tests, the ones in a browser included
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup-test ## check style, types, imports and workflows
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/actionlint
	.venv/bin/zizmor --offline --quiet .github

format: setup-test ## put the code into the project's format
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

docs: setup-test ## write docs/templates.md, which says what every template gets
	$(PY) -m tools.templates_reference

bench: setup-test ## run the benchmarks; see bench/README.md
	$(PY) -m bench

check-site: setup ## check a built site: links, search, no foreign addresses
	$(PY) tools/check_site.py build/site

screenshots: setup-test build/site/index.html ## take pictures of every kind of page; ARGS=--readme for the README's
	$(PY) -m tools.screenshots $(ARGS)

build/site/index.html:
	$(MAKE) site

messages: setup ## bring the message catalogues up to date; ARGS=de begins a new language
	sh tools/messages.sh $(ARGS)

lock: ## renew requirements/*.lock from pyproject.toml; ARGS=--upgrade raises all versions
	sh tools/lock.sh $(ARGS)

setup: ## set up .venv for the site
	@sh tools/setup_env.sh site

setup-test: ## set up .venv and a browser for the tests
	@sh tools/setup_env.sh test
	@$(PY) tools/setup_browser.py

clean: ## remove what was built
	rm -rf build data/store

distclean: clean ## remove what was installed, too
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
