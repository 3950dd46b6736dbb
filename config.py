"""Every setting: its default, its environment name, and what refuses to start without it.

Promise: settings are read once, from the environment, into one frozen value. No secret has a
default outside the demonstration; a missing or unusable one stops the start and is named.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safety.at_rest import DataKeys
from safety.errors import BadKeys
from safety.wording import telling

ROOT = Path(__file__).resolve().parent
KEY_BYTES, SHAPE_MOST = 32, 40
DEMO_SOURCE = "demo.secret"
SECRET_FILES = ("DATA_KEY_FILE", "AUDIT_KEY_FILE", "PEPPER_FILE")


class SettingMissing(Exception):
    """A setting without which nothing may start. Its text names the setting, never its value."""


@dataclass(frozen=True, repr=False)
class Keys:
    """What lies outside the database: DATA_KEY (with its retired ones), AUDIT_KEY and PEPPER."""

    data: DataKeys
    audit: bytes
    pepper: bytes


@dataclass(frozen=True, repr=False)
class Providers:
    """Who carries messages. Empty: texts, or emails, are not set up."""

    twilio_account: str = ""
    twilio_token: str = ""
    twilio_replies_off: bool = False
    mail_host: str = ""
    mail_port: int = 587
    mail_user: str = ""
    mail_password: str = ""
    mail_from: str = ""
    mail_ca: str = ""


@dataclass(frozen=True)
class Config:
    """Every setting of one running instance."""

    demo: bool
    var_dir: Path
    database_url: str
    bind: str
    port: int
    survivor_host: str
    staff_host: str
    scheme: str
    web_processes: int
    web_threads: int
    default_skin: str
    default_locale: str
    keys: Keys
    leave_to: str = ""
    reference_shapes: tuple[str, ...] = ()
    providers: Providers = Providers()
    certificates: tuple[Path, ...] = ()
    figures_budget: int = 100
    password_memory_kib: int = 65536

    @property
    def survivor_url(self) -> str:
        """The origin that survivors see."""
        return f"{self.scheme}://{self.survivor_host}"

    @property
    def staff_url(self) -> str:
        """The origin that staff sign in at."""
        return f"{self.scheme}://{self.staff_host}"

    @property
    def outbox_dir(self) -> Path:
        """Where the demonstration's texts and emails go as files."""
        return self.var_dir / "outbox"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Config":
        """Read the environment once.

        Raises SettingMissing, naming the setting, where a secret or a host is missing or unusable.
        """
        values = os.environ if env is None else env
        demo = values.get("DEMO", "") in {"1", "true", "yes"}
        var_dir = Path(values.get("VAR_DIR") or ROOT / "var").resolve()
        var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        port = _whole(values, "PORT", 8000, 1, 65535)
        survivor, staff = _hosts(values, demo, port)
        return cls(
            demo=demo,
            var_dir=var_dir,
            database_url=values.get("DATABASE_URL") or f"sqlite:///{var_dir / 'beforehand.db'}",
            bind="127.0.0.1" if demo else values.get("BIND", "127.0.0.1"),
            port=port,
            survivor_host=survivor,
            staff_host=staff,
            scheme="http" if demo else "https",
            web_processes=_whole(values, "WEB_PROCESSES", 1, 1, 64),
            web_threads=_whole(values, "WEB_THREADS", 8, 1, 64),
            default_skin=values.get("DEFAULT_SKIN", "plain"),
            default_locale=values.get("DEFAULT_LOCALE", "en"),
            keys=_demo_keys(var_dir) if demo else _real_keys(values),
            leave_to=_elsewhere(values.get("LEAVE_TO", ""), staff),
            reference_shapes=_shapes(values.get("REFERENCE_SHAPES", "")),
            providers=Providers() if demo else _providers(values),
            certificates=tuple(map(Path, values.get("CERTIFICATE_FILES", "").split())),
            figures_budget=_whole(values, "FIGURES_BUDGET", 100, 10, 100),
            password_memory_kib=_whole(values, "PASSWORD_MEMORY_KIB", 65536, 19456, 1 << 20),
        )


def demo_secret(var_dir: Path) -> bytes:
    """The secret from which a demonstration derives its keys, tokens, codes and passwords."""
    path = var_dir / DEMO_SOURCE
    if not path.exists():
        partial = path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        _keep_first(partial, path)
    return path.read_bytes()


