"""Putting the recovery key together: a lead's half goes to a second lead, or meets the half on paper.

Promise: what one lead passes on opens for the other alone, for one request alone, and says nothing by itself.
The whole key is in the answer and nowhere else; a half that does not fit its key is refused.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import keyring, recovery
from app.accounts import staff as people
from app.accounts.models import KeyState, OwnerKind, RecipientKey, RecoveryHalf, Staff
from config import Keys
from safety.errors import NotOpened, SafetyRefusal
from safety.sealing import Recipient, open_small, public_of, seal_small

Privates = Iterable[tuple[bytes, bytes]]


class RecoveryBroken(SafetyRefusal):
    """The halves do not make the key: one was changed, or its lead's key was lost since."""

    code = "recovery_broken"


class OtherPaper(SafetyRefusal):
    """The paper is one of ours by its check, but its other half is not this lead's."""

    code = "other_paper"


def pass_halves(
    db: Session, keys: Keys, service_id: UUID, privates: Privates, other: Recipient, bound: bytes
) -> dict[str, str]:
    """Of each recovery key that these private keys and the other lead hold together: the half's id, and this
    lead's part of it, sealed anew to the other and bound to what is asked. Empty where they hold none, or
    none that opens: one that was damaged is passed over, and the daily watch counts it.
    """
    own = dict(privates)
    theirs = {row.id.bytes for row in _keys_of_same_owner(db, keys, other)}
    passed = {}
    for half in _halves(db, keys, service_id):
        at_a, at_b = half.key_a.bytes, half.key_b.bytes if half.key_b else b""
        mine, yours = (at_a, at_b) if at_a in own else (at_b, at_a)
        if mine in own and yours in theirs:
            try:
                part = _part(keys, half, mine, own[mine])
            except NotOpened:
                continue
            passed[half.id.hex] = seal_small(other.public, part, bound + half.id.bytes).hex()
    return passed


def join_halves(
    db: Session, keys: Keys, service_id: UUID, passed: Mapping[str, str], privates: Privates, bound: bytes
) -> list[tuple[bytes, bytes]]:
    """The service's recovery keys (key id, private) that these parts and the second lead's own make.

    One that was damaged or does not fit is passed over. Raises RecoveryBroken where none is left.
    """
    own, whole = dict(privates), []
    for half in _halves(db, keys, service_id):
        mine = next((one for one in _sides(half) if one in own), None)
        if half.id.hex in passed and mine is not None:
            try:
                other = _passed_to(own, bytes.fromhex(passed[half.id.hex]), bound + half.id.bytes)
                whole.append(_whole(db, half, other, _part(keys, half, mine, own[mine])))
            except (RecoveryBroken, NotOpened):
                continue
    if not whole:
        raise RecoveryBroken
    return whole


def join_paper(
    db: Session, keys: Keys, service_id: UUID, paper: str, privates: Privates
) -> list[tuple[bytes, bytes]]:
    """The recovery key whose half is on this paper. Raises PaperMistyped, OtherPaper."""
    printed, own = recovery.read_printed(paper), dict(privates)
    for half in _halves(db, keys, service_id):
        if half.key_b is None and half.key_a.bytes in own:
            try:
                return [_whole(db, half, printed, _part(keys, half, half.key_a.bytes, own[half.key_a.bytes]))]
            except (RecoveryBroken, NotOpened):
                continue
    raise OtherPaper


def move(db: Session, keys: Keys, old: RecipientKey, new: RecipientKey, private: bytes) -> None:
    """What this lead's older key opens of any half opens with the new one from here on. One that does not
    open stays as it is. In the transaction of whoever renews the key.
    """
    named = (RecoveryHalf.key_a == old.id) | (RecoveryHalf.key_b == old.id)
    for half in db.scalars(select(RecoveryHalf).where(named).with_for_update()).all():
        try:
            sealed = recovery.sealed_part(keys, half.id, new, _part(keys, half, old.id.bytes, private))
        except NotOpened:
            continue
        if half.key_a == old.id:
            half.key_a, half.sealed_r = new.id, sealed
        else:
            half.key_b, half.sealed_rest = new.id, sealed


def has_paper(db: Session, keys: Keys, service_id: UUID, staff_id: UUID) -> bool:
    """Whether a recovery key of the service is this lead's and a paper's together."""
    rows = db.scalars(select(RecipientKey).where(RecipientKey.owner_id == staff_id))
    own = {row.id for row in rows if keyring.trusted(keys, row) and row.sealed_private is not None}
    return any(half.key_b is None and half.key_a in own for half in _halves(db, keys, service_id))


