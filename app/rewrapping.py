"""DATA_KEY renewed: what lies under an older key is sealed anew under today's, a few values at a time.

Promise: a value opens before, during and after it, whoever is killed in between; none is lost, and one that
does not open is left as it is and counted. Nothing but the outer seal is opened here: no envelope, no code.
When nothing names a key any more the trail says so, and fourteen days after that it may be destroyed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Table, func, select, update
from sqlalchemy.orm import Session

import app.joining  # noqa: F401  # joins every part, so that every sealed value is known
from app.accounts import service as accounts
from app.cases import service as cases
from app.db import SEAL, Base, Seal, writing
from config import Keys
from safety.at_rest import key_id_of, named_by
from safety.errors import NotOpened
from safety.retention import BACKUP_DAYS

BATCH, A_RUN, AT_ONCE = 50, 20_000, 200
IN_USE, FREE = "DATA_KEY in use", "DATA_KEY names nothing any more"


@dataclass(frozen=True)
class Sealed:
    """One column of sealed values."""

    table: Table
    column: Column[bytes]
    seal: Seal


def columns() -> list[Sealed]:
    """Every column that says how it is sealed."""
    found = (column for table in Base.metadata.sorted_tables for column in table.columns)
    return [Sealed(one.table, one, one.info[SEAL]) for one in found if SEAL in one.info]


def values(db: Session, one: Sealed) -> Iterator[tuple[bytes, bytes]]:
    """All that lies sealed in one column, each with what binds it there; a bounded number at a time."""
    needed = [one.table.columns[name] for name in dict.fromkeys((*one.seal.of, one.column.name))]
    rows = select(*needed).where(one.column.is_not(None)).execution_options(yield_per=AT_ONCE)
    with db.execute(rows) as found:
        for row in found.mappings():
            yield row[one.column.name], one.seal.context(dict(row))


def standing(db: Session, keys: Keys) -> dict[int, int]:
    """How many values are sealed under each key, held or not, and rows with a MAC of an older one."""
    found: Counter[int] = Counter()
    for one in columns():
        named = func.substr(one.column, 2, 4)
        rows = db.execute(select(named, func.count()).where(one.column.is_not(None)).group_by(named))
        for name, many in rows:
            found[key_id_of(bytes(name))] += many
    found[keys.data.current_id] += 0
    for key_id in keys.data.older:
        found[key_id] += _macs(db, keys, key_id)
    return dict(found)


def renew(db: Session, keys: Keys, now: datetime, most: int = A_RUN) -> int:
    """Seal up to `most` values anew; how many. Nothing to do where no older key is held."""
    note_use(db, keys, now)
    if not keys.data.older:
        return 0
    done = accounts.renew_macs(db, keys) + cases.renew_macs(db, keys)
    for one in columns():
        while done < most and (many := _batch(db, keys, one)):
            done += many
    if not done:
        _note_free(db, keys, now)
    return done


def note_use(db: Session, keys: Keys, now: datetime) -> None:
    """Write into the trail when the current key was first used."""
    if first_use(db, keys.data.current_id) is None:
        accounts.append(db, keys, None, IN_USE, _subject(keys.data.current_id), now)


def first_use(db: Session, key_id: int) -> datetime | None:
    """Since when a key has been the current one."""
    return _last(db, key_id, IN_USE)


def free_from(db: Session, keys: Keys, key_id: int) -> datetime | None:
    """When a key may be destroyed: fourteen days after nothing named it; None while anything does."""
    free, use = _last(db, key_id, FREE), _last(db, key_id, IN_USE)
    if free is None or (use and use > free) or standing(db, keys).get(key_id):
        return None
    return free + timedelta(days=BACKUP_DAYS)


def _batch(db: Session, keys: Keys, one: Sealed) -> int:
    """A few values of one column in one transaction; how many were sealed anew."""
    primary = list(one.table.primary_key.columns)
    with writing(db):
        query = select(one.table).where(_older(keys, one)).order_by(*primary).limit(BATCH)
        rows = db.execute(query.with_for_update(skip_locked=True)).mappings().all()
        return sum(_anew(db, keys, one, dict(row)) for row in rows)


def _anew(db: Session, keys: Keys, one: Sealed, row: dict[str, object]) -> bool:
    before, context = row[one.column.name], one.seal.context(row)
    assert isinstance(before, bytes)
    try:
        after = keys.data.seal(keys.data.open(before, context), context)
    except NotOpened:
        return False
    same = [column == row[column.name] for column in one.table.primary_key.columns]
    db.execute(update(one.table).where(*same, one.column == before).values({one.column.name: after}))
    return True


def _older(keys: Keys, one: Sealed) -> ColumnElement[bool]:
    """Under a key that is held and is not today's."""
    return func.substr(one.column, 2, 4).in_([named_by(key_id) for key_id in keys.data.older])


def _macs(db: Session, keys: Keys, key_id: int) -> int:
    under = replace(keys, data=keys.data.only(key_id))
    return accounts.macs_under(db, under) + cases.macs_under(db, under)


def _note_free(db: Session, keys: Keys, now: datetime) -> None:
    left = standing(db, keys)
    for key_id in keys.data.older:
        free, use = _last(db, key_id, FREE), _last(db, key_id, IN_USE)
        if not left.get(key_id) and (free is None or (use is not None and use > free)):
            accounts.append(db, keys, None, FREE, _subject(key_id), now)


def _last(db: Session, key_id: int, action: str) -> datetime | None:
    lines = accounts.entries(db, _subject(key_id))
    return max((one.at for one in lines if one.action == action), default=None)


def _subject(key_id: int) -> str:
    return f"DATA_KEY {key_id}"
