"""Taking out what the desk kept of cases and views whose time is over; when that is, is not said here."""

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.db import writing
from app.desk import quoted
from app.desk.models import (
    CaseThemes,
    Confirmation,
    Given,
    HandOver,
    Outcome,
    Printed,
    QuoteGiven,
    Reading,
    Spoken,
    Taking,
)
from config import Keys

OF_CASES = (
    Confirmation,
    Reading,
    Taking,
    CaseThemes,
    Spoken,
    Outcome,
    Given,
    Printed,
    HandOver,
    QuoteGiven,
)


def forget_views(db: Session, send_ids: list[UUID]) -> None:
    """Take out what the desk noted of views that go while their case stays."""
    with writing(db):
        for table in (Confirmation, Reading):
            db.execute(delete(table).where(table.send_id.in_(send_ids)))


def forget_wording(db: Session, case_ids: list[UUID]) -> None:
    """Her views went while her case stays: so does what was worded from them, and which wishes she had.

    What the voice standard counts stays until the case goes.
    """
    with writing(db):
        db.execute(delete(Spoken).where(Spoken.case_id.in_(case_ids)))
        db.execute(update(Outcome).where(Outcome.case_id.in_(case_ids)).values(sealed=None))


def erase(db: Session, keys: Keys, case_id: UUID) -> None:
    """At her wish: all that the desk noted or made of what she sent, and what waits as a quote of hers.

    Whether she was heard and told stays with the case, and who covers it.
    """
    with writing(db):
        quote = db.get(QuoteGiven, case_id, populate_existing=True, with_for_update=True)
        if quote is not None:
            quoted.destroy(db, keys, quote)
        forget_wording(db, [case_id])
        for table in (Confirmation, Reading, Taking, CaseThemes, Printed):
            db.execute(delete(table).where(table.case_id == case_id))


def purge(db: Session, case_ids: list[UUID]) -> int:
    """Take out what the desk noted of cases that go; how many rows."""
    gone = 0
    with writing(db):
        for table in OF_CASES:
            gone += db.scalar(select(func.count()).select_from(table).where(table.case_id.in_(case_ids))) or 0
            db.execute(delete(table).where(table.case_id.in_(case_ids)))
    return gone