def joinable(db: Session, keys: Keys, service_id: UUID, without: UUID | None = None) -> set[UUID]:
    """The recovery keys that two leads who work here, or one and a paper, could put together: now, or had
    this person gone. Of two, the one who is asked has a certified key.
    """
    asked = {row.owner_id for row in recovery.leads_keys(db, keys, service_id)} - {without}
    owners = {key: owner for key, owner in _leads_own(db, keys, service_id).items() if owner != without}

    def joins(half: RecoveryHalf) -> bool:
        sides = {owners.get(half.key_a), owners.get(half.key_b) if half.key_b else None}
        return half.key_a in owners and (half.key_b is None or (None not in sides and bool(sides & asked)))

    return {half.recovery_key_id for half in _halves(db, keys, service_id) if joins(half)}


def lost_without(db: Session, keys: Keys, staff_id: UUID) -> set[UUID]:
    """The recovery keys that nobody could put together any more if this person lost their keys."""
    who = db.get(Staff, staff_id)
    if who is None or who.service_id is None:
        return set()
    return joinable(db, keys, who.service_id) - joinable(db, keys, who.service_id, staff_id)


def lost_until(db: Session, keys: Keys, staff_id: UUID) -> str:
    """Until when what was sealed could be recovered by nobody, if this person lost their keys: "now", or the
    day on which the last such key gave way to the next; empty where nothing is lost.
    """
    rows = [db.get_one(RecipientKey, one) for one in lost_without(db, keys, staff_id)]
    if any(row.state is KeyState.CERTIFIED for row in rows):
        return "now"
    days = [row.retired_at for row in rows if row.retired_at is not None]
    return f"{max(days):%d %B %Y}" if days else ""


def retired_and_lost(db: Session, keys: Keys, service_id: UUID) -> set[UUID]:
    """The service's older recovery keys that nobody can put together, destroyed in their time or not."""
    own = (RecipientKey.owner_kind == OwnerKind.RECOVERY, RecipientKey.service_id == service_id)
    rows = db.scalars(select(RecipientKey).where(*own, RecipientKey.state == KeyState.RETIRED))
    return {row.id for row in rows if keyring.trusted(keys, row)} - joinable(db, keys, service_id)


def _leads_own(db: Session, keys: Keys, service_id: UUID) -> dict[UUID, UUID]:
    """All keys that leads who work here can open, each with its owner."""
    leads = [one.id for one in people.leads(db, service_id) if people.believed_staff(db, keys, one.id)]
    own = (RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id.in_(leads))
    rows = db.scalars(select(RecipientKey).where(*own, RecipientKey.sealed_private.is_not(None)))
    return {row.id: row.owner_id for row in rows if row.owner_id and keyring.trusted(keys, row)}


def _halves(db: Session, keys: Keys, service_id: UUID) -> list[RecoveryHalf]:
    """The halves of recovery keys that we made for this service, newest first."""
    ours = select(RecipientKey).where(RecipientKey.owner_kind == OwnerKind.RECOVERY)
    rows = db.scalars(ours.where(RecipientKey.service_id == service_id))
    made = {row.id: row.created_at for row in rows if keyring.trusted(keys, row)}
    halves = db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id.in_(made)))
    return sorted(halves, key=lambda half: made[half.recovery_key_id], reverse=True)


def _keys_of_same_owner(db: Session, keys: Keys, other: Recipient) -> list[RecipientKey]:
    """All keys of a lead that still open, older ones too: halves name the one that was certified then."""
    now = db.get_one(RecipientKey, UUID(bytes=other.key_id))
    same = (RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id == now.owner_id)
    rows = db.scalars(select(RecipientKey).where(*same, RecipientKey.sealed_private.is_not(None)))
    return [row for row in rows if keyring.trusted(keys, row)]


def _sides(half: RecoveryHalf) -> tuple[bytes, bytes]:
    return half.key_a.bytes, half.key_b.bytes if half.key_b else b""


def _part(keys: Keys, half: RecoveryHalf, key_id: bytes, private: bytes) -> bytes:
    """One lead's part: what lies under DATA_KEY, opened with their own key."""
    sealed = half.sealed_r if key_id == half.key_a.bytes else half.sealed_rest
    context = recovery.half_context(half.id)
    return open_small(private, keys.data.open(sealed or b"", context), context)


def _passed_to(own: Mapping[bytes, bytes], sealed: bytes, info: bytes) -> bytes:
    for private in own.values():
        try:
            return open_small(private, sealed, info)
        except NotOpened:
            continue
    raise RecoveryBroken


def _whole(db: Session, half: RecoveryHalf, left: bytes, right: bytes) -> tuple[bytes, bytes]:
    private = recovery.joined(left, right)
    try:
        fits = public_of(private) == db.get_one(RecipientKey, half.recovery_key_id).public
    except NotOpened:
        fits = False
    if not fits:
        raise RecoveryBroken
    return half.recovery_key_id.bytes, private
