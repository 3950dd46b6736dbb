"""Handing a case to another IDVA by adding a recipient: content is never sealed again.

Promise: an offer lets nobody read anything. When it is accepted, in one transaction, all that its readers
could open is for the new ones and no longer for the old, and no text goes before the new one agreed contact
afresh. What the former IDVA keeps is the trail alone.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import HandOver, Printed, Step
from app.desk.service import Reader, require_reader
from app.desk.things import content_key_of, sealed_things
from app.messaging import service as messaging
from config import Keys
from safety import sealing
from safety.errors import NotOpened, SafetyRefusal

Wraps = Mapping[str, list[str]]
NONE: Wraps = {}
OWNERS = frozenset({accounts.Role.IDVA})


class CannotTake(SafetyRefusal):
    """This person cannot take the case: not an active IDVA with a certified key, or must not see it."""

    code = "cannot_take"


class OfferStands(SafetyRefusal):
    """The case is on offer already, or the offer was answered."""

    code = "offer_stands"


class HandOverBroken(SafetyRefusal):
    """What was offered does not open with these keys. Nothing was changed; it must be offered again."""

    code = "hand_over_broken"


def offer(db: Session, keys: Keys, case_id: UUID, to_id: UUID, reader: Reader, now: datetime) -> None:
    """Offer a case to another IDVA. The entry in the trail is committed before any key is touched.

    Raises CannotTake, OfferStands, NotYours, CoverNotRecorded, CaseNotBelieved, NotOpen.
    """
    with writing(db):
        cases.locked(db, case_id)
        case = cases.get_bound(db, keys, case_id)
        require_reader(db, case, reader.staff, now)
        require_open(db, case)
        new = new_owner(db, keys, case, to_id, now)
        accounts.audit.append(db, keys, reader.staff.id, "hand-over offered", case_id, now)
    wraps = _wraps(db, keys, case_id, reader, new)
    with writing(db):
        cases.locked(db, case_id)
        require_open(db, case)
        db.execute(delete(HandOver).where(HandOver.case_id == case_id, HandOver.step == Step.ASKED))
        row = HandOver(id=uuid4(), case_id=case_id, from_id=reader.staff.id, to_id=to_id, offered_at=now)
        keep_wraps(keys, row, new, wraps)
        db.add(row)


def accept(
    db: Session, keys: Keys, offer_id: UUID, taking: cases.Taking, reader: Reader, now: datetime
) -> UUID:
    """Take the case over; its id.

    Raises HandOverBroken, OfferStands, NotYours, and what taking over does; then nothing has changed.
    """
    with writing(db):
        row = _offered(db, offer_id)
        if row.to_id != reader.staff.id:
            raise cases.NotYours
        accounts.audit.append(db, keys, reader.staff.id, "hand-over opened", row.case_id, now)
    with writing(db):
        row = _offered(db, offer_id)
        wraps = json.loads(_opened(keys, row))
        readers = cases.take_over(db, row.case_id, taking, cases.By(reader.staff, keys, now))
        messaging.taken_over(db, keys, row.case_id, reader.staff, now)
        for thing in sealed_things(db, keys, row.case_id):
            if thing.name in wraps:
                key = _unwrapped(thing.envelope, wraps[thing.name], reader)
                thing.keep(sealing.give_to(thing.envelope, key, readers))
        cases.covering.forget_cover(db, [row.case_id])
        db.execute(delete(Printed).where(Printed.case_id == row.case_id))
        _answer(row, Step.ACCEPTED, now)
    return row.case_id


def decline(db: Session, keys: Keys, offer_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """Say no. Raises OfferStands, NotYours."""
    _end(db, keys, offer_id, by, Step.DECLINED, now)


def withdraw(db: Session, keys: Keys, offer_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """Take the offer back. Raises OfferStands, NotYours."""
    _end(db, keys, offer_id, by, Step.WITHDRAWN, now)


def on_offer(db: Session, case_id: UUID) -> HandOver | None:
    """The offer of this case that waits for an answer."""
    rows = select(HandOver).where(HandOver.case_id == case_id, HandOver.step == Step.OFFERED)
    return db.scalar(rows.limit(1))


def require_open(db: Session, case: cases.Case) -> None:
    """Raises OfferStands where the case is on offer, or not open."""
    if on_offer(db, case.id) is not None or case.state is not cases.State.OPEN:
        raise OfferStands


def new_owner(db: Session, keys: Keys, case: cases.Case, to_id: UUID, now: datetime) -> sealing.Recipient:
    """The key of whoever is to have the case. Raises CannotTake."""
    person = accounts.staff(db, to_id)
    barred = cases.conflicts_of(db, case.id) | {case.idva_id}
    if person is None or person.service_id is None or to_id in barred:
        raise CannotTake
    if cases.folded(case.reference) in cases.barred_references(db, keys, to_id, now):
        raise CannotTake
    key = accounts.recipient_in(db, keys, to_id, person.service_id, OWNERS)
    if key is None:
        raise CannotTake
    return key


def _wraps(
    db: Session, keys: Keys, case_id: UUID, reader: Reader, new: sealing.Recipient
) -> dict[str, bytes]:
    """The content key of each thing that the reader can open, for the new owner alone."""
    wraps, privates = {}, reader.privates()
    for thing in sealed_things(db, keys, case_id):
        key = content_key_of(thing.envelope, privates)
        if key is not None:
            wraps[thing.name] = sealing.wrap_for(thing.envelope.header, key, new)
    return wraps


def still_opens(db: Session, keys: Keys, row: HandOver) -> dict[str, list[str]]:
    """What its taker could open by an offer now: of each thing by its name, the key's id and the wrap."""
    if accounts.at_work(db, keys, row.to_id) is None:
        return {}
    new = accounts.recipient_for(db, keys, row.to_id)
    now = new.key_id if new and accounts.key_opens(db, keys, row.to_id) else b""

    def holds(key_id: bytes) -> bool:
        return key_id == now or accounts.earlier_recipient(db, keys, row.to_id, key_id) is not None

    said: dict[str, list[str]] = json.loads(_opened(keys, row))
    return {name: wrap for name, wrap in said.items() if holds(bytes.fromhex(wrap[0]))}


