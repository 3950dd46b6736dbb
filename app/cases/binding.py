"""What a case's row may not be changed to, and what it does not tell, without a key that is not there.

Promise: no link is made, no facts are changed and nothing is opened by a row that we did not write. A
database without DATA_KEY does not tell whose link has a second code, or words for a code.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ScalarResult, select
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.cases.refusals import CaseNotBelieved
from app.db import writing
from app.entry import service as entry
from config import Keys

MAC_PURPOSE = b"case"
BATCH = 200
_DURESS, _WORDS = 1, 2


def bind(keys: Keys, case: Case) -> None:
    """Write the MAC anew, after something that it covers changed."""
    case.mac = keys.data.mac(MAC_PURPOSE, _said(case))


def require_bound(keys: Keys, case: Case) -> None:
    """Raises CaseNotBelieved where service, IDVA or cover are not as we wrote them."""
    if not keys.data.mac_ok(MAC_PURPOSE, _said(case), case.mac):
        raise CaseNotBelieved


def renew_macs(db: Session, keys: Keys) -> int:
    """Give cases that carry our MAC under an older DATA_KEY one under today's; how many."""
    old = [one.id for one in _every(db) if not keys.data.made_now(MAC_PURPOSE, _said(one), one.mac)]
    return sum(_renew(db, keys, old[at : at + BATCH]) for at in range(0, len(old), BATCH))


def _renew(db: Session, keys: Keys, case_ids: Sequence[UUID]) -> int:
    query = select(Case).where(Case.id.in_(case_ids)).with_for_update()
    with writing(db):
        rows = db.scalars(query.execution_options(populate_existing=True)).all()
        ours = [one for one in rows if keys.data.mac_ok(MAC_PURPOSE, _said(one), one.mac)]
        for one in ours:
            bind(keys, one)
    return len(ours)


def _every(db: Session) -> ScalarResult[Case]:
    return db.scalars(select(Case).execution_options(yield_per=BATCH))


def macs_under(db: Session, under: Keys) -> int:
    """How many cases carry a MAC of these keys."""
    return sum(under.data.mac_ok(MAC_PURPOSE, _said(one), one.mac) for one in _every(db))


def choose_codes(keys: Keys, case: Case, *, duress: bool, words: bool) -> None:
    """Write down which codes the link is to have; sealed, in one size."""
    chosen = bytes([_DURESS * duress + _WORDS * words])
    case.sealed_duress = keys.data.seal(chosen, _duress_context(case))


def has_duress(keys: Keys, case: Case) -> bool:
    """Whether a second code was chosen."""
    return bool(_chosen(keys, case) & _DURESS)


def has_words(keys: Keys, case: Case) -> bool:
    """Whether two words were chosen for a code."""
    return bool(_chosen(keys, case) & _WORDS)


def codes_of(keys: Keys, case: Case, *, drafts: bool) -> entry.Wanted:
    """The codes that the case's link gets."""
    return entry.Wanted(has_duress(keys, case), has_words(keys, case), drafts)


def _chosen(keys: Keys, case: Case) -> int:
    return keys.data.open(case.sealed_duress, _duress_context(case))[0]


def _duress_context(case: Case) -> bytes:
    return b"case duress:" + case.id.bytes


def _said(case: Case) -> bytes:
    return "\n".join(str(each) for each in (case.id, case.service_id, case.idva_id, case.cover_id)).encode()