def derive(secret: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256 (RFC 5869): one independent value a purpose."""
    return HKDF(SHA256(), length, None, purpose.encode()).derive(secret)


def _keep_first(partial: Path, path: Path) -> None:
    """Two starts at once agree on one secret: whoever links first wins."""
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        partial.unlink()


def _demo_keys(var_dir: Path) -> Keys:
    secret = demo_secret(var_dir)
    data = base64.b64encode(derive(secret, "data key")).decode()
    return Keys(DataKeys.parse(f"1:{data}"), derive(secret, "audit key"), derive(secret, "pepper"))


def _real_keys(values: Mapping[str, str]) -> Keys:
    data, audit, pepper = (_secret_text(values, name) for name in SECRET_FILES)
    try:
        parsed = DataKeys.parse(data)
    except BadKeys as fault:
        raise SettingMissing("DATA_KEY_FILE: each line must read id:base64 of 32 bytes") from fault
    return Keys(parsed, _raw(audit, "AUDIT_KEY_FILE"), _raw(pepper, "PEPPER_FILE"))


def _secret_text(values: Mapping[str, str], name: str) -> str:
    path = values.get(name)
    if not path:
        raise SettingMissing(f"{name} is not set: it names the file that holds this secret")
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingMissing(f"{name}: the file it names cannot be read") from fault


def _providers(values: Mapping[str, str]) -> Providers:
    """A demonstration has none: its messages are files."""
    account, mail = values.get("TWILIO_ACCOUNT", ""), values.get("MAIL_HOST", "")
    user, sender = values.get("MAIL_USER", ""), values.get("MAIL_FROM", "")
    if mail and "@" not in sender:
        raise SettingMissing("MAIL_FROM is not set: the address that emails to staff come from")
    return Providers(
        twilio_account=account,
        twilio_replies_off=values.get("TWILIO_REPLIES_OFF", "") in {"1", "true", "yes"},
        twilio_token=_secret_text(values, "TWILIO_TOKEN_FILE") if account else "",
        mail_host=mail,
        mail_port=_whole(values, "MAIL_PORT", 587, 1, 65535),
        mail_user=user,
        mail_password=_secret_text(values, "MAIL_PASSWORD_FILE") if mail and user else "",
        mail_from=sender,
        mail_ca=values.get("MAIL_CA_FILE", ""),
    )


def _raw(text: str, name: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise SettingMissing(f"{name}: the file must hold base64 of 32 bytes") from fault
    if len(key) != KEY_BYTES:
        raise SettingMissing(f"{name}: the file must hold base64 of 32 bytes")
    return key


def _hosts(values: Mapping[str, str], demo: bool, port: int) -> tuple[str, str]:
    if demo:
        return f"127.0.0.1:{port}", f"localhost:{port}"
    for name in ("SURVIVOR_HOST", "STAFF_HOST"):
        if not values.get(name):
            raise SettingMissing(f"{name} is not set: the name (and port) it answers to; DEMO=1 needs none")
    survivor, staff = values["SURVIVOR_HOST"].lower(), values["STAFF_HOST"].lower()
    if survivor == staff:
        raise SettingMissing("STAFF_HOST must be another name than SURVIVOR_HOST")
    return survivor, staff


def _shapes(text: str) -> tuple[str, ...]:
    """What case numbers look like. A shape without a figure would take names."""
    shapes = tuple(one.strip() for one in text.split(",") if one.strip())
    if any("9" not in one or len(one) > SHAPE_MOST for one in shapes):
        raise SettingMissing("REFERENCE_SHAPES must each hold a 9, for a figure, and 40 signs at most")
    return shapes


def _elsewhere(address: str, staff: str) -> str:
    """Where a phone goes on to after leaving: nowhere, or a neutral page outside."""
    try:
        parts = urlsplit(address)
        here = parts.netloc.lower()
    except ValueError:
        parts, here = urlsplit(""), ""
    plain = address.isascii() and address.isprintable() and "@" not in here and " " not in address
    if address and (parts.scheme != "https" or not parts.hostname or not plain):
        raise SettingMissing("LEAVE_TO must be a whole address that begins with https://")
    if address and (here == staff or telling(address)):
        raise SettingMissing("LEAVE_TO must be an address that tells nothing of what this is")
    return address


def _whole(values: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = values.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingMissing(f"{name} must be a whole number from {least} to {most}")
    return int(text)
