"""Every promise of docs/promises.md names tests that are there and that run."""

import ast
from textwrap import indent

import pytest

from tests.checks.named import LEFT_OUT, Named, fault, left_out, promises
from tests.checks.sources import ROOT, files, told

PROMISES = 12
SOUND = """
import pytest
def test_is_there():
    assert 1
"""


def _page():
    return promises((ROOT / "docs" / "promises.md").read_text(encoding="utf-8"))


def test_every_promise_is_there_says_what_it_cannot_do_and_is_shown_in_every_run():
    found = _page()
    assert [one.number for one in found] == list(range(1, PROMISES + 1))
    for one in found:
        assert "**Not in our hands.**" in one.text, one.number
        assert [test for test in one.tests if not test.only_in], one.number


def test_every_test_that_is_named_exists_and_runs_where_the_page_says():
    faults = {test: why for one in _page() for test in one.tests if (why := fault(ROOT, test))}
    assert faults == {}


def test_whatever_is_written_like_a_test_is_read_as_one():
    page = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    assert page.count("::test_") == sum(len(one.tests) for one in _page())


def test_every_figure_that_is_named_is_a_row_of_the_benchmarks():
    benches = [path for path in files(".py") if told(path).startswith(("tests/bench/", "tests/forensics/"))]
    nodes = [node for path in benches for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    known = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert {row for one in _page() for row in one.rows} - known == set()


def test_what_the_usual_run_leaves_out_is_known_here():
    assert left_out(ROOT) == set(LEFT_OUT)


@pytest.mark.parametrize(
    ("source", "named", "why"),
    [
        (SOUND, Named("tests/test_it.py", "test_is_there", "", ""), None),
        (SOUND, Named("tests/test_it.py", "test_is_there", "", "test-browsers"), "run by make test"),
        (SOUND, Named("tests/test_it.py", "test_is_there", "[sqlite]", ""), "no cases"),
        (SOUND, Named("tests/test_it.py", "TestIt::test_is_there", "", ""), "no such test"),
        (SOUND, Named("tests/test_it.py", "pytest", "", ""), "no such test"),
        (SOUND, Named("tests/test_other.py", "test_is_there", "", ""), "no such file"),
        (
            SOUND.replace("def", "@pytest.mark.skip\ndef"),
            Named("tests/test_it.py", "test_is_there", "", ""),
            "skip",
        ),
        (
            SOUND.replace("assert 1", "pytest.skip()"),
            Named("tests/test_it.py", "test_is_there", "", ""),
            "skipped",
        ),
        (
            SOUND.replace("def", "pytestmark = [pytest.mark.xfail]\ndef"),
            Named("tests/test_it.py", "test_is_there", "", ""),
            "expected to fail",
        ),
        (
            SOUND.replace("def", "other = pytest.importorskip('other')\ndef"),
            Named("tests/test_it.py", "test_is_there", "", ""),
            "skipped",
        ),
        (
            SOUND.replace("def", "pytestmark = pytest.mark.browsers\ndef"),
            Named("tests/test_it.py", "test_is_there", "", ""),
            "make test-browsers",
        ),
        (
            SOUND.replace("def", "pytestmark = pytest.mark.browsers\ndef"),
            Named("tests/test_it.py", "test_is_there", "", "test-browsers"),
            None,
        ),
        (
            SOUND.replace("def", "@pytest.mark.parametrize('n', [1])\ndef"),
            Named("tests/test_it.py", "test_is_there", "[1]", ""),
            None,
        ),
    ],
)
def test_what_shows_nothing_is_told(tmp_path, source, named, why):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(source, encoding="utf-8")
    found = fault(tmp_path, named)
    assert (found is None) if why is None else (why in (found or "nothing was told"))


HELPERS = """
from contextlib import suppress
import pytest
from tests.helping import Person, shown
def checked(): assert 1
def waited():
    while other():
        if one(): return
    raise AssertionError
def only_if():
    if one(): assert 1
def round_about(): return round_about()
"""
HELPING = """
def shown(): assert 1
def told(): pass
class Person:
    def covered(self): shown()
    def write(self): told()
"""


@pytest.mark.parametrize(
    ("body", "asserts"),
    [
        ("if one(): assert 1", False),
        ("if one(): assert 1\nelse: other()", False),
        ("if one(): assert 1\nelse: assert 2", True),
        ("if one(): assert 1\nelif other(): assert 2\nelse: checked()", True),
        ("if one(): assert 1\nelif other(): assert 2", False),
        ("if one(): raise AssertionError", True),
        ("if one(): raise ValueError", False),
        ("try: one()\nexcept ValueError: assert 1", False),
        ("try: assert 1\nexcept ValueError: other()", True),
        ("try: assert 1\nexcept AssertionError: other()", False),
        ("try: assert 1\nexcept (ValueError, Exception): other()", False),
        ("try: assert 1\nexcept: other()", False),
        ("try: one()\nfinally: assert 1", True),
        ("with suppress(AssertionError): assert 1", False),
        ("with suppress(ValueError): assert 1", True),
        ("with pytest.raises(ValueError): one()", True),
        ("if one():\n  with pytest.raises(ValueError): other()", False),
        ("if one(): return\nassert 1", False),
        ("for each in every():\n  assert each", True),
        ("for each in every():\n  if each: assert 1", False),
        ("match one():\n  case 1: assert 1", False),
        ("one() and pytest.fail()", False),
        ("one()", False),
        ("checked()", True),
        ("waited()", True),
        ("shown()", True),
        ("with shown(): one()", True),
        ("only_if()", False),
        ("round_about()", False),
        ("if one(): checked()", False),
        ("made = checked()\nif made: assert made", False),
        ("person = Person()\nperson.covered()", True),
        ("person = Person()\nperson.write()", False),
        ("def inner(): assert 1", False),
        ("def inner(): assert 1\ninner()", True),
    ],
)
def test_a_test_that_may_end_well_without_asserting_is_told(tmp_path, body, asserts):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "helping.py").write_text(HELPING, encoding="utf-8")
    test = f"def test_it():\n{indent(body, '    ')}\n"
    (tmp_path / "tests" / "test_it.py").write_text(HELPERS + test, encoding="utf-8")
    found = fault(tmp_path, Named("tests/test_it.py", "test_it", "", ""))
    assert found == (None if asserts else "it may end well without having asserted anything")
