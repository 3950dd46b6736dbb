"""The project's own files, as the checks see them: what git tracks or would track."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file of the project whose name ends so; all of them where no ending is given."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    found = (ROOT / name for name in names if name and (not endings or name.endswith(endings)))
    return tuple(sorted(path for path in found if path.is_file()))


def told(path: Path) -> str:
    """A file's name as a reader of the failure wants it."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def lines_of(function: Function) -> int:
    """A function's length from its `def` to its end; decorators are not counted."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_page(function: Function) -> bool:
    """Whether a function answers a route."""
    return any(
        "route" in text or text.startswith("bp.") for text in map(ast.unparse, function.decorator_list)
    )
