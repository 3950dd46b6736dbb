"""What `beforehand setup` writes: settings and key files, all of them or none, never over one that is there.

Promise: a file is written beside its place and then linked there, so that there is never half of one and
never another instead of it; a Ctrl-C waits until all are there. What is secret is for its owner only.
"""

import base64
import os
import pwd
import secrets
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyrage

SETTINGS = "settings"
KEY_FILES = {"DATA_KEY_FILE": "data.key", "AUDIT_KEY_FILE": "audit.key", "PEPPER_FILE": "pepper.key"}
OWNER_ONLY = 0o600
WAITING = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Pair:
    """A key pair for backups; the private half is shown once and kept nowhere here."""

    public: str
    private: str


def backup_pair() -> Pair:
    """A new one."""
    identity = pyrage.x25519.Identity.generate()
    return Pair(str(identity.to_public()), str(identity))


def folder_fault(path: str) -> str:
    """Why whoever runs this cannot keep files there; empty where they can. Tried, and nothing left."""
    if not path.startswith("/"):
        return "A whole path, please, from / on."
    there = Path(path)
    while not os.path.lexists(there):
        there = there.parent
    if not there.is_dir():
        return f"{there} is not a folder."
    try:
        with tempfile.TemporaryFile(dir=there):
            return ""
    except OSError:
        me = _name_of_user()
    return f"{me} cannot write there. As root, in another terminal: install -d -o {me} -g {me} -m 700 {path}"


def write(folder: Path, settings: Mapping[str, str]) -> None:
    """Write the key files that are missing, then the settings. Raises OSError; what was there stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = {name: folder / file for name, file in KEY_FILES.items()}
    with _ctrl_c_waits():
        for name, path in keys.items():
            if not path.exists():
                _put(path, _new_key(name))
        named = {**settings, **{name: str(path) for name, path in keys.items()}}
        _put(folder / SETTINGS, "".join(f"{name}={value}\n" for name, value in named.items()))


def _name_of_user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def _new_key(name: str) -> str:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return f"1:{key}\n" if name == "DATA_KEY_FILE" else f"{key}\n"


def _put(path: Path, text: str) -> None:
    """The whole file under its name, or nothing. Raises FileExistsError where one is there."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, path)
    finally:
        partial.unlink()


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    asked: list[int] = []
    before = {one: signal.signal(one, lambda number, _: asked.append(number)) for one in WAITING}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    for number in asked[:1]:
        signal.raise_signal(number)
