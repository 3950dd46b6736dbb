"""To whom a case is sealed, and what its link says of them.

Promise: nothing is sealed to anybody but her IDVA, who covers, and the service's recovery key, by rows of
ours. Whoever was suspended is taken off an open link and named there no longer; whoever covers is named in
their place, else the service. A colleague whose key nobody certified keeps the one that the link names.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.drafts import conflicts_of
from app.cases.holding import days_told
from app.cases.meetings import london
from app.cases.models import Case, Meeting, State
from app.cases.refusals import CoverMissing, KeyNotCertified, RecoveryMissing
from app.entry import service as entry
from config import Keys
from safety.sealing import Recipient

OWNER_ROLES = frozenset({accounts.Role.IDVA})
COVER_ROLES = frozenset({accounts.Role.IDVA, accounts.Role.LEAD})


def recipients(db: Session, case: Case, keys: Keys) -> tuple[Recipient, ...]:
    """To whom her words are sealed: her IDVA, the cover colleague, and the service's recovery key.

    The two are active in the case's service, in roles that read views, by rows that we wrote. An open case
    has no cover only where whoever covered said that they must not see it, and nobody else could.
    """
    own = accounts.recipient_in(db, keys, case.idva_id, case.service_id, OWNER_ROLES)
    if own is None:
        raise KeyNotCertified
    cover = cover_recipient(db, keys, case)
    if cover is None and (case.cover_id is not None or case.state is State.DRAFT):
        raise CoverMissing
    recovery = _recovery(db, keys, case)
    return (own, cover, recovery) if cover else (own, recovery)


def recipients_left(
    db: Session, case: Case, keys: Keys, named: Iterable[Recipient] = ()
) -> tuple[Recipient, ...]:
    """The same without whoever of the two was suspended; recovery alone where both were.

    Somebody else without a certified key, as after a reset, keeps the one of theirs that was `named`.
    """
    kept = list(named)
    own = accounts.recipient_in(db, keys, case.idva_id, case.service_id, OWNER_ROLES)
    own = own or accounts.named_of(db, keys, case.idva_id, kept)
    if own is None and not accounts.was_suspended(db, keys, case.idva_id):
        raise KeyNotCertified
    cover = cover_recipient(db, keys, case, kept)
    if cover is None and case.cover_id is not None and not accounts.was_suspended(db, keys, case.cover_id):
        raise CoverMissing
    return (*(one for one in (own, cover) if one), _recovery(db, keys, case))


def cover_recipient(db: Session, keys: Keys, case: Case, named: Iterable[Recipient] = ()) -> Recipient | None:
    """The cover colleague's key, where they work here and may see this case; else the one that is `named`."""
    if case.cover_id is None or case.cover_id in conflicts_of(db, case.id) | {case.idva_id}:
        return None
    cover = accounts.recipient_in(db, keys, case.cover_id, case.service_id, COVER_ROLES)
    return cover or accounts.named_of(db, keys, case.cover_id, named)


def facts(
    db: Session, keys: Keys, case: Case, meeting: Meeting, named: Iterable[Recipient] | None = None
) -> entry.Facts:
    """What the case's link says, and to whom it seals. Raises what `recipients` does.

    Of a link that is open already, and seals to those `named`, whoever was suspended is left out.
    """
    read_by = recipients(db, case, keys) if named is None else recipients_left(db, case, keys, named)
    service, after = accounts.service_of(db, case.service_id), case.invited_at is not None
    assert service is not None
    return entry.Facts(
        worker=_worker(db, keys, case) or service.name,
        number=service.phone,
        days=days_told(db, case.id, london(meeting.starts_at).date(), after=after),
        meeting_on=london(meeting.starts_at).date(),
        young=case.young,
        area=meeting.area_code,
        recipients=read_by,
        pool=accounts.pool_recipient(db, keys, case.service_id),
        after=after,
    )


def _worker(db: Session, keys: Keys, case: Case) -> str:
    """Who reads: her IDVA; where they were suspended, whoever covers; nobody where both were."""
    for staff_id in (case.idva_id, case.cover_id):
        who = accounts.staff(db, staff_id) if staff_id else None
        if who is not None and not accounts.was_suspended(db, keys, who.id):
            return who.display_name
    return ""


def _recovery(db: Session, keys: Keys, case: Case) -> Recipient:
    recovery = accounts.recovery_recipient(db, keys, case.service_id)
    if recovery is None:
        raise RecoveryMissing
    return recovery
