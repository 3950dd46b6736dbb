"""What the pages are made of: modules joined into one script, minified; styles; the policy that names them.

Promise: nothing is fetched and nothing is written; the same sources give the same bytes, so
that a script's hash is the same in every link's page. A comment never reaches a phone.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from app.entry.minify import SCRIPT, STYLE, all_minified, minified

PWA = Path(__file__).resolve().parents[2] / "pwa"
_IMPORT = re.compile(r'^import\s+([^;]*?)\s+from\s+"([^"]+)"(?:\s+with\s+\{[^}]*\})?;\n?', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.M)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.M)
_NAMED = re.compile(r"\{\s*\w+(?:\s*,\s*\w+)*,?\s*\}")


class NotBuilt(Exception):
    """The sources cannot be joined as they stand; the message says which, and why."""


def script(modules: Iterable[Path]) -> str:
    """One closed script of these modules and all that they import."""
    return _safe_inline(minified(SCRIPT, f"(()=>{{{_joined(_all_of(modules))}}})()"))


def style(path: Path) -> str:
    """One style sheet, minified."""
    return _safe_inline(minified(STYLE, path.read_text(encoding="utf-8")))


@cache
def engine_style() -> str:
    """The style of what opens; it travels inside the engine's script, or in a page made without script."""
    return style(PWA / "engine.css")


@cache
def laid_over_style() -> str:
    """The style of what opens over an everyday app by script: what lies beneath has rules then too."""
    return style(PWA / "beneath.css") + engine_style()


@cache
def worker_script() -> str:
    """The service worker: it holds the everyday app, and what she chose to keep."""
    return script([PWA / "worker.js"])


@cache
def engine_script() -> bytes:
    """The script that is sealed into every link's page: the same bytes for all. It defines `go`."""
    return _engine()[0].encode()


@cache
def later_script() -> str:
    """The script that follows in the first answer after opening. It defines `late`."""
    return _engine()[1]


@cache
def seldom_script() -> str:
    """The script of what few ask for; it comes when one of them does. It defines `seldom`."""
    return _engine()[2]


@cache
def _engine() -> tuple[str, str, str]:
    """The three scripts. Each has modules of its own; what the later ones use of the earlier is handed on."""
    names = json.loads((PWA / "engine.json").read_text(encoding="utf-8"))
    first, second, third = (_all_of([PWA / "modules" / names[part]]) for part in ("go", "late", "seldom"))
    later = [path for path in second if path not in first]
    last = [path for path in third if path not in first + later]
    _no_name_twice(first + later + last)
    to_late, to_seldom = _handed(later + last, first), _handed(last, first + later)
    go = f"globalThis.go=(given)=>{{{_joined(first)}\nreturn go(given,{to_late})}}"
    late = f"globalThis.late=({to_late})=>{{{_joined(later)}\nreturn late({to_seldom})}}"
    seldom = f"globalThis.seldom=({to_seldom})=>{{{_joined(last)}\nreturn seldom()}}"
    made = [_safe_inline(text) for text in all_minified(SCRIPT, [go, late, seldom])]
    return made[0], made[1], made[2]


def _handed(later: list[Path], given: list[Path]) -> str:
    """The names that these modules import from the given ones, as a list's pattern and as its literal."""
    return "[" + ",".join(sorted({name for path in later for name in _imported(path, given)})) + "]"


def source_hash(text: str) -> str:
    """How a policy names one inline script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(clear_script: str, clear_style: str, *, alone: bool = False) -> str:
    """The content security policy of a page with these, and of what opens in it unless it stands alone."""
    opened = ((), ()) if alone else ((engine_script().decode(), *_engine()[1:]), (laid_over_style(),))
    scripts = " ".join(source_hash(source) for source in (clear_script, *opened[0]))
    styles = " ".join(source_hash(source) for source in (clear_style, *opened[1]))
    more = "img-src data: 'self';manifest-src 'self'" if alone else "img-src data:;media-src blob:"
    return (
        f"default-src 'none';script-src {scripts};style-src {styles};{more};"
        "worker-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none';"
        "require-trusted-types-for 'script';trusted-types d"
    )


def still_policy(clear_style: str) -> str:
    """The policy of a page on which nothing may run: what a code opened, for a browser without script."""
    styles = " ".join(source_hash(source) for source in (clear_style, engine_style()))
    return (
        f"default-src 'none';style-src {styles};img-src data:;"
        "form-action 'self';base-uri 'none';frame-ancestors 'none'"
    )


def _all_of(modules: Iterable[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for module in modules:
        _add_in_order(module.resolve(), (), found)
    _no_name_twice(list(found))
    return list(found)


def _joined(paths: Iterable[Path]) -> str:
    return "\n".join(_bare(path) for path in paths)


def _imported(path: Path, given: list[Path]) -> set[str]:
    """The names that a module imports from any of the given ones."""
    found = _IMPORT.findall(path.read_text(encoding="utf-8"))
    ours = [names for names, address in found if (path.parent / address).resolve() in given]
    return {name for names in ours for name in re.findall(r"\w+", names)}


def _add_in_order(path: Path, above: tuple[Path, ...], found: dict[Path, None]) -> None:
    """Add what a module imports, before the module itself; each once."""
    if path in above:
        raise NotBuilt(f"{path.name} imports itself in a circle")
    if path in found:
        return
    for names, address in _IMPORT.findall(path.read_text(encoding="utf-8")):
        if address.endswith(".js"):
            if not _NAMED.fullmatch(names):
                raise NotBuilt(f"{path.name} imports {address} other than by plain names")
            _add_in_order((path.parent / address).resolve(), (*above, path), found)
    found[path] = None


def _bare(path: Path) -> str:
    """A module without its import and export words; tables and styles stand in it as constants."""

    def constant(found: re.Match[str]) -> str:
        name, address = found.groups()
        source = (path.parent / address).resolve()
        if address.endswith(".json"):
            table = json.loads(source.read_text(encoding="utf-8"))
            return f"const {name}={json.dumps(table, separators=(',', ':'))};\n"
        return f"const {name}={json.dumps(style(source))};\n" if address.endswith(".css") else ""

    bare = _EXPORT.sub("", _IMPORT.sub(constant, path.read_text(encoding="utf-8")))
    if left := re.search(r"^(?:import|export)\b.*", bare, re.M):
        raise NotBuilt(f"{path.name}: cannot join {left.group()!r}")
    return bare


def _no_name_twice(paths: list[Path]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        for name in _NAME.findall(path.read_text(encoding="utf-8")):
            if name in seen:
                raise NotBuilt(f"{name} stands in {seen[name]} and in {path.name}")
            seen[name] = path.name


def _safe_inline(text: str) -> str:
    if "</" in text or "<!--" in text:
        raise NotBuilt("the text would end its element early")
    return text
