"""Two leads give keys back: what is sealed to the service's recovery key is wrapped for one certified key.

Promise: no lead alone opens anything, and neither reads anything by it. The key exists for one transaction,
in which each named case is looked at again: whoever must not see it never gets it. The trail says it before a
key is touched.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import Asked, Recovery
from app.desk.recovery_asked import (
    Given,
    NotTheSecond,
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
from app.desk.recovery_ways import Deed, Way
from app.desk.restoring import CASES
from app.desk.service import Reader
from config import Keys
from safety.sealing import Recipient

SHUT = re.compile(r"not opened=(\d+)")


def ask(db: Session, keys: Keys, wanted: Wanted, lead: Reader, now: datetime, way: Way = CASES) -> UUID:
    """Ask a second lead. The entries in the trail are committed before any key is touched.

    Raises NotALead, NotTheSecond, RecoveryStands, and what this way's finding raises; then nothing was asked.
    """
    service_id = lead.staff.service_id
    with writing(db):
        accounts.require_lead(db, keys, lead.staff.id, service_id)
        assert service_id is not None
        if db.scalar(select(Recovery.id).where(Recovery.from_id == lead.staff.id, waits(now)).limit(1)):
            raise RecoveryStands
        other = second(db, keys, service_id, lead.staff.id, wanted.to_id)
        found = way.find(db, keys, lead.staff, wanted, now)
        _trail(db, keys, lead, "recovery asked", found.ids, wanted, now)
    row = Recovery(id=uuid4(), service_id=service_id, from_id=lead.staff.id, asked_at=now)
    row.to_id, row.reader_id, row.why = wanted.to_id, wanted.reader_id, wanted.why
    halves = accounts.pass_halves(db, keys, service_id, lead.privates(), other, context(row))
    if not halves:
        raise NotTheSecond
    said = {"cases": [one.hex for one in found.ids], "reader": found.key_id.hex(), "halves": halves}
    row.sealed = keys.data.seal(json.dumps(said).encode(), context(row))
    with writing(db):
        db.add(row)
    return row.id


def accept(db: Session, keys: Keys, asked_id: UUID, lead: Reader, now: datetime, way: Way = CASES) -> Given:
    """Put the key together, give what was asked, and let the key go. What was given is in the answer.

    Raises RecoveryOver, NotYours, NotALead, RecoveryBroken, ReaderChanged, and what this way's giving raises
    where nothing may be given any more; then nothing has changed but the trail, which says that it was tried.
    """
    with writing(db):
        row, said = _standing(db, keys, asked_id, lead.staff.id, now)
        _trail(db, keys, lead, "recovery accepted", said.ids, row, now)
    privates = lead.privates()
    with writing(db):
        row, said = _standing(db, keys, asked_id, lead.staff.id, now)
        bound = context(row)
        whole = accounts.join_halves(db, keys, row.service_id, said.halves, privates, bound)
        leads = frozenset({row.from_id, row.to_id})
        deed = Deed(row.service_id, lead.staff.id, row.reader_id, leads)
        given = way.give(db, keys, said, deed, whole, now)
        answer(row, Asked.GIVEN, now)
        row.opened = given.things
        accounts.append(
            db, keys, lead.staff.id, "recovered", _about(row, row.service_id), now, _counted(given, way)
        )
    return given


def with_paper(
    db: Session,
    keys: Keys,
    wanted: Wanted,
    paper: str,
    trustee: str,
    lead: Reader,
    now: datetime,
    way: Way = CASES,
) -> Given:
    """The same by one lead and the half on paper, which its trustee brings. `wanted.to_id` is the lead's own.

    Raises NotALead, PaperMistyped, OtherPaper, and what this way's finding raises; then nothing has changed.
    """
    service_id = lead.staff.service_id
    with writing(db):
        accounts.require_lead(db, keys, lead.staff.id, service_id)
        assert service_id is not None
        found = way.find(db, keys, lead.staff, wanted, now)
        _trail(db, keys, lead, "recovery with paper", found.ids, wanted, now, f", trustee: {trustee}")
    privates = lead.privates()
    with writing(db):
        whole = accounts.join_paper(db, keys, service_id, paper, privates)
        deed = Deed(service_id, lead.staff.id, wanted.reader_id, frozenset({lead.staff.id}))
        given = way.give(db, keys, Said(tuple(found.ids), found.key_id, {}), deed, whole, now)
        told = _counted(given, way)
        accounts.append(db, keys, lead.staff.id, "recovered", _about(wanted, service_id), now, told)
    return given


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
    ids: Iterable[UUID],
    wanted: Wanted | Recovery,
    now: datetime,
    more: str = "",
) -> None:
    """One entry for the person who is to read, or the service, and one for each case or arrival."""
    service_id = lead.staff.service_id
    assert service_id is not None
    accounts.append(db, keys, lead.staff.id, what, _about(wanted, service_id), now, f"{wanted.why}{more}")
    for one in ids:
        accounts.append(db, keys, lead.staff.id, what, one, now)


def _about(wanted: Wanted | Recovery, service_id: UUID) -> UUID:
    return wanted.reader_id or service_id


def not_opened(db: Session, row: Recovery) -> int:
    """How many things a request that was accepted did not open, as the trail says."""
    if row.step is not Asked.GIVEN:
        return 0
    lines = accounts.entries(db, row.reader_id or row.service_id)
    told = [line.detail for line in lines if (line.action, line.at) == ("recovered", row.answered_at)]
    found = SHUT.search(" ".join(told))
    return int(found.group(1)) if found else 0


def _counted(given: Given, way: Way) -> str:
    return f"{way.name}={given.whole} things={given.things} left out={given.left_out} not opened={given.shut}"
