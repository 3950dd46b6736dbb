"""Where what came goes on to: a case here, or whoever is on duty at another service.

Promise: it is sealed anew to those who read there, over a link of theirs, in the request in which it was
opened; nothing goes twice to the same service. What came stays here as it came.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service as desk
from app.inbox.links import newest_open
from app.inbox.models import ArrivalPassed, What
from app.inbox.opening import NoSuchArrival, Waiting, content_of, one_of, sends_of, written_opening
from app.inbox.rota import rota_of
from app.inbox.standing import Decision, refuse_over
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

MATCHED, PASSED = "arrival matched", "arrival passed on"
ASKED = "asked whose case it is, to match an arrival"


class NobodyThere(SafetyRefusal):
    """That service takes nothing over links that many people hold, or it is this one."""

    code = "nobody_there"


class PassedBefore(SafetyRefusal):
    """That service has it already."""

    code = "passed_before"


class MatchedBefore(SafetyRefusal):
    """That case has it already, and nothing came since."""

    code = "matched_before"


@dataclass(frozen=True)
class Way:
    """Over which link something goes on: to a case, or to whoever is on duty at a service."""

    link_id: UUID
    case_id: UUID | None = None
    to: UUID | None = None


def places(db: Session, service_id: UUID, now: datetime) -> list[accounts.ServiceView]:
    """The other services here at which somebody is on duty, by name."""
    others = [one for one in accounts.services(db) if one.id != service_id]
    return [one for one in others if rota_of(db, one.id) and newest_open(db, one.id, now)]


def named(db: Session, keys: Keys, reference: str, staff: accounts.StaffView) -> cases.Case:
    """The open case of this person's service that has this reference, and is not kept from them.

    Raises NoSuchCase.
    """
    assert staff.service_id is not None
    case = cases.open_named(db, keys, staff.service_id, reference.strip())
    if staff.id in cases.conflicts_of(db, case.id):
        raise cases.NoSuchCase
    return case


def whose(
    db: Session, keys: Keys, sitting_id: UUID, decision: Decision, staff: accounts.StaffView, now: datetime
) -> cases.Case:
    """The case that something could be matched to; that whose it is was asked for is in the trail.

    Raises NoSuchCase, NoSuchArrival, NotOnRota, MatchedBefore, DecidedBefore: nothing is told.
    """
    with writing(db):
        found = one_of(db, sitting_id, staff)
        case = named(db, keys, decision.reference, staff)
        assert case.link_id is not None
        refuse_twice(db, found, Way(case.link_id, case_id=case.id))
        refuse_over(db, found, decision, cases.By(staff, keys, now))
        accounts.append(db, keys, staff.id, ASKED, case.id, now)
    return case


def way_on(
    db: Session, keys: Keys, sitting_id: UUID, decision: Decision, reader: desk.Reader, now: datetime
) -> Way | None:
    """Where it is to go, its opening written down; None where it stays. Raises NoSuchCase, NobodyThere."""
    way = None
    if decision.what is What.MATCHED:
        case = named(db, keys, decision.reference, reader.staff)
        assert case.link_id is not None
        way = Way(case.link_id, case_id=case.id)
    elif decision.what is What.PASSED_ON and decision.to:
        assert reader.staff.service_id is not None
        place = next((one for one in places(db, reader.staff.service_id, now) if one.id == decision.to), None)
        link_id = newest_open(db, decision.to, now)
        if place is None or link_id is None:
            raise NobodyThere
        way = Way(link_id, to=decision.to)
    if way is not None:
        written_opening(db, keys, sitting_id, reader, now)
    return way


def refuse_twice(db: Session, found: Waiting, way: Way | None) -> None:
    """Raises MatchedBefore, PassedBefore where all that came by now is there already."""
    if way is not None and way.case_id is not None and _has_it(db, found, way.case_id):
        raise MatchedBefore
    if way is not None and way.to is not None:
        lines = accounts.entries(db, found.sitting.id)
        went = [line for line in lines if line.detail == str(way.to)][-1:]
        if any(line.action == PASSED and line.at >= found.sitting.last_at for line in went):
            raise PassedBefore


def send_on(db: Session, keys: Keys, found: Waiting, way: Way, reader: desk.Reader, now: datetime) -> None:
    """To the case's own readers over the case's own link, or to whoever is on duty there."""
    sitting_id, by_id = found.sitting.id, reader.staff.id
    placed = _sealed_anew(db, keys, found, way.link_id, reader, now)
    if way.case_id is not None:
        entry = accounts.append(db, keys, by_id, MATCHED, way.case_id, now)
    else:
        entry = accounts.append(db, keys, by_id, PASSED, sitting_id, now, str(way.to))
    row = ArrivalPassed(
        placed_id=placed, sitting_id=sitting_id, subject_id=way.case_id or placed, entry=entry
    )
    db.add(row)


def _has_it(db: Session, found: Waiting, case_id: UUID) -> bool:
    """Whether all that came by now went to this case, by the trail of the case."""
    went = select(ArrivalPassed.entry).where(
        ArrivalPassed.sitting_id == found.sitting.id, ArrivalPassed.subject_id == case_id
    )
    entries = set(db.scalars(went))
    lines = [line for line in accounts.entries(db, case_id) if line.number in entries]
    return any(line.at >= found.sitting.last_at for line in lines)


def _sealed_anew(
    db: Session, keys: Keys, found: Waiting, link_id: UUID, reader: desk.Reader, now: datetime
) -> UUID:
    """The sitting that it is there."""
    privates = accounts.group_privates(db, keys, reader.privates())
    contents = [content_of(send, privates) for send in sends_of(db, keys, found)]
    if not contents:
        raise NoSuchArrival
    said, placed = contents[-1], uuid4()
    flags = {"soon": found.sitting.urgent, "call": found.sitting.wants_call and not _forbids(said)}
    marked = said | {"many": True, "came": found.sitting.last_at.isoformat()}
    voice.keep_spoken(db, keys, link_id, placed, marked, now, last=True, **flags)
    return placed


def _forbids(said: dict[str, Any]) -> bool:
    """Whether she asked not to be contacted: then no list says "please call"."""
    answers = said.get("a")
    how = answers.get("how") if isinstance(answers, dict) else None
    tapped = how.get("c") if isinstance(how, dict) else None
    return isinstance(tapped, list) and "none" in tapped
