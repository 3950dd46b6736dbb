"""Her number and her hours: written down with what was agreed live, sealed, and never without that."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.messaging.models import Reach
from app.messaging.refusing import Held, Hold, Meanwhile
from config import Keys
from safety.contact import Rule, Window
from safety.numbers import looked_up


class Answers(StrEnum):
    """Who may pick up when the number is rung."""

    HER = "her"
    OTHERS = "others"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Agreed:
    """What she said about texts and calls. Every default is a no."""

    number: str = field(default="", repr=False)
    texts: bool = False
    windows: frozenset[Window] = frozenset()
    never: frozenset[date] = frozenset()
    on_holidays: bool = False
    answers: Answers = Answers.NOBODY

    def rule(self, agreed_at: datetime) -> Rule:
        """As it is judged."""
        texts = self.texts and bool(self.number)
        return Rule(agreed_at, texts, self.windows, self.never, self.on_holidays)


@dataclass(frozen=True)
class Known:
    """What stands written down, and with which agreement."""

    id: UUID
    agreement_id: UUID
    agreed: Agreed


def record(
    db: Session,
    keys: Keys,
    case_id: UUID,
    agreed: Agreed,
    by: accounts.StaffView,
    now: datetime,
    seen: str = "",
) -> None:
    """Write down number and hours beside the agreement that stands.

    Raises NotYours, CoverNotRecorded, CaseNotBelieved, Held where nothing stands about reaching her, and
    Meanwhile where something else stands than the page had `seen`.
    """
    with writing(db):
        case = acted_in(db, keys, case_id, by, now)
        agreement = agreed_by_own(db, keys, case, now)
        if agreement is None:
            raise Held(Hold.NOT_AGREED)
        if seen and seen != stamp(db, keys, case_id):
            raise Meanwhile
        _write(db, keys, case_id, Known(uuid4(), agreement.id, agreed), by, now)
        accounts.append(db, keys, by.id, "number and times written down", case_id, now)


def stamp(db: Session, keys: Keys, case_id: UUID) -> str:
    """What a page was made from: which number and times were newest, and beside which agreement."""
    known, agreement = newest(db, keys, case_id), cases.agreement_of(db, case_id)
    return f"{known.id if known else ''} {agreement.id if agreement else ''}"


def taken_over(db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """Number and times are kept for whoever took the case over to ask again; her yes to texts is not."""
    known = newest(db, keys, case_id)
    if known is not None:
        silent = replace(known.agreed, texts=False)
        _write(db, keys, case_id, Known(uuid4(), known.agreement_id, silent), by, now)


def agreed_by_own(db: Session, keys: Keys, case: cases.Case, now: datetime) -> cases.ContactAgreement | None:
    """What an open case's own IDVA, or who covered for them, agreed with her, where it stands."""
    agreement = cases.agreement_of(db, case.id)
    if agreement is None or case.state is not cases.State.OPEN:
        return None
    return agreement if cases.may_contact(db, keys, case, now) else None


def _write(
    db: Session, keys: Keys, case_id: UUID, known: Known, by: accounts.StaffView, now: datetime
) -> None:
    number = known.agreed.number
    db.add(
        Reach(
            id=known.id,
            case_id=case_id,
            agreement_id=known.agreement_id,
            sealed=keys.data.seal(_written(known.agreed), _context(known.id, case_id, known.agreement_id)),
            number_hash=looked_up(keys.pepper, number) if number else None,
            recorded_at=now,
            recorded_by=by.id,
        )
    )
    db.flush()


def acted_in(db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, now: datetime) -> cases.Case:
    """A case for its own IDVA, or for whoever covers it as it is recorded, by a row that we wrote.

    Raises NoSuchCase, NotYours, CoverNotRecorded, CaseNotBelieved.
    """
    case = cases.get_bound(db, keys, case_id)
    cases.covering.require_reader(db, case, by, now)
    return case


def newest(db: Session, keys: Keys, case_id: UUID) -> Known | None:
    """What was written down last, whether it stands or not."""
    rows = select(Reach).where(Reach.case_id == case_id).order_by(Reach.recorded_at.desc(), Reach.id).limit(1)
    row = db.scalar(rows)
    if row is None:
        return None
    sealed = keys.data.open(row.sealed, _context(row.id, case_id, row.agreement_id))
    return Known(row.id, row.agreement_id, _read(sealed))


def cases_with(db: Session, keys: Keys, spelling: str) -> list[cases.Case]:
    """The open cases whose newest number this is."""
    found = Reach.number_hash == looked_up(keys.pepper, spelling)
    ids = set(db.scalars(select(Reach.case_id).where(found)))
    there = [cases.get(db, case_id) for case_id in sorted(ids)]
    return [case for case in there if case.state is cases.State.OPEN and _has(db, keys, case, spelling)]


def _has(db: Session, keys: Keys, case: cases.Case, spelling: str) -> bool:
    known = newest(db, keys, case.id)
    return known is not None and known.agreed.number == spelling


def _written(agreed: Agreed) -> bytes:
    return json.dumps(
        {
            "number": agreed.number,
            "texts": agreed.texts,
            "windows": [[each.day, each.opens, each.closes] for each in sorted(agreed.windows)],
            "never": _days(agreed.never),
            "on_holidays": agreed.on_holidays,
            "answers": agreed.answers,
        }
    ).encode()


def _read(sealed: bytes) -> Agreed:
    kept = json.loads(sealed)
    return Agreed(
        number=kept["number"],
        texts=kept["texts"],
        windows=frozenset(Window(*each) for each in kept["windows"]),
        never=frozenset(map(date.fromisoformat, kept["never"])),
        on_holidays=kept["on_holidays"],
        answers=Answers(kept["answers"]),
    )


def _days(days: Iterable[date]) -> list[str]:
    return sorted(day.isoformat() for day in days)


def _context(row_id: UUID, case_id: UUID, agreement_id: UUID) -> bytes:
    return b"reach:" + row_id.bytes + case_id.bytes + agreement_id.bytes
