"""docs/who-gets-what.md: each person has a "cannot" and a "can", and no "cannot" lacks tests that exist."""

import re

import pytest

from tests.checks.sources import ROOT, functions

DOCUMENT = ROOT / "docs" / "who-gets-what.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
WHO = (
    "An administrator",
    "A thief of the database",
    "A thief of a backup",
    "A thief of a cookie",
    "A reader of the logs",
    "A malicious lead",
    "A malicious IDVA",
    "A member of a community organisation",
    "A translator",
    "A reviewer of translations",
    "A manager",
    "Whoever runs the machine",
    "The holder of the phone",
)


def _tables() -> dict[str, list[list[str]]]:
    """Of each person the rows of their table, cell by cell."""
    _, *parts = DOCUMENT.read_text(encoding="utf-8").split("\n## ")
    return {part.split("\n", 1)[0]: _rows(part) for part in parts}


def _rows(part: str) -> list[list[str]]:
    lines = [line for line in part.splitlines() if line.startswith(("| cannot ", "| can "))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_it_is_about_everyone():
    assert tuple(_tables()) == WHO


@pytest.mark.parametrize("who", WHO)
def test_what_they_cannot_is_tried_and_what_they_can_is_said(who):
    rows = _tables()[who]
    assert {row[0] for row in rows} == {"cannot", "can"}
    assert [row for row in rows if len(row) != 3 or not row[1]] == []
    untried = [what for kind, what, shown in rows if kind == "cannot" and not NAMED.search(shown)]
    assert untried == []


def test_every_test_that_it_names_is_there():
    named = set(NAMED.findall(DOCUMENT.read_text(encoding="utf-8")))
    there = {(path, one.name) for path in {path for path, _ in named} for one in functions(ROOT / path)}
    assert len(named) > len(WHO)
    assert named - there == set()
