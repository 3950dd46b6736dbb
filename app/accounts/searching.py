"""The trail as a lead looks through it: by whom, what, about which record and when; a page at a time.

Promise: a lead finds what their own people did, what was done to them, and what the service itself did with a
record while it was theirs; other services' stays with theirs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from app.accounts.audit import BATCH, Line, line_of
from app.accounts.models import AuditCheckpoint, AuditEntry
from app.accounts.trail import LONDON

PAGE = 25
MARK = 16  # letters of an entry's MAC that say which entry it is
BY_NOBODY = "worker"


@dataclass(frozen=True)
class Whose:
    """A service's trail: its people, itself, the deeds by which a record becomes its doer's service's, and
    its recovery keys, which the worker makes anew.
    """

    people: Sequence[UUID]
    service_id: UUID
    received: Sequence[str] = ()
    recovery: Sequence[UUID] = ()


@dataclass(frozen=True)
class Asked:
    """What is looked for; what is empty is not asked. `who` is a person's id, or BY_NOBODY.

    `about` are the first letters of a record, `records` some records whole: one of the two is enough.
    """

    who: str = ""
    what: str = ""
    about: str = ""
    records: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Found:
    """One page of it, newest first."""

    lines: list[Line]
    number: int
    pages: int
    many: int


def found(db: Session, whose: Whose, asked: Asked, number: int) -> Found:
    """A page of a service's trail."""
    wanted = _wanted(whose, asked)
    many = db.scalar(select(func.count()).select_from(AuditEntry).where(*wanted)) or 0
    pages = max(1, -(-many // PAGE))
    at = min(max(number, 1), pages)
    query = select(AuditEntry).where(*wanted).order_by(AuditEntry.number.desc())
    rows = db.scalars(query.limit(PAGE).offset((at - 1) * PAGE)).all()
    return Found([line_of(row) for row in rows], at, pages, many)


def every(db: Session, whose: Whose, asked: Asked) -> Iterator[list[tuple[Line, str]]]:
    """All of it, oldest first, each with its mark; a bounded number of rows at a time."""
    wanted, after = _wanted(whose, asked), 0
    query = select(AuditEntry).where(*wanted).order_by(AuditEntry.number).limit(BATCH)
    while rows := db.scalars(query.where(AuditEntry.number > after)).all():
        yield [(line_of(row), mark_of(row.mac)) for row in rows]
        after = rows[-1].number


def actions(db: Session, whose: Whose) -> list[str]:
    """What was ever done, by name, to choose from."""
    return sorted(db.scalars(select(AuditEntry.action).where(*_wanted(whose, Asked())).distinct()))


def mark_of(mac: bytes) -> str:
    """As much of a MAC as says which entry it is; written down elsewhere, it shows a trail that was cut."""
    return mac.hex()[:MARK]


def stands(db: Session, number: int, mark: str) -> bool | None:
    """Whether the trail still has this entry as it was noted; None where it went in its time."""
    row = db.get(AuditEntry, number, populate_existing=True)
    if row is not None:
        return mark_of(row.mac) == mark
    purged = db.scalar(select(func.max(AuditCheckpoint.number)))
    return None if purged is not None and 0 < number <= purged else False


def _wanted(whose: Whose, asked: Asked) -> list[ColumnElement[bool]]:
    wanted = [_theirs(whose)]
    if asked.who:
        by = AuditEntry.actor_id.is_(None)
        wanted.append(by if asked.who == BY_NOBODY else AuditEntry.actor_id == UUID(asked.who))
    if asked.what:
        wanted.append(AuditEntry.action == asked.what)
    if asked.about or asked.records:
        wanted.append(_about(asked))
    if asked.since:
        wanted.append(AuditEntry.at >= _first_moment(asked.since))
    if asked.until:
        wanted.append(AuditEntry.at < _first_moment(asked.until + timedelta(days=1)))
    return wanted


def _theirs(whose: Whose) -> ColumnElement[bool]:
    """By one of them or about them; or by nobody who was signed in, about what was theirs at that moment.

    Whose a record was is what the trail itself says: of whoever received it last before. So it cannot be
    changed in a table, and stands as long as the entry, when the record has long gone.
    """
    about = AuditEntry.subject.in_([str(one) for one in (*whose.people, whose.service_id, *whose.recovery)])
    earlier = aliased(AuditEntry)
    receiver = (
        select(earlier.actor_id)
        .where(earlier.subject == AuditEntry.subject, earlier.number < AuditEntry.number)
        .where(earlier.action.in_(whose.received))
        .order_by(earlier.number.desc())
        .limit(1)
        .correlate(AuditEntry)
        .scalar_subquery()
    )
    by_nobody = AuditEntry.actor_id.is_(None) & receiver.in_(whose.people)
    return AuditEntry.actor_id.in_(whose.people) | about | by_nobody


def _about(asked: Asked) -> ColumnElement[bool]:
    named = AuditEntry.subject.in_(asked.records)
    return named | AuditEntry.subject.startswith(asked.about, autoescape=True) if asked.about else named


def _first_moment(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
