"""How one setting is read: what it may look like, and what it is called where it may not.

Promise: a refusal names the setting, never its value.
"""

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyrage

from safety import hosts

KEY_BYTES = 32
SHAPE_MOST = 40
HOSTS = ("SURVIVOR_HOST", "STAFF_HOST")
SECRET_FILES = ("DATA_KEY_FILE", "AUDIT_KEY_FILE", "PEPPER_FILE")


class SettingMissing(Exception):
    """A setting without which nothing may start. Its text names the setting, never its value."""


def secret_text(values: Mapping[str, str], name: str) -> str:
    path = values.get(name)
    if not path:
        raise SettingMissing(f"{name} is not set: it names the file that holds this secret")
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingMissing(f"{name}: the file it names cannot be read") from fault


def raw(text: str, name: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise SettingMissing(f"{name}: the file must hold base64 of 32 bytes") from fault
    if len(key) != KEY_BYTES:
        raise SettingMissing(f"{name}: the file must hold base64 of 32 bytes")
    return key


def shapes(text: str) -> tuple[str, ...]:
    """What case numbers look like. A shape without a figure would take names."""
    shapes = tuple(one.strip() for one in text.split(",") if one.strip())
    if any("9" not in one or len(one) > SHAPE_MOST for one in shapes):
        raise SettingMissing("REFERENCE_SHAPES must each hold a 9, for a figure, and 40 signs at most")
    return shapes


def host(values: Mapping[str, str], name: str) -> str:
    """A host as browsers send it, however it was written."""
    if not values.get(name):
        raise SettingMissing(
            f"{name} is not set: the name (and port) it answers to. Set up all of it: beforehand setup"
        )
    found = hosts.tidied(values[name])
    if wrong := hosts.shape_fault(found):
        raise SettingMissing(f"{name}: {wrong}")
    return found


def whole(values: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = values.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingMissing(f"{name} must be a whole number from {least} to {most}")
    return int(text)


def one_of(values: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    said = values.get(name) or choices[0]
    if said not in choices:
        raise SettingMissing(f"{name} must be one of: {', '.join(choices)}")
    return said


def settings_of(env: Mapping[str, str]) -> Mapping[str, str]:
    """The environment, over what the file that SETTINGS_FILE names says, where there is one."""
    named = env.get("SETTINGS_FILE")
    if not named:
        return env
    try:
        lines = Path(named).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingMissing(
            f"SETTINGS_FILE: {named} cannot be read. Where it is not there yet: beforehand setup"
        ) from fault
    found = {}
    for number, line in enumerate(lines, start=1):
        name, sign, value = line.partition("=")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not sign or not name.strip().isidentifier():
            raise SettingMissing(f"SETTINGS_FILE: line {number} must read NAME=value")
        found[name.strip()] = value.strip()
    return {**found, **env}


def is_demo(values: Mapping[str, str]) -> bool:
    """Whether these settings ask for the demonstration."""
    return values.get("DEMO", "") in {"1", "true", "yes"}


def demo_or_set(values: Mapping[str, str]) -> bool:
    """Whether these settings ask for the demonstration; others name their hosts and secrets.

    Raises SettingMissing, naming all that are not set, where several are not.
    """
    missing = [name for name in (*HOSTS, *SECRET_FILES) if not values.get(name)]
    if len(missing) > 1 and not is_demo(values):
        named = f"{', '.join(missing[:-1])} and {missing[-1]}"
        raise SettingMissing(f"{named} are not set. Set up all of it: beforehand setup")
    return is_demo(values)


def public_keys(text: str) -> tuple[str, ...]:
    """The public keys that backups are sealed to, in small letters; large ones mean the same (BIP 173).

    Raises SettingMissing for anything else, without showing it: it may be the private one.
    """
    keys = tuple(text.lower().replace(",", " ").split())
    for key in keys:
        if key.startswith("age-secret-key-"):
            raise SettingMissing("BACKUP_TO holds a PRIVATE key: take it out, and put the public one, age1…")
        try:
            pyrage.x25519.Recipient.from_str(key)
        except pyrage.RecipientError as fault:
            raise SettingMissing("BACKUP_TO must hold public keys that begin with age1") from fault
    return keys


def folder(text: str) -> Path | None:
    """A whole path, or none."""
    if text and not Path(text).is_absolute():
        raise SettingMissing("BACKUP_DIR must be a whole path that begins with /")
    return Path(text) if text else None
