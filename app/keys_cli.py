"""`beforehand keys`: DATA_KEY renewed, step by step, over the file that DATA_KEY_FILE names.

Promise: no key is shown, and none is an argument. The file is written beside and renamed, so that it is whole
at every moment; a key is taken out only when nothing names it and every backup that could is gone.
"""

import base64
import os
import secrets
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app import rewrapping
from app.web.current import current_config, current_db, current_time
from safety.settings import KEY_BYTES, settings_of

RESTART = "Start web and worker again, on every machine that has this file."


@click.group("keys")
def keys_group() -> None:
    """DATA_KEY: which keys there are, and renewing it once a month."""


@keys_group.command("show")
def show() -> None:
    """Say what lies under which key, and since when each is in use. Shows no key."""
    db, config = current_db(), current_config()
    for key_id, many in sorted(rewrapping.standing(db, config.keys).items()):
        since, held = rewrapping.first_use(db, key_id), _held(key_id)
        used = f", in use since {since.date()}" if since else ""
        current = key_id == config.keys.data.current_id
        state = "seals" if current else "only opens" if held else "IS NOT HELD"
        click.echo(f"{key_id}: {state}, {many} values{used}{_may_go(db, key_id)}")


@keys_group.command("add")
def add() -> None:
    """Make a new key, which only opens at first."""
    lines, named = _lines(), rewrapping.standing(current_db(), current_config().keys)
    key_id = max(*named, *map(_number, lines)) + 1  # no number that a value names already
    fresh = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    _write([*lines, f"{key_id}:{fresh}"])
    click.echo(f"Key {key_id} is in the file, and only opens. {RESTART} Then: beforehand keys use {key_id}")


@keys_group.command("use")
@click.argument("key_id", type=int)
def use(key_id: int) -> None:
    """Let a key that is there seal from now on."""
    lines = _lines()
    first = [line for line in lines if _number(line) == key_id]
    if not first or not _held(key_id):
        raise click.ClickException(f"key {key_id} is not in the file. First: beforehand keys add")
    _write([*first, *(line for line in lines if line not in first)])
    click.echo(f"Key {key_id} seals once they were started again. {RESTART}")
    click.echo("The worker then seals anew what lies under older keys: beforehand keys show")


@keys_group.command("drop")
@click.argument("key_id", type=int)
def drop(key_id: int) -> None:
    """Destroy a key that nothing names any more, fourteen days after that."""
    db, config, lines = current_db(), current_config(), _lines()
    if key_id == config.keys.data.current_id or _number(lines[0]) == key_id:
        others = [number for number in map(_number, lines) if number != key_id]
        first = f"use {max(others)}" if others else "add"
        raise click.ClickException(f"key {key_id} seals now. First: beforehand keys {first}")
    if not _held(key_id):
        raise click.ClickException(f"key {key_id} is not in the file")
    many, free = (
        rewrapping.standing(db, config.keys).get(key_id, 0),
        rewrapping.free_from(db, config.keys, key_id),
    )
    if many:
        raise click.ClickException(f"{many} values lie under key {key_id}: the worker seals them anew")
    if free is None or current_time() < free:
        when = (
            f" until {free.date()}"
            if free
            else ", fourteen days after the worker has found that nothing names it"
        )
        raise click.ClickException(f"backups may still need key {key_id}{when}")
    _write([line for line in lines if _number(line) != key_id])
    click.echo(f"Key {key_id} is gone from the file. {RESTART} Destroy its sealed copy too.")


def _may_go(db: Session, key_id: int) -> str:
    free = rewrapping.free_from(db, current_config().keys, key_id)
    return f", may be dropped from {free.date()}" if free else ""


def _held(key_id: int) -> bool:
    data = current_config().keys.data
    return key_id == data.current_id or key_id in data.older


def _number(line: str) -> int:
    return int(line.partition(":")[0])


def _path() -> Path:
    named = settings_of(os.environ).get("DATA_KEY_FILE")
    if current_config().demo or not named:
        raise click.ClickException("a demonstration has no key file: its keys are made from its own secret")
    return Path(named)


def _lines() -> list[str]:
    return _path().read_text(encoding="ascii").split()


def _write(lines: list[str]) -> None:
    """The whole file, or nothing changed. Raises ClickException where it cannot be written."""
    try:
        _replace(_path(), lines)
    except OSError as fault:
        told = f"{_path()} stays as it is: it cannot be written ({fault.strerror}). docs/operations.md"
        raise click.ClickException(told) from fault


def _replace(path: Path, lines: list[str]) -> None:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
            os.fchown(file.fileno(), path.stat().st_uid, path.stat().st_gid)
            os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
