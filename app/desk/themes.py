"""The themes of a case: carried by her chips, confirmed by who reads for her, kept sealed with the case."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service
from app.desk.models import CaseThemes
from app.desk.reading import Submission
from app.insight import service as insight
from config import Keys
from safety.errors import Malformed

_NONE = "---"  # stands for no theme, so that what is sealed has one size


# They say that something happened; her chips say what she fears. Offered, never ticked beforehand.
HAPPENED = frozenset({"T18"})


def carried(sittings: Sequence[Submission]) -> list[insight.Theme]:
    """What her chips carry: at most three; the newest answer to each question counts."""
    tapped: dict[str, tuple[str, ...]] = {}
    for sitting in sittings:
        for answer in sitting.shown.answers:
            tapped.setdefault(answer.id, answer.ids)
    return [insight.themes()[code] for code in insight.themes_of(tapped)]


def confirm(
    db: Session, keys: Keys, case_id: UUID, codes: Sequence[str], by: accounts.StaffView, now: datetime
) -> None:
    """Keep these themes with the case, in the place of those before.

    Raises Malformed for more than three or an unknown one, NotYours, CoverNotRecorded.
    """
    if len(codes) > insight.MOST or not set(codes) <= insight.themes().keys():
        raise Malformed
    padded = [*dict.fromkeys(codes), *[_NONE] * insight.MOST][: insight.MOST]
    with writing(db):
        case = cases.get_bound(db, keys, case_id)
        service.require_reader(db, case, by, now)
        sealed = keys.data.seal(" ".join(padded).encode(), _context(case_id))
        db.merge(CaseThemes(case_id=case_id, sealed=sealed, at=now, by_id=by.id))
        accounts.audit.append(db, keys, by.id, "themes confirmed", case_id, now)


def confirmed(db: Session, keys: Keys, case_id: UUID) -> list[insight.Theme]:
    """What was confirmed, if anything was."""
    row = db.get(CaseThemes, case_id)
    codes = keys.data.open(row.sealed, _context(case_id)).decode().split() if row else []
    return [insight.themes()[code] for code in codes if code != _NONE]


def _context(case_id: UUID) -> bytes:
    return b"themes of case:" + case_id.bytes
