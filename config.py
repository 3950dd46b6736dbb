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

from safety import hosts
from safety.at_rest import DataKeys
from safety.errors import BadKeys
from safety.settings import (
    HOSTS,
    KEY_BYTES,
    SECRET_FILES,
    SettingMissing,
    demo_or_set,
    folder,
    host,
    one_of,
    public_keys,
    raw,
    secret_text,
    settings_of,
    shapes,
    whole,
)
from safety.wording import telling

__all__ = ["ROOT", "Config", "Keys", "Providers", "SettingMissing", "demo_secret", "derive"]

ROOT = Path(__file__).resolve().parent
DEMO_SOURCE = "demo.secret"
LIMITS_SCHEMES = ("redis", "rediss", "unix")


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
    backup_to: tuple[str, ...] = ()
    backup_dir: Path | None = None
    metrics_port: int = 0
    proxies: int = 0
    limits_url: str = ""
    log_form: str = "plain"
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
        """Read the environment once, and beneath it the file that SETTINGS_FILE names.

        Raises SettingMissing, naming each secret and host that is missing, or the setting that is unusable.
        """
        values = settings_of(os.environ if env is None else env)
        demo = demo_or_set(values)
        var_dir = Path(values.get("VAR_DIR") or ROOT / "var").resolve()
        var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        port = whole(values, "PORT", 8000, 1, 65535)
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
            web_processes=whole(values, "WEB_PROCESSES", 1, 1, 64),
            web_threads=whole(values, "WEB_THREADS", 8, 1, 64),
            default_skin=values.get("DEFAULT_SKIN", "plain"),
            default_locale=values.get("DEFAULT_LOCALE", "en"),
            keys=_demo_keys(var_dir) if demo else _real_keys(values),
            leave_to=_elsewhere(values.get("LEAVE_TO", ""), staff),
            reference_shapes=shapes(values.get("REFERENCE_SHAPES", "")),
            providers=Providers() if demo else _providers(values),
            certificates=tuple(map(Path, values.get("CERTIFICATE_FILES", "").split())),
            figures_budget=whole(values, "FIGURES_BUDGET", 100, 10, 100),
            backup_to=public_keys(values.get("BACKUP_TO", "")),
            backup_dir=folder(values.get("BACKUP_DIR", "")),
            metrics_port=whole(values, "METRICS_PORT", 0, 0, 65535),
            proxies=0 if demo else whole(values, "TRUSTED_PROXIES", 0, 0, 4),
            log_form=one_of(values, "LOG_FORM", ("plain", "json")),
            limits_url=_limits(values.get("LIMITS_URL", "")),
            password_memory_kib=whole(values, "PASSWORD_MEMORY_KIB", 65536, 19456, 1 << 20),
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
    data, audit, pepper = (secret_text(values, name) for name in SECRET_FILES)
    try:
        parsed = DataKeys.parse(data)
    except BadKeys as fault:
        raise SettingMissing("DATA_KEY_FILE: each line must read id:base64 of 32 bytes") from fault
    return Keys(parsed, raw(audit, "AUDIT_KEY_FILE"), raw(pepper, "PEPPER_FILE"))


def _providers(values: Mapping[str, str]) -> Providers:
    """A demonstration has none: its messages are files."""
    account, mail = values.get("TWILIO_ACCOUNT", ""), values.get("MAIL_HOST", "")
    user, sender = values.get("MAIL_USER", ""), values.get("MAIL_FROM", "")
    if mail and "@" not in sender:
        raise SettingMissing("MAIL_FROM is not set: the address that emails to staff come from")
    return Providers(
        twilio_account=account,
        twilio_replies_off=values.get("TWILIO_REPLIES_OFF", "") in {"1", "true", "yes"},
        twilio_token=secret_text(values, "TWILIO_TOKEN_FILE") if account else "",
        mail_host=mail,
        mail_port=whole(values, "MAIL_PORT", 587, 1, 65535),
        mail_user=user,
        mail_password=secret_text(values, "MAIL_PASSWORD_FILE") if mail and user else "",
        mail_from=sender,
        mail_ca=values.get("MAIL_CA_FILE", ""),
    )


def _hosts(values: Mapping[str, str], demo: bool, port: int) -> tuple[str, str]:
    if demo:
        return f"127.0.0.1:{port}", f"localhost:{port}"
    survivor, staff = (host(values, name) for name in HOSTS)
    if hosts.same(survivor, staff):
        raise SettingMissing("STAFF_HOST must be another name than SURVIVOR_HOST, not another port")
    return survivor, staff


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


def _limits(address: str) -> str:
    """Where a Redis-protocol server answers for all processes, or nowhere."""
    try:
        parts = urlsplit(address)
        there = bool(parts.path if parts.scheme == "unix" else parts.hostname) and parts.port != 0
    except ValueError:
        parts, there = urlsplit(""), False
    if address and (parts.scheme not in LIMITS_SCHEMES or not there or not address.isprintable()):
        raise SettingMissing("LIMITS_URL must read redis://HOST:PORT/0, rediss://… or unix:///PATH")
    return address
