"""What other rooms may ask of accounts: who is signed in, who works where, whose key to use, the trail."""

import base64
from uuid import UUID

from flask import session
from sqlalchemy.orm import Session

from app.accounts import audit, proved
from app.accounts.audit import append, entries
from app.accounts.errors import NameTaken, NotSignedIn
from app.accounts.forms import good_address
from app.accounts.groups import (
    group_holders,
    group_privates,
    group_readers,
    group_recipient,
    keep_group,
    key_opens,
    vouched_for,
)
from app.accounts.halves import (
    OtherPaper,
    RecoveryBroken,
    has_paper,
    join_halves,
    join_paper,
    pass_halves,
    retired_and_lost,
)
from app.accounts.invitations import Invited, when_somebody_is_invited
from app.accounts.invited_hand import hand_out
from app.accounts.keyring import (
    earlier_recipient,
    pool_privates,
    pool_recipient,
    recipient_for,
    recipient_in,
    recovery_recipient,
)
from app.accounts.leaving import (
    key_ids,
    lose_what_leavers_kept,
    named_of,
    was_suspended,
    when_somebody_leaves,
)
from app.accounts.models import Role, StaffState
from app.accounts.monthly import renew_recovery
from app.accounts.proving import prove
from app.accounts.records import Records, know_records
from app.accounts.recovery import PaperMistyped
from app.accounts.renewing import macs_under, renew_macs
from app.accounts.retired import OldKey, destroy_keys, old_keys
from app.accounts.services import name_fault, number_fault
from app.accounts.sessions import SIGNED_IN_STEP, STEP, WHO
from app.accounts.sessions import purge as purge_sessions
from app.accounts.staff import (
    ServiceView,
    StaffView,
    believed_staff,
    covered,
    idvas,
    leads,
    people,
    require_lead,
    service_named,
    service_of,
    services,
    staff,
    technicians,
)
from app.accounts.staffing import add_service, invite
from app.accounts.standing import keys_standing
from app.web.current import current_db, current_keys
from config import Keys

__all__ = [
    "PRIVATES",
    "SIGNED_IN_STEP",
    "Invited",
    "NameTaken",
    "NotSignedIn",
    "OldKey",
    "OtherPaper",
    "PaperMistyped",
    "Records",
    "RecoveryBroken",
    "Role",
    "ServiceView",
    "StaffState",
    "StaffView",
    "add_service",
    "append",
    "at_work",
    "audit",
    "believed_staff",
    "covered",
    "current_staff",
    "destroy_keys",
    "earlier_recipient",
    "entries",
    "good_address",
    "group_holders",
    "group_privates",
    "group_readers",
    "group_recipient",
    "hand_out",
    "has_paper",
    "idvas",
    "invite",
    "join_halves",
    "join_paper",
    "keep_group",
    "key_ids",
    "key_opens",
    "keys_standing",
    "know_records",
    "leads",
    "lose_what_leavers_kept",
    "macs_under",
    "name_fault",
    "named_of",
    "number_fault",
    "old_keys",
    "opened_private",
    "pass_halves",
    "people",
    "pool_privates",
    "pool_recipient",
    "prove",
    "proved",
    "purge_sessions",
    "recipient_for",
    "recipient_in",
    "recovery_recipient",
    "renew_macs",
    "renew_recovery",
    "require_lead",
    "retired_and_lost",
    "service_named",
    "service_of",
    "services",
    "signed_in",
    "staff",
    "technicians",
    "vouched_for",
    "was_suspended",
    "when_somebody_is_invited",
    "when_somebody_leaves",
]

PRIVATES = "privates"


def signed_in() -> StaffView | None:
    """Who this request is from, both steps done, still active, by a row that we wrote; None otherwise."""
    if session.get(STEP) != SIGNED_IN_STEP or WHO not in session:
        return None
    return at_work(current_db(), current_keys(), UUID(session[WHO]))


def at_work(db: Session, keys: Keys, staff_id: UUID) -> StaffView | None:
    """A person who is active here by a row that we wrote; None for anybody else."""
    seen = believed_staff(db, keys, staff_id)
    return seen if seen is not None and seen.state is StaffState.ACTIVE else None


def current_staff() -> StaffView:
    """Who this request is from. Raises NotSignedIn."""
    seen = signed_in()
    if seen is None:
        raise NotSignedIn
    return seen


def opened_private(staff_id: UUID) -> list[tuple[bytes, bytes]]:
    """The private keys (key id, key) that this request's own person opened at sign-in, retired ones too.

    Raises NotSignedIn for anybody else's.
    """
    if current_staff().id != staff_id:
        raise NotSignedIn
    held: dict[str, str] = session.get(PRIVATES, {})
    return [(bytes.fromhex(key_id), base64.b64decode(private)) for key_id, private in held.items()]
