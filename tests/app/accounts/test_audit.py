from datetime import timedelta

import pytest
from sqlalchemy import delete, event, update
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.models import AuditCheckpoint, AuditEntry
from app.db import writing


@pytest.fixture
def trail(db, keys, now):
    for day in range(5):
        audit.append(db, keys, None, f"deed {day}", "thing", now + timedelta(days=day), "said")
    return audit.head(db)


def _do(db, statement):
    with writing(db):
        db.execute(statement)
    db.expire_all()


def test_an_untouched_trail_holds(db, keys, trail):
    assert audit.verify(db, keys) == audit.Trail(holds=True, entries=5, last=5)
    assert [line.action for line in audit.entries(db, "thing")] == [f"deed {day}" for day in range(5)]


@pytest.mark.parametrize("field", ["action", "subject", "detail"])
def test_a_changed_entry_is_found(db, keys, trail, field):
    _do(db, update(AuditEntry).where(AuditEntry.number == 3).values({field: "other"}))
    assert audit.verify(db, keys).broken_at == 3


def test_a_missing_entry_is_found(db, keys, trail):
    _do(db, delete(AuditEntry).where(AuditEntry.number == 2))
    assert audit.verify(db, keys).broken_at == 2


def test_a_moved_time_is_found(db, keys, trail, now):
    _do(db, update(AuditEntry).where(AuditEntry.number == 4).values(at=now))
    assert audit.verify(db, keys).broken_at == 4


def test_purging_leaves_a_checkpoint_that_verifying_starts_from(db, keys, trail, now):
    assert audit.purge(db, keys, now + timedelta(days=3), now + timedelta(days=9)) == 3
    assert audit.verify(db, keys) == audit.Trail(holds=True, entries=2, last=5)
    assert audit.append(db, keys, None, "after", "thing", now + timedelta(days=9)) == 6


def test_purging_everything_keeps_the_numbers_going(db, keys, trail, now):
    assert audit.purge(db, keys, now + timedelta(days=30), now + timedelta(days=30)) == 5
    assert audit.append(db, keys, None, "after", "thing", now + timedelta(days=31)) == 6
    assert audit.verify(db, keys).holds


def test_a_purge_while_it_is_walked_is_not_taken_for_a_change(engine, db, keys, trail, now):
    purged = []

    def between(connection, cursor, statement, *rest):
        if "FROM audit_checkpoint" in statement and not purged:
            purged.append(0)
            with Session(engine) as other:
                purged[0] = audit.purge(other, keys, now + timedelta(days=3), now + timedelta(days=9))

    event.listen(engine, "after_cursor_execute", between)
    seen = audit.verify(db, keys)
    event.remove(engine, "after_cursor_execute", between)
    assert (purged, seen.holds, seen.last) == ([3], True, 5)


def test_a_made_up_checkpoint_is_found(db, keys, trail, now):
    audit.purge(db, keys, now + timedelta(days=3), now)
    _do(db, update(AuditCheckpoint).values(count=1))
    assert not audit.verify(db, keys).holds


def test_a_trail_that_does_not_hold_is_not_purged(db, keys, trail, now):
    _do(db, update(AuditEntry).where(AuditEntry.number == 1).values(action="other"))
    assert audit.purge(db, keys, now + timedelta(days=3), now) == 0


def test_an_entry_inside_a_transaction_that_fails_is_not_there(db, keys, trail, now):
    with pytest.raises(RuntimeError), writing(db):
        audit.append(db, keys, None, "never", "thing", now)
        raise RuntimeError
    assert audit.verify(db, keys).entries == 5
