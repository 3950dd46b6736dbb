"""What came late: sealed to a former IDVA, from a page that was open before the hand-over.

Promise: they give it on unread, and nothing else of the case is theirs any more. Who must not see the case
is not told that anything came: what can be given on is given on, without a word, when they come to the desk.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import HandOver, Step
from app.desk.service import Reader
from app.desk.things import content_key_of, sealed_things
from config import Keys
from safety import sealing
from safety.errors import SafetyRefusal


def pass_on(db: Session, keys: Keys, offer_id: UUID, reader: Reader, now: datetime) -> int:
    """Give on what came sealed to the former IDVA after the hand-over, unread; how many. Raises NotYours."""
    row = db.get(HandOver, offer_id, populate_existing=True)
    if row is None or row.from_id != reader.staff.id or row.step is not Step.ACCEPTED:
        raise cases.NotYours
    if cases.kept_from(db, keys, reader.staff.id, [row.case_id], now):
        raise cases.NotYours
    return _give_on(db, keys, row, reader, now)


def pass_on_kept(db: Session, keys: Keys, reader: Reader, now: datetime) -> None:
    """The same of every case that they handed over and must not see."""
    gave = (HandOver.from_id == reader.staff.id, HandOver.step == Step.ACCEPTED)
    rows = db.scalars(select(HandOver).where(*gave)).all()
    kept = cases.kept_from(db, keys, reader.staff.id, [row.case_id for row in rows], now)
    give_on_all(db, keys, [row for row in rows if row.case_id in kept], reader, now)


def give_on_all(db: Session, keys: Keys, rows: list[HandOver], reader: Reader, now: datetime) -> None:
    """Give on what came late by these hand-overs; what cannot be given on now waits for the next time."""
    for row in rows:
        if to_pass_on(db, keys, row):
            with suppress(SafetyRefusal):
                _give_on(db, keys, row, reader, now)


def to_pass_on(db: Session, keys: Keys, row: HandOver) -> int:
    """How many sends came sealed to the former IDVA and not to the new one."""
    case = cases.get(db, row.case_id)
    if row.step is not Step.ACCEPTED or case.idva_id == row.from_id:
        return 0
    old, new = (accounts.key_ids(db, one) for one in (row.from_id, case.idva_id))
    named = (set(thing.envelope.key_ids()) for thing in sealed_things(db, keys, row.case_id))
    return sum(bool(ids & old) and not ids & new for ids in named)


def _give_on(db: Session, keys: Keys, row: HandOver, reader: Reader, now: datetime) -> int:
    with writing(db):
        accounts.audit.append(db, keys, reader.staff.id, "late sends passed on", row.case_id, now)
    privates, given = reader.privates(), 0
    with writing(db):
        case = cases.get_bound(db, keys, row.case_id)
        readers, own = cases.recipients(db, case, keys), accounts.key_ids(db, case.idva_id)
        for thing in sealed_things(db, keys, row.case_id):
            key = content_key_of(thing.envelope, privates)
            if key is not None and own.isdisjoint(thing.envelope.key_ids()):
                thing.keep(sealing.give_to(thing.envelope, key, readers))
                given += 1
    return given
