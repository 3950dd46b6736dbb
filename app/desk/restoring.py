"""Who may be given what of a case that two leads recover, and giving it.

Promise: her IDVA and whoever covers are given it as readers of the case; another IDVA gets an offer, and
reads nothing before they take the case over. A lead is given it only while cover is recorded for them. Nobody
who must not see a case has any part in it, as a lead or as its reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.service import covering
from app.db import writing
from app.desk import handover, referring
from app.desk.models import HandOver, Step
from app.desk.recovery_asked import Given, ReaderChanged, Said, Wanted
from app.desk.recovery_ways import Deed, Found, Way
from app.desk.things import Thing, content_key_of, sealed_things
from config import Keys
from safety import sealing
from safety.errors import SafetyRefusal
from safety.sealing import Recipient


class CannotRecover(SafetyRefusal):
    """This person may not be given this: no certified key here, must not see it, or no cover is recorded."""

    code = "cannot_recover"


@dataclass(frozen=True)
class Target:
    """One case and the key that is given it; whether its owner already reads it, or is offered it."""

    case: cases.Case
    recipient: Recipient
    reader: accounts.StaffView
    reads: bool


def find_cases(db: Session, keys: Keys, lead: accounts.StaffView, wanted: Wanted, now: datetime) -> Found:
    """The cases that a lead names, and their reader's key.

    Raises NoSuchReference, TooManyNamed, CannotRecover, CaseNotBelieved.
    """
    assert lead.service_id is not None
    if wanted.reader_id is None:
        raise CannotRecover
    barred = frozenset({lead.id, wanted.to_id})
    found = referring.named(db, lead.service_id, wanted.references, barred)
    return Found(found, reader_key(db, keys, found, wanted.reader_id, now))


def give_cases(
    db: Session, keys: Keys, said: Said, deed: Deed, whole: Iterable[tuple[bytes, bytes]], now: datetime
) -> Given:
    """Of each case that may still be given: everything, for the one key that was named.

    A key that gave way to its owner's next since it was asked is given it none the less: that very key was
    named, its owner opens with it still, and nobody has to be believed about the next.
    Raises ReaderChanged, and CannotRecover where no case is left.
    """
    private, things, left, shut = list(whole), 0, 0, 0
    if deed.reader_id is None:
        raise CannotRecover
    for case_id in said.ids:
        try:
            to = target(db, keys, case_id, deed.reader_id, deed.leads, now)
        except SafetyRefusal:
            left += 1
            continue
        if to.recipient.key_id != said.reader_key:
            to = replace(to, recipient=_as_asked(db, keys, deed.reader_id, said.reader_key))
        given = give(db, keys, to, private, now)
        if given is None:
            left += 1
            continue
        things, shut = things + given[0], shut + given[1]
    if left == len(said.ids):
        raise CannotRecover
    return Given(things, len(said.ids) - left, left, shut)


CASES = Way("cases", find_cases, give_cases)


def _as_asked(db: Session, keys: Keys, reader_id: UUID, key_id: bytes) -> Recipient:
    """The key that was named, where its owner has made the next one since. Raises ReaderChanged."""
    named = accounts.earlier_recipient(db, keys, reader_id, key_id)
    if named is None:
        raise ReaderChanged
    return named


def reader_key(db: Session, keys: Keys, case_ids: Iterable[UUID], reader_id: UUID, now: datetime) -> bytes:
    """The certified key of whoever is to read all of them. Raises CannotRecover, CaseNotBelieved."""
    ids = {target(db, keys, one, reader_id, frozenset(), now).recipient.key_id for one in case_ids}
    if len(ids) != 1:
        raise CannotRecover
    return ids.pop()


def target(
    db: Session, keys: Keys, case_id: UUID, reader_id: UUID, leads: frozenset[UUID], now: datetime
) -> Target:
    """One case for one reader. Raises NoSuchCase, CaseNotBelieved, CannotRecover."""
    case, reader = cases.get_bound(db, keys, case_id), accounts.at_work(db, keys, reader_id)
    if reader is None or (leads | {reader_id}) & cases.conflicts_of(db, case_id):
        raise CannotRecover
    reads = reader_id in (case.idva_id, case.cover_id)
    key = _reading_key(db, keys, case, reader, now) if reads else _offered_key(db, keys, case, reader, now)
    if key is None:
        raise CannotRecover
    return Target(case, key, reader, reads)


def give(
    db: Session, keys: Keys, to: Target, whole: list[tuple[bytes, bytes]], now: datetime
) -> tuple[int, int] | None:
    """Wrap all that these recovery keys open of the case; how many things it is, and how many more they do
    not open. None where the case is on offer to somebody else who opens what this would not: that stands.
    """
    wrapped: list[tuple[Thing, bytes]] = []
    shut: set[str] = set()
    for thing in sealed_things(db, keys, to.case.id):
        if to.recipient.key_id in thing.envelope.key_ids():
            continue
        key = content_key_of(thing.envelope, whole)
        if key is None:
            shut.add(thing.name)
        else:
            wrapped.append((thing, key))
    with writing(db):
        if to.reads:
            for thing, key in wrapped:
                thing.keep(sealing.add_recipient(thing.envelope, key, to.recipient))
        else:
            cases.locked(db, to.case.id)
            stands = handover.on_offer(db, to.case.id)
            before = handover.still_opens(db, keys, stands) if stands else {}
            if stands and stands.to_id != to.reader.id and shut & before.keys():
                return None
            shut -= before.keys()
            _offer(db, keys, to, wrapped, before if stands and stands.to_id == to.reader.id else {}, now)
        accounts.append(db, keys, None, "given by recovery", to.case.id, now, f"things={len(wrapped)}")
    return len(wrapped), len(shut)


def _reading_key(
    db: Session, keys: Keys, case: cases.Case, reader: accounts.StaffView, now: datetime
) -> Recipient | None:
    """Her IDVA's key; of whoever covers, a lead's only while it is recorded that they do."""
    if reader.id == case.idva_id:
        return accounts.recipient_in(db, keys, reader.id, case.service_id, handover.OWNERS)
    if reader.role is accounts.Role.LEAD and not covering.may_open(db, case, reader, now):
        return None
    both = frozenset({accounts.Role.IDVA, accounts.Role.LEAD})
    return accounts.recipient_in(db, keys, reader.id, case.service_id, both)


def _offered_key(
    db: Session, keys: Keys, case: cases.Case, reader: accounts.StaffView, now: datetime
) -> Recipient | None:
    """Another IDVA's of the same service, who could take the case over, while it is open."""
    if reader.service_id != case.service_id or case.state is not cases.State.OPEN:
        return None
    try:
        return handover.new_owner(db, keys, case, reader.id, now)
    except handover.CannotTake:
        return None


def _offer(
    db: Session,
    keys: Keys,
    to: Target,
    wrapped: list[tuple[Thing, bytes]],
    before: dict[str, list[str]],
    now: datetime,
) -> None:
    """An offer that only its taker can open, with what one to them held before; one that stood, or was asked
    for, falls.
    """
    for row in db.scalars(
        select(HandOver).where(HandOver.case_id == to.case.id, HandOver.step == Step.OFFERED)
    ):
        row.step, row.answered_at, row.sealed_wraps = Step.WITHDRAWN, now, None
    db.execute(delete(HandOver).where(HandOver.case_id == to.case.id, HandOver.step == Step.ASKED))
    row = HandOver(
        id=uuid4(), case_id=to.case.id, from_id=to.case.idva_id, to_id=to.reader.id, offered_at=now
    )
    row.recovered = True
    wraps = {thing.name: sealing.wrap_for(thing.envelope.header, key, to.recipient) for thing, key in wrapped}
    handover.keep_wraps(keys, row, to.recipient, wraps, before)
    db.add(row)
