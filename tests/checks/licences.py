"""Under which licence each package of uv.lock comes, as `make sbom` writes it into docs/licences.md.

Promise: what is listed is what uv.lock names, and each licence is what the package itself states, read by
pip-licenses from what is installed; those that state none are named here. Nothing is asked of the network.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache

from tests.checks.sources import ROOT

PAGE = ROOT / "docs" / "licences.md"
UV = ROOT / ".tools" / "bin" / "uv"
OTHER_SYSTEMS = frozenset({"brotlicffi", "colorama"})  # PyPy's and Windows': never installed where this runs
FROM_ITS_FILE = dict.fromkeys(("axe-playwright-python", "pyrage", "zxcvbn-rs-py"), "MIT")  # by their files
OLDER_PYTHON = {"async-timeout": "Apache Software License"}  # installed before Python 3.11.3 alone
FREE = frozenset(
    """0BSD|Apache Software License|Apache-2.0|Artistic License|BSD|BSD License|BSD-2-Clause|BSD-3-Clause
    |CC0-1.0|DFSG approved|GNU General Public License (GPL)
    |GNU General Public License v2 or later (GPLv2+)|GNU Lesser General Public License v2 or later (LGPLv2+)
    |ISC License (ISCL)|LGPL-3.0-only|MIT|MIT License|MIT-0|MIT-CMU|MPL-2.0
    |Mozilla Public License 1.1 (MPL 1.1)|Mozilla Public License 2.0 (MPL 2.0)|PSF-2.0
    |Python Software Foundation License|Zlib""".replace("\n    |", "|").split("|")
)
PAGE_TEXT = """# What it is made of, and under which licences

Written by `make sbom`, from `uv.lock` and from what each package states about itself; do not edit. The
same command writes `var/sbom.cdx.json`: a bill of materials of what runs (CycloneDX 1.5), with versions,
addresses and hashes. All of it is free software. `tests/checks/test_licences.py` fails where a package is
missing here or is not free.

The tables are of Python packages. Some wheels carry libraries in other languages, which neither the
tables nor the bill of materials show; among them Bootstrap-Flask has Bootstrap, psycopg-binary has
PostgreSQL's client library and OpenSSL, cryptography has OpenSSL. What `apt-get` brings (Python, nginx,
PostgreSQL, Pango, fonts) is Debian's to list. The packages that tests fetch with npm stand in
`tests/js/package-lock.json`; none of them runs in the service.

## What runs
{runs}

## What only builds and tests it
{tools}
"""


@cache
def packages(*more: str) -> frozenset[str]:
    """The names in uv.lock, as it spells them; with `--no-dev`, those that the service needs to run."""
    return frozenset(part["name"] for part in bill(*more)["components"]) - OTHER_SYSTEMS


@cache
def bill(*more: str) -> dict:
    """The bill of materials that uv writes from uv.lock, without asking anybody."""
    command = [str(UV), "export", "--quiet", "--offline", "--frozen", "--format", "cyclonedx1.5", *more]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


@cache
def stated() -> dict[str, str]:
    """Of each installed package, the licence that it states."""
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed", "--with-system"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = {_plain(row["Name"]): row["License"] for row in json.loads(answer)}
    silent = {name: FROM_ITS_FILE[name] for name in FROM_ITS_FILE if found[name] == "UNKNOWN"}
    return found | silent | OLDER_PYTHON


def unfree(licence: str) -> set[str]:
    """The parts of a licence's statement that are not on the list of free ones."""
    return {part for part in re.split(r"; | AND | OR ", licence) if not {part, part.strip("()")} & FREE}


def page() -> str:
    """docs/licences.md as it should stand."""
    runs = packages("--no-dev")
    return PAGE_TEXT.format(runs=_table(runs), tools=_table(packages() - runs))


def _table(names: Iterable[str]) -> str:
    rows = [f"| {name} | {stated()[name]} |" for name in sorted(names)]
    return "\n".join(["| package | licence |", "|---|---|", *rows])


def _plain(name: str) -> str:
    """A name as uv.lock spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
