"""Keys that nobody seals to any more, and the end of their private halves.

Promise: an old key is one that we retired ourselves; a person's key on which a half of a recovery key or a
share of a duty key still hangs is none. What is destroyed is gone whole: of a person's key its private half,
of a recovery key its halves, of a duty key its shares.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from app.accounts import audit, keyring
from app.accounts.models import GroupShare, KeyState, OwnerKind, RecipientKey, RecoveryHalf
from app.db import writing
from config import Keys

FOR_CASES = frozenset({OwnerKind.STAFF, OwnerKind.RECOVERY})
FOR_COMMUNITIES = frozenset({OwnerKind.GROUP, OwnerKind.RECOVERY})


@dataclass(frozen=True)
class OldKey:
    """A key, since when nothing new is sealed to it, and which links' pages may have carried it."""

    key_id: UUID
    service_id: UUID | None
    kind: OwnerKind
    retired_at: datetime

    @property
    def for_cases(self) -> bool:
        return self.kind in FOR_CASES

    @property
    def for_communities(self) -> bool:
        return self.kind in FOR_COMMUNITIES


def old_keys(db: Session, keys: Keys, before: datetime) -> list[OldKey]:
    """Keys that were retired before this moment and have a private half still."""
    query = select(RecipientKey).where(RecipientKey.state == KeyState.RETIRED, _opens())
    query = query.where(RecipientKey.retired_at < before).execution_options(populate_existing=True)
    rows = [row for row in db.scalars(query) if keyring.trusted(keys, row)]
    return [
        OldKey(row.id, row.service_id, row.owner_kind, row.retired_at)
        for row in rows
        if row.retired_at is not None
    ]


def destroy_keys(db: Session, keys: Keys, which: Iterable[OldKey], now: datetime) -> None:
    """Destroy what opens with these keys alone; the trail of each service says how many of each kind."""
    many = list(which)
    ids = [one.key_id for one in many]
    with writing(db):
        db.execute(update(RecipientKey).where(RecipientKey.id.in_(ids)).values(sealed_private=None))
        db.execute(delete(RecoveryHalf).where(RecoveryHalf.recovery_key_id.in_(ids)))
        db.execute(delete(GroupShare).where(GroupShare.key_id.in_(ids)))
        for service_id in dict.fromkeys(one.service_id for one in many):
            theirs = Counter(one.kind.value for one in many if one.service_id == service_id)
            told = " ".join(f"{kind}={number}" for kind, number in sorted(theirs.items()))
            audit.append(db, keys, None, "old keys destroyed", service_id or "keys", now, told)


def _opens() -> ColumnElement[bool]:
    """Whether anybody could still open with it, and nothing else hangs on it."""
    hangs = exists().where(or_(RecoveryHalf.key_a == RecipientKey.id, RecoveryHalf.key_b == RecipientKey.id))
    shared = exists().where(GroupShare.member_key == RecipientKey.id)
    own = RecipientKey.sealed_private.is_not(None) & ~hangs & ~shared
    kind = RecipientKey.owner_kind
    return or_(
        (kind == OwnerKind.STAFF) & own,
        (kind == OwnerKind.RECOVERY) & exists().where(RecoveryHalf.recovery_key_id == RecipientKey.id),
        (kind == OwnerKind.GROUP) & exists().where(GroupShare.key_id == RecipientKey.id),
    )
