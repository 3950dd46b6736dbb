"""Who may no longer read: whoever left, whoever must not see a case, and what two leads did not do in time.

Promise: whoever is suspended is taken off what is sealed in the transaction that suspends them; what comes
later from pages that were open before follows within a day, and so does what they kept of keys from before a
suspension destroyed it. Joins rooms as the worker's list does.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import service as desk
from app.entry import service as entry
from app.inbox import service as inbox
from config import Keys


def somebody_left(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> None:
    """Whoever was suspended is taken off what is there, and off every open link, whose pages change together
    at once: they take what comes from now on. In the transaction of whoever suspends them.
    """
    taken = desk.keep_from_leaver(db, keys, staff_id)
    accounts.append(db, keys, None, "kept from who left", staff_id, now, f"sealed={taken}")
    if cases.refresh_facts(db, keys, now) + inbox.refresh(db, keys, now):
        entry.turn_epoch(db)


def keep_from_leavers(db: Session, keys: Keys, now: datetime) -> int:
    """What came since, from pages that were open before; and what only they could open, where it is there."""
    kept = desk.keep_from_leavers(db, keys)
    if kept:
        accounts.append(db, keys, None, "kept from who left", "leavers", now, f"sealed={kept}")
    return kept + accounts.lose_what_leavers_kept(db, keys, now)


def keep_from_conflicts(db: Session, keys: Keys, now: datetime) -> int:
    """Whoever must not see a case is taken off what was sealed to them before that was known."""
    kept = desk.keep_from_conflicts(db, keys)
    if kept:
        accounts.append(db, keys, None, "kept from who must not see it", "conflicts", now, f"sealed={kept}")
    return kept


def lapse_recoveries(db: Session, keys: Keys, now: datetime) -> int:
    """Requests that no second lead answered within a day: their halves are gone."""
    return desk.lapse_recoveries(db, keys, now)
