# Beforehand. `make run` shows it, `make test` proves it; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
DEMO ?= 1
UV_VERSION := 0.13.9
WORKERS ?= 2
PARTS ?=
LINES ?=
BIN := .venv/bin
UV := .tools/bin/uv

define INSTALL_MISSING
test -z "$$missing" && exit 0; \
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
  echo "Installing for the tests:$$missing"; \
  export DEBIAN_FRONTEND=noninteractive; \
  apt-get update -qq && apt-get install --yes -qq --no-install-recommends $$missing >/dev/null; \
else \
  echo "The tests need:$$missing. As root: apt-get install --yes --no-install-recommends$$missing" >&2; exit 1; \
fi
endef

export UV_PYTHON_DOWNLOADS := never
# What Python compiles is kept, once for all processes, and outside the tree.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.tools/pycache

.PHONY: help run test test-browsers check bench measurements attack sbom prove compiled clean system-packages browser-packages

help:  ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: .venv/.run  ## Start the demonstration: web and worker on http://127.0.0.1:PORT (PORT=8000)
	@$(BIN)/beforehand translations compile
	@PORT=$(PORT) DEMO=$(DEMO) exec $(BIN)/beforehand serve --with-worker

test: .venv/.dev system-packages  ## Every test, in real browsers and on both databases
	@$(BIN)/beforehand translations compile
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup

test-browsers: .venv/.dev browser-packages  ## The same journeys in Firefox, WebKit and a Chromium that can lose sight
	@$(BIN)/beforehand translations compile
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup -m browsers

check: .venv/.dev  ## Style, types, import contracts, dead code, known mistakes, sizes, translations
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/vulture
	$(BIN)/bandit -q -ll -r app safety config.py migrations
	$(BIN)/beforehand translations check
	$(BIN)/pytest -q -p no:cacheprovider tests/checks

bench: .venv/.dev system-packages  ## The benchmarks: one JSON object a line (PARTS="weight server ..." for some)
	@$(BIN)/beforehand translations compile >&2
	@$(BIN)/python -m tests.bench $(PARTS)

measurements: .venv/.dev  ## Adds what make bench printed to docs/measurements.md: LINES="file ..."
	@test -n "$(LINES)" || { echo 'Which files? make bench > lines.jsonl; make measurements LINES=lines.jsonl' >&2; exit 1; }
	@$(BIN)/python -m tests.bench.measurements $(LINES)

attack: .venv/.dev  ## What the figures for managers could betray: the exact proof, 20,000 builds, planted faults
	@$(BIN)/python -m tests.attacks.releases

sbom: .venv/.dev  ## What it is made of: var/sbom.cdx.json (CycloneDX) and docs/licences.md, from uv.lock
	@mkdir -p -m 700 var
	@$(UV) export --quiet --frozen --no-dev --format cyclonedx1.5 --output-file var/sbom.cdx.json
	@$(BIN)/python -m tests.checks.licences

prove: .venv/.dev browser-packages  ## Every test over many more cases, and the benchmarks; writes docs/measurements.md
	@$(BIN)/beforehand translations compile
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup --prove --timeout 0
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup --prove --timeout 0 -m browsers
	$(BIN)/python -m tests.attacks.releases
	mkdir -p build
	over=0; $(BIN)/python -m tests.bench --full > build/bench.jsonl || over=1; \
	  $(BIN)/python -m tests.bench.measurements build/bench.jsonl; exit $$over

compiled: .venv/.run  ## Python and catalogues compiled, for a service that may not write beside its source (docs/deploy.md)
	@$(BIN)/python -m compileall -q -j 0 app safety migrations config.py $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
	@$(BIN)/beforehand translations compile

clean:  ## Remove what was built; var/ (the demonstration's data) stays
	rm -rf .venv .tools build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find app safety tests config.py migrations translations -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(UV):
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$(python3 --version)." >&2; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing. As root: apt-get install --yes python3-venv" >&2; exit 1; }
	@python3 -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# The two stamps are kept apart: running needs no test tools, and a sync for one would remove the other's.
.venv/.run: $(UV) pyproject.toml uv.lock
	@test -e .venv/.dev && $(UV) sync --quiet --frozen || $(UV) sync --quiet --frozen --no-dev
	@touch $@

.venv/.dev: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen
	@touch $@

# What the tests need from the system: a browser, fonts, and the real servers the product meets.
system-packages:
	@missing=""; bindir() { pg_config --bindir 2>/dev/null || true; ls -d /usr/lib/postgresql/*/bin 2>/dev/null || true; }; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	test -e /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf || missing="$$missing fonts-noto-core"; \
	test -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc || missing="$$missing fonts-noto-cjk"; \
	has() { PATH="$$PATH:/sbin" ldconfig -p | grep -q "$$1.so.0 "; }; \
	has libpango-1.0 || missing="$$missing libpango-1.0-0"; \
	has libpangoft2-1.0 || missing="$$missing libpangoft2-1.0-0"; \
	has libharfbuzz-subset || missing="$$missing libharfbuzz-subset0"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	for d in $$(bindir); do test -x $$d/initdb && found=1; done; test -n "$${found:-}" || missing="$$missing postgresql"; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$$missing nginx"; \
	PATH="$$PATH:/usr/sbin:/sbin" command -v ip >/dev/null || missing="$$missing iproute2"; \
	$(INSTALL_MISSING)

# What only the other browsers need: the browsers, what drives them, and a screen for them.
browser-packages: system-packages
	@missing=""; \
	command -v firefox-esr >/dev/null || missing="$$missing firefox-esr"; \
	command -v WebKitWebDriver >/dev/null || missing="$$missing webkit2gtk-driver"; \
	command -v chromedriver >/dev/null || missing="$$missing chromium-driver"; \
	command -v Xvfb >/dev/null || missing="$$missing xvfb"; \
	command -v xauth >/dev/null || missing="$$missing xauth"; \
	$(INSTALL_MISSING)
