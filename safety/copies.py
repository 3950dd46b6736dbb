"""Backups: what a file is called, how old it may be, what stands before the data, and what proves it whole.

Promise: a backup past its fourteen days is told apart by its name alone; one that was changed, cut short or
made by somebody else is known before a byte of it is used. Source of the days: `safety/retention.py`.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from safety.drawing import hkdf
from safety.errors import SafetyRefusal
from safety.retention import BACKUP_DAYS

NEWEST_HOURS = 48  # a copy a night, and one night may fail
PROOF_BYTES = 32
HEAD_MOST = 4096
_NAME = re.compile(r"beforehand-(\d{8}T\d{6})Z\.age")
_STAMP = "%Y%m%dT%H%M%S"
_FORMAT = "beforehand backup 1"


class NoBackup(SafetyRefusal):
    """What was opened is no backup of ours, or one of a form that this version does not know."""

    code = "this is not a backup of Beforehand, or one of a newer version"


@dataclass(frozen=True)
class Head:
    """What must be known before the data: when it was made, which engine, which shape, which keys.

    `data_keys` are the numbers of the DATA_KEYs that were held; never the keys.
    """

    made_at: str
    engine: str
    shape: str
    data_keys: tuple[int, ...]

    def line(self) -> bytes:
        """As it is written, in one line."""
        return json.dumps({"form": _FORMAT, **asdict(self)}).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> "Head":
        """Read it back. Raises NoBackup."""
        try:
            told = json.loads(line)
            numbers = tuple(int(each) for each in told["data_keys"])
            head = cls(str(told["made_at"]), str(told["engine"]), str(told["shape"]), numbers)
            known = told["form"] == _FORMAT and datetime.fromisoformat(head.made_at).tzinfo is not None
        except (ValueError, KeyError, TypeError):
            raise NoBackup from None
        if not known:
            raise NoBackup
        return head


def name_of(made_at: datetime) -> str:
    """What the file of this moment is called."""
    return f"beforehand-{made_at.astimezone(UTC):{_STAMP}}Z.age"


def made_at(name: str) -> datetime | None:
    """When the file of this name was made; None where it is none of ours."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def too_old(names: Iterable[str], now: datetime) -> list[str]:
    """The backups that should be gone."""
    before = now - timedelta(days=BACKUP_DAYS)
    return sorted(name for name in names if (at := made_at(name)) and at < before)


def none_lately(names: Iterable[str], now: datetime) -> bool:
    """Whether the newest backup is older than it may be, or there is none."""
    last = newest(names)
    return last is None or last < now - timedelta(hours=NEWEST_HOURS)


def newest(names: Iterable[str]) -> datetime | None:
    """When the newest backup was made; None where there is none."""
    return max((at for name in names if (at := made_at(name))), default=None)


def prover(audit_key: bytes) -> "hmac.HMAC":
    """What every byte of a backup goes through; its digest ends the file.

    Anybody can seal to a public key: this says that the service itself did.
    """
    return hmac.new(hkdf(audit_key, b"backup"), digestmod=hashlib.sha256)


def proves(prover: "hmac.HMAC", end: bytes) -> bool:
    """Whether the last bytes are the digest of all before them."""
    return hmac.compare_digest(prover.digest(), end)
