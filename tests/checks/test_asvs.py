"""docs/asvs.md: no requirement of levels 1 and 2 is left out, and what is said to be shown is shown."""

import re

import pytest

from tests.checks.named import TEST, Named, fault
from tests.checks.sources import ROOT

ROW = re.compile(r"^\| (\d[\d.–]*) \| (.+?) \| (.+?) \| (.*) \|$", re.M)
HOW = {"shown", "built", "partly", "no", "service", "none here"}
SECTIONS = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4
5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2
8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5
13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
"""  # of each section of ASVS 5.0.0 the highest number of levels 1 and 2; those below it are too
WHOLE = ("10.1.1–10.7.3", "17.1.1–17.3.2")  # chapters of which nothing is here


@pytest.fixture(scope="module")
def rows():
    return ROW.findall((ROOT / "docs" / "asvs.md").read_text(encoding="utf-8"))


def test_every_requirement_of_levels_one_and_two_stands_once(rows):
    sections = [each.split(":") for each in SECTIONS.split()]
    wanted = {f"{section}.{number}" for section, last in sections for number in range(1, int(last) + 1)}
    found = [number for number, *_ in rows]
    assert len(found) == len(set(found))
    assert {*wanted, *WHOLE} - {*found} == set()


def test_each_says_how_it_stands_and_why(rows):
    wrong = [number for number, _, how, why in rows if how not in HOW or not (why or how == "none here")]
    untold = [number for number, _, how, why in rows if how == "shown" and not TEST.search(why)]
    assert (wrong, untold) == ([], [])


def test_every_test_that_it_names_is_there_and_runs(rows):
    named = {Named(*found, "") for *_, why in rows for found in TEST.findall(why)}
    faults = {test: why for test in named if (why := fault(ROOT, test))}
    assert len(named) > len(SECTIONS.split())
    assert faults == {}
