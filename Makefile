# Two commands for users: `make run` and `make test`. Both do their own set-up and redo nothing that has not changed.
# Needs Python 3.11 or newer and make; nothing else.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV ?= .venv
PY := $(VENV)/bin/python
BROWSER_ARGS ?=
JOURNEYS := tests/browser/test_journeys.py
BROWSER_BENCH := tests/bench/bench_map.py

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test test-sqlite test-postgres test-browser bench guide check format lock messages clean

help:
	@echo "make run       serve the site on http://127.0.0.1:$(PORT) (PORT=… changes it)"
	@echo "make test      run every test: SQLite, PostgreSQL, a real browser"
	@echo "make bench     how long the parts that must be fast take"
	@echo "make guide     take the pictures of the editors' guide anew (needs Chromium)"
	@echo "make check     linters, types, migrations, catalogues, spelling, deployment checks"
	@echo "make format    put code and templates in shape"
	@echo "make messages  bring the message catalogues up to date (needs GNU gettext)"
	@echo "make lock      resolve the dependencies again into requirements/*.txt"

# --- set-up: a stamp newer than the locks means the environment is as they say ---------------------------------------

$(VENV)/uv.stamp: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is %s" % sys.version.split()[0])'
	@echo "Creating the virtual environment in $(VENV)…"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/base.stamp: requirements/base.txt $(VENV)/uv.stamp
	@echo "Installing the dependencies…"
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/uv.stamp
	@echo "Installing the dependencies for development…"
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/base.stamp

setup: $(VENV)/base.stamp
setup-dev: $(VENV)/dev.stamp

# --- serving ----------------------------------------------------------------------------------------------------------

# PORTAL_HTTPS=0: nothing stands before this server to speak TLS. In production it stays on.
run: export PORTAL_HTTPS ?= 0
run: setup
	@$(PY) manage.py prepare
	@echo
	@echo "  The site:      http://127.0.0.1:$(PORT)/"
	@echo "  The editors':  http://127.0.0.1:$(PORT)/admin/"
	@echo "  An account:    $(PY) manage.py createadministrator"
	@echo "  Stop it with Ctrl+C."
	@echo
	@exec $(VENV)/bin/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT) --workers $(WORKERS) --log-level warning

# --- tests ------------------------------------------------------------------------------------------------------------

test: setup-dev
	@$(PY) tests/run_all.py

test-sqlite: setup-dev
	@$(PY) -m pytest -q --ignore=tests/browser

test-postgres: setup-dev
	@$(PY) tests/with_postgres.py $(PY) -m pytest -q --ignore=tests/browser

test-browser: setup-dev
	@$(PY) -m pytest -q tests/browser $(BROWSER_ARGS)

bench: setup-dev
	@for file in $(filter-out $(BROWSER_BENCH),$(wildcard tests/bench/bench_*.py)); do \
		$(PY) -m tests.bench.$$(basename "$$file" .py) || exit 1; done
	@$(PY) -m pytest -q -s $(BROWSER_BENCH)

# The pictures of docs/editors-guide.*.md, and what each shows: every other run holds the screens to that.
guide: setup-dev
	@rm -rf docs/guide
	@PORTAL_GUIDE=1 $(PY) -m pytest -q $(JOURNEYS)
	@$(PY) -m pytest -q tests/test_guide.py

check: setup-dev
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	@$(VENV)/bin/mypy
	@$(PY) manage.py compilecatalogues
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) scripts/check_messages.py
	@$(PY) scripts/spelling.py
	@PORTAL_HTTPS=1 PORTAL_HOSTS=example.org SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(PY) manage.py check --deploy --fail-level WARNING
	@echo "check: all good"

format: setup-dev
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format --quiet .
	@$(VENV)/bin/djade --target-version 5.2 $$(git ls-files 'templates/*.html') || true

messages: setup-dev
	@$(PY) scripts/update_messages.py

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock: $(VENV)/uv.stamp
	@$(LOCK) requirements/uv.in -o requirements/uv.txt
	@$(LOCK) pyproject.toml -o requirements/base.txt
	@$(LOCK) --extra s3 pyproject.toml -o requirements/s3.txt
	@$(LOCK) --group dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt

clean:
	@rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
