"""Whether a test asserts whatever happens: itself, or by a helper of the tests that it calls.

What stands in one branch of an `if` only, in a handler, after a `return` or where its failing is swallowed
may never be asserted. A helper whose answer is used is part of the way there, not what is shown. A loop is
taken at its word, and an object's helper is whatever has that name in the files that the test stands on.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

FAILS = {
    "pytest.raises",
    "pytest.fail",
    "expect",
    "run_state_machine_as_test",
}  # of the libraries we test with
SWALLOWS = {"AssertionError", "Exception", "BaseException"}
OWN = "tests"
Function = ast.FunctionDef | ast.AsyncFunctionDef
Known = Callable[[ast.Call], bool]


def asserts(root: Path, path: Path, test: ast.AST) -> bool:
    """Whether this test of this file asserts, whichever way it goes."""
    body = list(takewhile(lambda each: not _returns(each), getattr(test, "body", [])))
    return _any(body, _Helpers(root, path, test, frozenset()))


@cache
def read(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


class _Helpers:
    """Whether what is called asserts, as seen from one function of one file."""

    def __init__(self, root: Path, path: Path, within: ast.AST, asked: frozenset[ast.AST]) -> None:
        self._root, self._path, self._within, self._asked = root, path, within, asked

    def __call__(self, call: ast.Call) -> bool:
        found = self._named(call.func.id) if isinstance(call.func, ast.Name) else self._methods(call.func)
        return any(
            _any(helper.body, _Helpers(self._root, path, helper, self._asked | {helper}))
            for path, helper in found
            if helper not in self._asked
        )

    def _named(self, name: str) -> Iterator[tuple[Path, Function]]:
        inside = [each for each in ast.walk(self._within) if isinstance(each, Function) and each.name == name]
        for helper in inside or _functions(read(self._path).body):
            if helper.name == name:
                yield self._path, helper
        for path, names in _imports(self._root, self._path):
            if name in names:
                yield from ((path, helper) for helper in _functions(read(path).body) if helper.name == name)

    def _methods(self, func: ast.expr) -> Iterator[tuple[Path, Function]]:
        """Every method, and every function of a file, that has this name within reach."""
        name = func.attr if isinstance(func, ast.Attribute) else ""
        for path in _reached(self._root, self._path):
            bodies = [each.body for each in read(path).body if isinstance(each, ast.ClassDef)]
            for body in (read(path).body, *bodies):
                yield from ((path, helper) for helper in _functions(body) if helper.name == name)


def _any(block: Sequence[ast.AST], known: Known) -> bool:
    return any(_always(each, known) for each in block)


def _always(node: ast.AST, known: Known) -> bool:
    """Whether something is asserted wherever this is come to."""
    return _itself(node, known) or _any(_certain(node), known)


def _itself(node: ast.AST, known: Known) -> bool:
    match node:
        case ast.Assert():
            return True
        case ast.Call():
            return ast.unparse(node.func) in FAILS
        case ast.Expr(value=ast.Call() as call) | ast.withitem(context_expr=ast.Call() as call):
            return known(call)
        case ast.If():
            return any(map(_raises, node.body)) or (_any(node.body, known) and _any(node.orelse, known))
    return _raises(node)


def _certain(node: ast.AST) -> Sequence[ast.AST]:
    """What of it is come to whatever happens, and may fail."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda() | ast.Match():
            return []
        case ast.If() | ast.IfExp():
            return [node.test]
        case ast.BoolOp():
            return node.values[:1]
        case ast.Try():
            swallowed = any(each.type is None or _swallows(each.type) for each in node.handlers)
            return [*([] if swallowed else [*node.body, *node.orelse]), *node.finalbody]
        case ast.With() if any(_suppresses(each) for each in node.items):
            return []
    return list(ast.iter_child_nodes(node))


def _raises(node: ast.AST) -> bool:
    """`if wrong: raise AssertionError` is an assertion, written out."""
    return isinstance(node, ast.Raise) and node.exc is not None and "AssertionError" in _words(node.exc)


def _swallows(node: ast.AST) -> bool:
    return bool(SWALLOWS & _words(node))


def _suppresses(item: ast.withitem) -> bool:
    return "suppress" in _words(item.context_expr) and _swallows(item.context_expr)


def _words(node: ast.AST) -> set[str]:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def _returns(node: ast.AST) -> bool:
    """Whether the test may end here, if it is come to."""
    if isinstance(node, Function | ast.ClassDef | ast.Lambda):
        return False
    return isinstance(node, ast.Return) or any(map(_returns, ast.iter_child_nodes(node)))


def _functions(body: Sequence[ast.AST]) -> list[Function]:
    return [each for each in body if isinstance(each, Function)]


@cache
def _imports(root: Path, path: Path) -> list[tuple[Path, set[str]]]:
    """Other files of the tests, and what this one takes out of each."""
    found = []
    for node in ast.walk(read(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == OWN:
            place, names = root / str(node.module).replace(".", "/"), {each.name for each in node.names}
            found.append((place.with_suffix(".py"), names))
            found += [(place / f"{name}.py", set()) for name in names]
    return [(each, names) for each, names in found if each.is_file()]


@cache
def _reached(root: Path, path: Path) -> list[Path]:
    """This file of the tests, and all that it stands on."""
    found = [path]
    for each in found:
        found += [other for other, _ in _imports(root, each) if other not in found]
    return found
