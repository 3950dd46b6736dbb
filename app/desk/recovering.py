"""Two leads give keys back: what is sealed to the service's recovery key is wrapped for one certified key.

Promise: no lead alone opens anything, and neither reads anything by it. The key exists for one transaction,
in which each named case is looked at again: whoever must not see it never gets it. The trail says it before a
key is touched.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import referring, restoring
from app.desk.models import Asked, Recovery
from app.desk.recovery_asked import (
    Given,
    NotTheSecond,
    ReaderChanged,
    RecoveryOver,
    RecoveryStands,
    Said,
    Wanted,
    answer,
    context,
    held,
    said_by,
    waits,
)
from app.desk.service import Reader
from config import Keys
from safety.errors import SafetyRefusal
from safety.sealing import Recipient


def ask(db: Session, keys: Keys, wanted: Wanted, lead: Reader, now: datetime) -> UUID:
    """Ask a second lead. The entries in the trail are committed before any key is touched.

    Raises NotALead, NotTheSecond, RecoveryStands, NoSuchReference, TooManyNamed, CannotRecover; then nothing
    was asked.
    """
    service_id = lead.staff.service_id
    with writing(db):
        accounts.require_lead(db, keys, lead.staff.id, service_id)
        assert service_id is not None
        if db.scalar(select(Recovery.id).where(Recovery.from_id == lead.staff.id, waits(now)).limit(1)):
            raise RecoveryStands
        other = second(db, keys, service_id, lead.staff.id, wanted.to_id)
        barred = frozenset({lead.staff.id, wanted.to_id})
        found = referring.named(db, service_id, wanted.references, barred)
        reader_key = restoring.reader_key(db, keys, found, wanted.reader_id, now)
        _trail(db, keys, lead, "recovery asked", found, wanted, now)
    row = Recovery(id=uuid4(), service_id=service_id, from_id=lead.staff.id, asked_at=now)
    row.to_id, row.reader_id, row.why = wanted.to_id, wanted.reader_id, wanted.why
    halves = accounts.pass_halves(db, keys, service_id, lead.privates(), other, context(row))
    if not halves:
        raise NotTheSecond
    said = {"cases": [one.hex for one in found], "reader": reader_key.hex(), "halves": halves}
    row.sealed = keys.data.seal(json.dumps(said).encode(), context(row))
    with writing(db):
        db.add(row)
    return row.id


def accept(db: Session, keys: Keys, asked_id: UUID, lead: Reader, now: datetime) -> Given:
    """Put the key together, give what was asked, and let the key go. What was given is in the answer.

    Raises RecoveryOver, NotYours, NotALead, RecoveryBroken, ReaderChanged, CannotRecover; then nothing has
    changed but the trail, which says that it was tried.
    """
    with writing(db):
        row, said = _standing(db, keys, asked_id, lead.staff.id, now)
        _trail(db, keys, lead, "recovery accepted", said.case_ids, row, now)
    privates = lead.privates()
    with writing(db):
        row, said = _standing(db, keys, asked_id, lead.staff.id, now)
        bound = context(row)
        whole = accounts.join_halves(db, keys, row.service_id, said.halves, privates, bound)
        given = give(db, keys, said, row, frozenset({row.from_id, row.to_id}), whole, now)
        answer(row, Asked.GIVEN, now)
        row.opened = given.things
        accounts.append(db, keys, lead.staff.id, "recovered", row.reader_id, now, _counted(given))
    return given


def with_paper(
    db: Session, keys: Keys, wanted: Wanted, paper: str, trustee: str, lead: Reader, now: datetime
) -> Given:
    """The same by one lead and the half on paper, which its trustee brings. `wanted.to_id` is the lead's own.

    Raises NotALead, NoSuchReference, TooManyNamed, CannotRecover, PaperMistyped, OtherPaper; then nothing has
    changed.
    """
    service_id = lead.staff.service_id
    with writing(db):
        accounts.require_lead(db, keys, lead.staff.id, service_id)
        assert service_id is not None
        barred = frozenset({lead.staff.id})
        found = referring.named(db, service_id, wanted.references, barred)
        reader_key = restoring.reader_key(db, keys, found, wanted.reader_id, now)
        _trail(db, keys, lead, "recovery with paper", found, wanted, now, f", trustee: {trustee}")
    privates = lead.privates()
    with writing(db):
        whole = accounts.join_paper(db, keys, service_id, paper, privates)
        given = give(db, keys, Said(tuple(found), reader_key, {}), wanted, barred, whole, now)
        accounts.append(db, keys, lead.staff.id, "recovered", wanted.reader_id, now, _counted(given))
    return given


def give(
    db: Session,
    keys: Keys,
    said: Said,
    wanted: Wanted | Recovery,
    leads: frozenset[UUID],
    whole: Iterable[tuple[bytes, bytes]],
    now: datetime,
) -> Given:
    """Of each case that may still be given: everything, for the one key that was named.

    A key that gave way to its owner's next since it was asked is given it none the less: that very key was
    named, its owner opens with it still, and nobody has to be believed about the next.
    Raises ReaderChanged, and CannotRecover where no case is left.
    """
    private, things, left = list(whole), 0, []
    for case_id in said.case_ids:
        try:
            target = restoring.target(db, keys, case_id, wanted.reader_id, leads, now)
        except SafetyRefusal:
            left.append(case_id)
            continue
        if target.recipient.key_id != said.reader_key:
            target = replace(target, recipient=_as_asked(db, keys, wanted.reader_id, said.reader_key))
        things += restoring.give(db, keys, target, private, now)
    if len(left) == len(said.case_ids):
        raise restoring.CannotRecover
    return Given(things, len(said.case_ids) - len(left), len(left))


def _as_asked(db: Session, keys: Keys, reader_id: UUID, key_id: bytes) -> Recipient:
    """The key that was named, where its owner has made the next one since. Raises ReaderChanged."""
    named = accounts.earlier_recipient(db, keys, reader_id, key_id)
    if named is None:
        raise ReaderChanged
    return named


def second(db: Session, keys: Keys, service_id: UUID, first_id: UUID, other_id: UUID) -> Recipient:
    """The key of another lead who could be asked. Raises NotTheSecond."""
    leads = frozenset({accounts.Role.LEAD})
    key = accounts.recipient_in(db, keys, other_id, service_id, leads) if other_id != first_id else None
    if key is None:
        raise NotTheSecond
    return key


def _standing(
    db: Session, keys: Keys, asked_id: UUID, second_id: UUID, now: datetime
) -> tuple[Recovery, Said]:
    """A request that waits for this lead, of a lead who still works here; held for this transaction."""
    row = held(db, asked_id, now)
    if second_id != row.to_id or row.to_id == row.from_id:
        raise cases.NotYours
    for lead_id in (row.from_id, row.to_id):
        accounts.require_lead(db, keys, lead_id, row.service_id)
    said = said_by(keys, row)
    if said is None:
        raise RecoveryOver
    return row, said


def _trail(
    db: Session,
    keys: Keys,
    lead: Reader,
    what: str,
    case_ids: Iterable[UUID],
    wanted: Wanted | Recovery,
    now: datetime,
    more: str = "",
) -> None:
    """One entry for the person who is to read, and one for each case."""
    accounts.append(db, keys, lead.staff.id, what, wanted.reader_id, now, f"{wanted.why}{more}")
    for case_id in case_ids:
        accounts.append(db, keys, lead.staff.id, what, case_id, now)


def _counted(given: Given) -> str:
    return f"cases={given.cases} things={given.things} left out={given.left_out}"
