"""The import contracts name every module there is, and a forbidden import really fails them."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.checks.sources import ROOT

NOT_CAPABILITIES = {"web"}
OPEN_DOOR = "service"


def _contracts() -> dict[str, dict]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def _capabilities() -> list[str]:
    folders = (path.parent.name for path in (ROOT / "app").glob("*/__init__.py"))
    return sorted(name for name in folders if name not in NOT_CAPABILITIES)


def _modules(capability: str) -> set[str]:
    root = ROOT / "app" / capability
    named = (path.relative_to(ROOT).with_suffix("").parts for path in root.rglob("*.py"))
    modules = {".".join(parts) for parts in named if parts[-1] != "__init__"}
    return modules - {f"app.{capability}.{OPEN_DOOR}"}


@pytest.mark.parametrize("capability", _capabilities())
def test_a_capability_is_entered_through_its_service_only(capability):
    contract = _contracts()[f"{capability} is entered through its service"]
    assert contract["type"] == "protected"
    assert set(contract["protected_modules"]) == _modules(capability)
    assert contract["allowed_importers"] == [f"app.{capability}"]


def test_every_capability_has_a_contract_and_every_contract_a_capability():
    named = {name.split()[0] for name in _contracts() if name.endswith("is entered through its service")}
    assert named == {name for name in _capabilities() if _modules(name)}


@pytest.mark.parametrize(
    ("place", "forbidden"),
    [
        ("app/desk/planted.py", "import app.accounts.models"),
        ("app/entry/planted.py", "import app.cases.service"),
        ("app/insight/planted.py", "import app.voice.service"),
        ("app/insight/planted.py", "import safety.sealing"),
        ("app/community/planted.py", "import app.inbox.service"),
        ("app/community/planted.py", "import safety.sealing"),
        ("app/web/planted.py", "import app.desk.service"),
        ("app/translating/planted.py", "import app.cases.service"),
        ("app/community/pieces/planted.py", "import app.accounts.service"),
        ("safety/planted.py", "import flask"),
        ("safety/planted.py", "import sqlalchemy"),
        ("safety/planted.py", "import app.db"),
    ],
)
def test_a_planted_import_breaks_a_contract(place, forbidden, tmp_path):
    copy = _copy(tmp_path)
    (copy / place).parent.mkdir(exist_ok=True)
    (copy / place).parent.joinpath("__init__.py").touch()
    (copy / place).write_text(forbidden + "\n", encoding="utf-8")
    answer = _lint(copy)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def _copy(to: Path) -> Path:
    leave = shutil.ignore_patterns("__pycache__", "*.html", "static", "data")
    for part in ("app", "safety"):
        shutil.copytree(ROOT / part, to / part, ignore=leave)
    for part in ("pyproject.toml", "config.py"):
        shutil.copy(ROOT / part, to / part)
    return to


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
