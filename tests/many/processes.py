"""A real service, not a demonstration, whose processes the tests start one by one."""

import base64
import os
import subprocess
import sys
from pathlib import Path

from app.parent import PARENT
from config import ROOT, Config

KEY = base64.b64encode(b"K" * 32).decode()
KEY_FILES = {"DATA_KEY_FILE": f"1:{KEY}", "AUDIT_KEY_FILE": KEY, "PEPPER_FILE": KEY}
HOSTS = {"SURVIVOR_HOST": "days.example.org", "STAFF_HOST": "staff.elsewhere.example"}
PLAIN = {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPYCACHEPREFIX", "TZ"}


def settings_in(folder: Path, database_url: str, **more: str) -> dict[str, str]:
    """What such a service is told, with key files in this folder."""
    for name, text in KEY_FILES.items():
        (folder / name).write_text(text)
    files = {name: str(folder / name) for name in KEY_FILES}
    own = {"VAR_DIR": str(folder / "var"), "DATABASE_URL": database_url, "PASSWORD_MEMORY_KIB": "19456"}
    return {**HOSTS, **files, **own, **more}


def config_of(settings: dict[str, str]) -> Config:
    """The same, as its processes read it."""
    return Config.from_env(settings)


def start(
    settings: dict[str, str], log: Path, *command: str, module: str = "app.cli"
) -> "subprocess.Popen[bytes]":
    """One process of it, which ends with the tests; what it writes is added to a file."""
    kept = {name: value for name, value in os.environ.items() if name in PLAIN}
    environment = {**kept, **settings, PARENT: str(os.getpid())}
    words = [sys.executable, "-m", module, *command]
    with log.open("ab") as output:
        return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=output, stderr=output)
