from datetime import timedelta

from app.accounts import service as accounts
from app.duties import DUTIES, RETENTION, purge_trail
from safety.retention import AUDIT_DAYS


def test_every_duty_can_be_done_on_an_empty_database_twice(db, keys, now):
    for duty in DUTIES.values():
        assert duty(db, keys, now) == 0
        assert duty(db, keys, now) == 0


def test_old_events_go_and_the_trail_still_holds_and_says_how_many_went(db, keys, clock):
    accounts.append(db, keys, None, "signed in", "somebody", clock())
    clock.move(timedelta(days=AUDIT_DAYS + 1))
    accounts.append(db, keys, None, "signed in", "somebody", clock())
    assert purge_trail(db, keys, clock()) == 1
    assert accounts.audit.verify(db, keys).holds
    assert [line.detail for line in accounts.entries(db, RETENTION)] == ["audit=1"]
    assert len(accounts.entries(db, "somebody")) == 1
