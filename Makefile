# make run    start the portal on this machine       make admin  make an editor's login
# make test   run every test                         make bench  measure the speed (needs wrk, chromium)
# make fuzz   try what the tests try with new examples, many
# make operation   try the portal as it is put into operation (needs nginx)
# make mutants  put faults into the rules, and see that a test fails for each (a quarter of an hour)
# make lock   pin what the requirements ask for      make lock ARGS=--upgrade  with newer indirect packages

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Named after the theme too, so that another theme is collected anew.
COLLECTED := var/static/collected$(subst /,-,$(THEME_DIR))
STATIC_SOURCES := $(shell find static $(THEME_DIR) -type f 2>/dev/null)

.PHONY: run admin test fuzz operation mutants bench lock clean

run: .venv/installed .env $(COLLECTED)
	@$(BIN)/python -c 'import socket, sys; from kompetansepakke.gunicorn import port; \
		sys.exit(socket.socket().connect_ex(("127.0.0.1", port)) == 0 and f"Port {port} er opptatt. Prøv: make run PORT={port + 1}")'
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_package
	@exec $(BIN)/gunicorn --config python:kompetansepakke.gunicorn

admin: .venv/installed .env
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createsuperuser

test: .venv/tests-installed .env $(COLLECTED)
	$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

# An example that fails is printed as a line to put above its test.
fuzz: .venv/tests-installed .env $(COLLECTED)
	$(BIN)/python -m pytest --numprocesses auto --hypothesis-profile fuzz $(or $(ARGS),$(shell grep -l '^from hypothesis' tests/*.py))

operation: .venv/tests-installed .env $(COLLECTED)
	$(BIN)/python -m pytest $(or $(ARGS),tests/operation)

mutants: .venv/tests-installed .env
	$(BIN)/python -m tests.mutants $(ARGS)

bench: .venv/tests-installed .env $(COLLECTED)
	$(BIN)/python -m tests.bench

# For every Python from 3.11 and every platform. The tool has a folder of its own, and is needed for nothing else.
lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock:
	@folder=$$(mktemp -d) && trap "rm -rf $$folder" EXIT && $(PYTHON) -m venv $$folder && \
		$$folder/bin/pip install --quiet --disable-pip-version-check uv==0.13.9 && \
		lock="$$folder/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-annotate" && \
		$$lock requirements.txt --output-file requirements.lock $(ARGS) && \
		$$lock tests/requirements.txt --constraints requirements.lock --output-file tests/requirements.lock $(ARGS)

clean:
	rm -rf .venv var/static

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Portalen trenger Python 3.11 eller nyere.")'
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/tests-installed: tests/requirements.lock .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@

# A secret key of this machine's own. In production it comes from the environment.
.env: | .venv/bin/python
	@umask 077 && $(BIN)/python -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > $@

$(COLLECTED): $(STATIC_SOURCES) .venv/installed .env
	@mkdir -p var
	@echo 'Samler filer (css, skript, ikoner) …'
	@$(MANAGE) collectstatic --no-input --clear --verbosity 0
	@touch $@
