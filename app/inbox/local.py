"""What a service says of itself behind the code: written by its leads, version by version."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.entry import service as entry
from config import Keys
from safety.errors import SafetyRefusal
from safety.nodes import Nodes

versions = entry.versions


class ChangedMeanwhile(SafetyRefusal):
    """Somebody else let another version stand since this one was begun."""

    code = "changed_meanwhile"


class NoSuchVersion(SafetyRefusal):
    """It is not kept any more."""

    code = "no_such_version"


def owner(db: Session, keys: Keys, by: accounts.StaffView) -> bytes:
    """What stands for this person's service on links: the id of its pool key."""
    assert by.service_id is not None
    pool = accounts.pool_recipient(db, keys, by.service_id)
    assert pool is not None
    return pool.key_id


def keep(
    db: Session, keys: Keys, by: accounts.StaffView, code: str, nodes: Nodes, seen: int, now: datetime
) -> int:
    """Let a new version stand; its number. `seen` is the version that it was made from.

    Raises ChangedMeanwhile, Malformed, TooBig: nothing changed.
    """
    mine = owner(db, keys, by)
    with writing(db):
        before = entry.versions(db, mine, code)
        if (before[0].version if before else 0) != seen:
            raise ChangedMeanwhile
        _audit(db, keys, by, "local page changed", code, now)
        return entry.keep_page(db, mine, code, nodes, now)


def back(db: Session, keys: Keys, by: accounts.StaffView, code: str, version: int, now: datetime) -> None:
    """Let one that stood before stand again. Raises NoSuchVersion: nothing changed."""
    mine = owner(db, keys, by)
    with writing(db):
        if entry.bring_back(db, mine, code, version, now) is None:
            raise NoSuchVersion
        _audit(db, keys, by, "local page brought back", code, now)


def _audit(db: Session, keys: Keys, by: accounts.StaffView, action: str, code: str, now: datetime) -> None:
    assert by.service_id is not None
    accounts.append(db, keys, by.id, action, by.service_id, now, code)
