"""The project stands alone: it installs from the public index and names no machine of its makers."""

import re
import tomllib

from tests.checks.sources import ROOT, files, told

INDEX = "https://pypi.org/simple"
FILES = "https://files.pythonhosted.org/"
MACHINE_PATH = re.compile(r"""(?<![\w.~/-])/(?:work|root|home)/(?![<{*])[\w.]""")
NAMED = re.compile(r"`(tests/[^`\s]+)`")
TEXT = (".py", ".md", ".toml", ".html", ".js", ".css", ".json", ".csv", ".tsv", ".txt", ".po", "Makefile")


def test_the_lock_file_names_no_odd_index():
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    odd = []
    for package in lock["package"]:
        source = package["source"]
        if source.get("registry", INDEX) != INDEX or not {"registry", "editable", "virtual"} & source.keys():
            odd.append(package["name"])
        kept = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        odd += [package["name"] for file in kept if not file["url"].startswith(FILES)]
    assert odd == []


def test_no_file_names_a_path_of_its_makers_machine():
    named = {
        f"{told(path)}: {found.group()}"
        for path in files(*TEXT)
        for found in MACHINE_PATH.finditer(path.read_text(encoding="utf-8"))
    }
    assert named == set()


def test_nothing_waits_to_be_done():
    words = re.compile(r"\b(TO" + "DO|FIX" + "ME|X" + r"XX)\b")
    waiting = {told(path) for path in files(*TEXT) if words.search(path.read_text(encoding="utf-8"))}
    assert waiting == set()


def _decisions():
    return [path for path in files(".md") if told(path).startswith("docs/decisions/")]


def test_every_decision_says_what_checks_it():
    assert _decisions()
    silent = [
        told(path) for path in _decisions() if "**Checked by.**" not in path.read_text(encoding="utf-8")
    ]
    assert silent == []


def test_what_checks_a_decision_exists():
    named = {name for path in _decisions() for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in named if not (ROOT / name).exists()} == set()
