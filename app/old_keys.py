"""Older keys that nothing names any more: their private halves are destroyed, counted and written down.

Promise: a private half stays while any page that carried its key may still send; while halves or shares of
another key hang on it; while its id stands in anything that lies sealed here, in whatever writing; and while
anything cannot be looked into. Every sealed column is searched, so that no new one can be forgotten. A backup
holds a key together with what it opens.
"""

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.entry import service as entry
from app.rewrapping import columns, values
from config import Keys
from safety.errors import NotOpened
from safety.retention import old_keys_before

Answer = tuple[str, bool, str]  # what was looked at, whether it is fine, how to mend it
REACHES_LINKS = timedelta(days=1)  # a link's page carries the newer key by then
PUBLIC = "sealed_facts"  # of a link: the public keys that its page seals to; nothing is sealed to them there
UNRECOVERED = (
    "Nobody can put one of them together. See that each case of before has an IDVA or cover who opens it, "
    "and is handed over before they lose their key. docs/keys.md, Somebody leaves"
)
KNOWN = ((0, 0, 21), (1, 2, 22), (2, 3, 24))  # in base64: bytes before an id, and which letters say it alone


def destroy(db: Session, keys: Keys, now: datetime) -> int:
    """Destroy what opens nothing any more, and write it into the trail; how many keys it is."""
    aged = accounts.old_keys(db, keys, old_keys_before(now))
    waiting = [one for one in aged if not _may_still_come(db, one)]
    named = _named(db, keys, {one.key_id for one in waiting})
    free = [one for one in waiting if one.key_id not in named]
    if free:
        accounts.destroy_keys(db, keys, free, now)
    return len(free)


def writings(key_id: UUID) -> set[bytes]:
    """How an id may stand in what is sealed: as it is, as figures, or within base64 of either alphabet."""
    plain = {key_id.bytes, key_id.hex.encode(), str(key_id).encode()}
    shifted = [(b"\0" * before + key_id.bytes, slice(first, last)) for before, first, last in KNOWN]
    return plain.union(*({b64encode(raw)[at], urlsafe_b64encode(raw)[at]} for raw, at in shifted))


def _may_still_come(db: Session, key: accounts.OldKey) -> bool:
    """Whether a link from before this key was retired stands yet: a page of it may be open on a phone."""
    oldest = entry.oldest_made(db, cases=key.for_cases, communities=key.for_communities)
    return oldest is not None and oldest <= key.retired_at + REACHES_LINKS


def recovering(db: Session, keys: Keys) -> Iterator[Answer]:
    """For `beforehand doctor`, of each service that lost an older recovery key: whether something is sealed
    to it still. Nothing where a value does not open, which is a finding of its own.
    """
    for service in accounts.services(db):
        lost = accounts.retired_and_lost(db, keys, service.id)
        if not lost:
            continue
        try:
            named = _found(db, keys, lost, but=PUBLIC)
        except NotOpened:
            return
        yield (
            f"{service.name}: what was sealed to its older recovery keys can be recovered",
            not named,
            UNRECOVERED,
        )


def _named(db: Session, keys: Keys, wanted: set[UUID]) -> set[UUID]:
    """Those of these keys whose ids stand somewhere; all of them where something does not open (`watching`
    tells people of that).
    """
    try:
        return _found(db, keys, wanted)
    except NotOpened:
        return wanted


def _found(db: Session, keys: Keys, wanted: set[UUID], but: str = "") -> set[UUID]:
    """Those of these keys whose ids stand somewhere, but in columns of this name. Raises NotOpened."""
    of = {writing: key_id for key_id in wanted for writing in writings(key_id)}
    any_of_them = re.compile(b"|".join(re.escape(one) for one in sorted(of)))
    found: set[UUID] = set()
    for one in columns():
        if found == wanted:
            break
        if one.column.name == but:
            continue
        for sealed, context in values(db, one):
            opened = keys.data.open(sealed, context)
            found |= {of[written] for written in any_of_them.findall(opened)}
    return found