def keep_wraps(
    keys: Keys, row: HandOver, new: sealing.Recipient, wraps: dict[str, bytes], before: Wraps = NONE
) -> None:
    """Content keys wrapped for the taker, and those `before`, in the offer that alone opens them."""
    said = {name: [new.key_id.hex(), b64encode(wrapped).decode()] for name, wrapped in wraps.items()}
    row.sealed_wraps = keys.data.seal(json.dumps({**before, **said}).encode(), _context(row))


def _unwrapped(envelope: sealing.Envelope, wrap: list[str], reader: Reader) -> bytes:
    key_id, wrapped = bytes.fromhex(wrap[0]), b64decode(wrap[1])
    private = dict(reader.privates()).get(key_id)
    if private is None:
        raise HandOverBroken
    try:
        return sealing.unwrap(envelope.header, wrapped, key_id, private)
    except NotOpened:
        raise HandOverBroken from None


def _opened(keys: Keys, row: HandOver) -> bytes:
    try:
        return keys.data.open(row.sealed_wraps or b"", _context(row))
    except NotOpened:
        raise HandOverBroken from None


def _context(row: HandOver) -> bytes:
    """What binds an offer to its case and its two people: no other row can carry it."""
    ids = (row.id, row.case_id, row.from_id, row.to_id)
    return b"hand over:" + b"".join(one.bytes for one in ids)


def _offered(db: Session, offer_id: UUID) -> HandOver:
    row = db.get(HandOver, offer_id, populate_existing=True, with_for_update=True)
    if row is None or row.step is not Step.OFFERED:
        raise OfferStands
    return row


def _end(db: Session, keys: Keys, offer_id: UUID, by: accounts.StaffView, step: Step, now: datetime) -> None:
    with writing(db):
        row = _offered(db, offer_id)
        if by.id != (row.to_id if step is Step.DECLINED else row.from_id):
            raise cases.NotYours
        _answer(row, step, now)
        accounts.audit.append(db, keys, by.id, f"hand-over {step}", row.case_id, now)


def _answer(row: HandOver, step: Step, now: datetime) -> None:
    row.step, row.answered_at, row.sealed_wraps = step, now, None
