"""Tests that a page names: whether they are there, and whether the command that the page says runs them."""

import ast
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.checks.asserting import asserts, read

SECTION = re.compile(r"^## (\d+)\. (.+)$", re.M)
TEST = re.compile(r"`(tests/[\w/]+\.py)::((?:\w+::)?\w+)(\[[^\]`]*\])?`")
ROW = re.compile(r"^\*\*Measured\.\*\* (.+)$", re.M)
ELSEWHERE = re.compile(r"^- only in `make ([a-z-]+)`:(.*(?:\n  .*)*)", re.M)
NOT_RUN = {"skip", "skipif", "xfail", "importorskip"}
LEFT_OUT = {"browsers": "test-browsers"}  # the mark that `make test` leaves out, and the command that runs it


@dataclass(frozen=True)
class Named:
    """One test as a page names it, and the command that it is said to need; none is `make test`."""

    file: str
    name: str
    case: str
    only_in: str


@dataclass(frozen=True)
class Promise:
    """One section of the page."""

    number: int
    text: str

    @property
    def tests(self) -> list[Named]:
        """Every test that it names."""
        said = {
            found: command for command, text in ELSEWHERE.findall(self.text) for found in TEST.findall(text)
        }
        return [Named(*found, said.get(found, "")) for found in TEST.findall(self.text)]

    @property
    def rows(self) -> list[str]:
        """Every row of the benchmarks that it names."""
        return [name for line in ROW.findall(self.text) for name in re.findall(r"`(\w+)`", line)]


def promises(page: str) -> list[Promise]:
    """The numbered sections of a page."""
    _, *parts = SECTION.split(page)
    return [Promise(int(number), text) for number, text in zip(parts[::3], parts[2::3], strict=True)]


def fault(root: Path, test: Named) -> str | None:
    """Why this test shows nothing, if so."""
    path = root / test.file
    if not (path.is_file() and path.name.startswith("test_")):
        return "there is no such file of tests"
    found = _found(read(path), test.name.split("::"))
    if not found:
        return "there is no such test"
    marks = {mark for node in found for mark in _marks(node)}
    if test.case and "parametrize" not in marks:
        return "it has no cases"
    if NOT_RUN & (marks | _calls(found[-1]) | _calls_outside(found[0])):
        return "it is skipped or expected to fail"
    if not asserts(root, path, found[-1]):
        return "it may end well without having asserted anything"
    needed = {command for mark, command in LEFT_OUT.items() if mark in marks}
    return (
        None
        if needed == ({test.only_in} - {""})
        else f"it is run by make {needed.pop() if needed else 'test'}"
    )


def left_out(root: Path) -> set[str]:
    """The marks that `make test` leaves out, as pytest is told."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    told = settings["tool"]["pytest"]["ini_options"]["addopts"]
    return set(told[told.index("-m") + 1].removeprefix("not ").split(" and not "))


def _found(module: ast.Module, names: list[str]) -> list[ast.AST]:
    """The module, the class if there is one, and the test; empty where any is missing."""
    found: list[ast.AST] = [module]
    for name in names:
        inside = [each for each in found[-1].body if getattr(each, "name", None) == name]
        if not inside:
            return []
        found.append(inside[-1])
    last = found[-1]
    kept = isinstance(last, ast.FunctionDef) and last.name.startswith("test_")
    return found if kept and all(each.name.startswith("Test") for each in found[1:-1]) else []


def _marks(node: ast.AST) -> set[str]:
    """Names of pytest's marks on a test, a class or (`pytestmark`) a module."""
    own = list(getattr(node, "decorator_list", []))
    for each in getattr(node, "body", []):
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "pytestmark":
            own.append(each.value)
    return {mark for one in own for mark in re.findall(r"\bmark\.(\w+)", ast.unparse(one))}


def _calls(node: ast.AST) -> set[str]:
    return {
        one.func.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
        and ast.unparse(one.func.value) == "pytest"
    }  # fmt: skip


def _calls_outside(module: ast.AST) -> set[str]:
    """What a file of tests asks of pytest before any of its tests."""
    apart = [each for each in module.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
    return set().union(*map(_calls, apart))
