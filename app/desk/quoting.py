"""Her permission to be quoted, obeyed: the first opening seals those words to the reviewers of quotes.

Promise: only what she allowed, once a case, and never where the second code was used; which of the texts that
wait is hers lies sealed and leads nowhere once they are decided about. She can take it back until then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import quoted
from app.desk.models import QuoteGiven
from app.desk.reading import Said, Submission
from app.desk.service import require_reader
from app.quotes import service as quotes
from config import Keys

ASKED, PERMITS, YES = "better", "quote", "yes"


@dataclass(frozen=True)
class Given:
    """That her words went to the reviewers; or that she took them back."""

    back: bool


def pass_on(
    db: Session, keys: Keys, case: cases.Case, after: Iterable[Submission], now: datetime
) -> Given | None:
    """Seal what she allowed to the reviewers, once; how it stands. None where she allowed nothing."""
    found = next((one.shown for one in after if _allowed(one.shown)), None)
    row = db.get(QuoteGiven, case.id, populate_existing=True)
    if row is not None or found is None:
        return Given(row.sealed_id is None) if row else None
    with writing(db):
        text = _text(found)
        quote_id = quotes.give(db, keys, case.service_id, text, found.lang, now)
        if quote_id is None:
            return None
        db.add(QuoteGiven(case_id=case.id, sealed_id=quoted.sealed_id(keys, case.id, quote_id)))
    return Given(back=False)


def take_back(db: Session, keys: Keys, case_id: UUID, staff: accounts.StaffView, now: datetime) -> bool:
    """She does not want it any more; whether the words still waited. Raises NotYours, CoverNotRecorded."""
    with writing(db):
        case = cases.get_bound(db, keys, case_id)
        require_reader(db, case, staff, now)
        row = db.get(QuoteGiven, case_id, populate_existing=True, with_for_update=True)
        if row is None or row.sealed_id is None:
            return False
        accounts.append(db, keys, staff.id, "quote taken back", case_id, now)
        return quoted.destroy(db, keys, row)


def _allowed(said: Said) -> bool:
    return said.tapped(PERMITS, YES) and bool(_text(said).strip())


def _text(said: Said) -> str:
    found = said.answer(ASKED)
    return found.text if found else ""
