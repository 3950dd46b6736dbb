"""The worker proves the trail every day, and whoever must know is told: on pages, in figures, by email."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app import metrics, standing
from app.accounts import audit, proved
from app.accounts import service as accounts
from app.accounts.models import AuditEntry, Role
from app.db import writing
from app.duties import purge_trail, trail_duties, watch_trail
from app.messaging.models import Told
from app.web.health import Beat
from app.worker import Worker
from safety.retention import AUDIT_DAYS
from tests.conftest import client_of
from tests.signing_in import sign_in

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def settings(config, tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    return replace(config, var_dir=folder)


@pytest.fixture
def worker(settings, engine, db, keys, clock, people):
    for number in range(5):
        audit.append(db, keys, None, f"deed {number}", "thing", clock())
    made = Worker(trail_duties(settings), partial(Session, engine), keys, clock)
    made.step()
    return made


def _do(db, statement):
    with writing(db):
        db.execute(statement)


def _last(db):
    db.rollback()
    return proved.last(db)


def _told(db):
    db.rollback()
    return {row.staff_id for row in db.scalars(select(Told).where(Told.kind == "trail"))}


def _next_day(worker, clock):
    clock.move(DAY)
    worker.step()


def _cut(db, many=2):
    numbers = db.scalars(select(AuditEntry.number).order_by(AuditEntry.number.desc()).limit(many)).all()
    _do(db, delete(AuditEntry).where(AuditEntry.number.in_(numbers)))


def test_a_trail_that_holds_is_proved_and_noted_and_nobody_is_told(worker, settings, db, keys, clock):
    assert _last(db) == proved.Proof(clock(), proved.Verdict.HELD)
    note = settings.var_dir / proved.NOTE
    number, mac = audit.head(db)
    assert note.read_text() == f"{number}:{mac.hex()[:16]}\n"
    assert note.stat().st_mode & 0o077 == 0
    audit.append(db, keys, None, "deed", "thing", clock())
    _next_day(worker, clock)
    assert (_last(db).at, note.read_text().split(":")[0]) == (clock(), str(number + 1))
    assert _told(db) == set()


def test_an_entry_that_was_changed_is_told_the_next_day_to_leads_and_technicians(worker, db, clock, people):
    _do(db, update(AuditEntry).where(AuditEntry.number == 2).values(detail="other"))
    clock.move(DAY - HOUR)
    worker.step()
    assert _told(db) == set(), "once a day, not at each turn"
    clock.move(HOUR)
    worker.step()
    assert _last(db).verdict is proved.Verdict.CHANGED
    assert _told(db) == {one.id for role in (Role.LEAD, Role.ADMIN) for one in people.of(role)}


def test_an_end_that_was_cut_off_is_told_and_stays_told(worker, settings, db, keys, clock):
    note = (settings.var_dir / proved.NOTE).read_text()
    _cut(db)
    assert audit.verify(db, keys).holds, "by itself the trail cannot know"
    _next_day(worker, clock)
    assert _last(db).verdict is proved.Verdict.CUT
    assert _told(db)
    audit.append(db, keys, None, "as if nothing had been", "thing", clock())
    _next_day(worker, clock)
    assert _last(db).verdict is proved.Verdict.CUT
    assert (settings.var_dir / proved.NOTE).read_text() == note, "it is evidence"
    proved.begin_anew(settings.var_dir)
    _next_day(worker, clock)
    assert _last(db).verdict is proved.Verdict.HELD


@pytest.mark.parametrize("text", ["", "nonsense", "1:zz", "\u202e1:0000000000000000"])
def test_a_note_that_was_spoilt_is_told_too(worker, settings, db, clock, text):
    (settings.var_dir / proved.NOTE).write_text(text, encoding="utf-8")
    _next_day(worker, clock)
    assert _last(db).verdict is proved.Verdict.CUT


def test_what_went_in_its_time_is_not_taken_for_cut_off(worker, settings, db, keys, clock):
    clock.move(timedelta(days=AUDIT_DAYS + 1))
    assert purge_trail(db, keys, clock())
    _do(db, delete(Beat).where(Beat.name.startswith("duty: ")))
    worker.step()
    assert _last(db) == proved.Proof(clock(), proved.Verdict.HELD)


def test_a_trail_that_was_emptied_by_hand_is_found(worker, db, clock):
    _do(db, delete(AuditEntry))
    _next_day(worker, clock)
    assert _last(db).verdict is proved.Verdict.CUT


def test_a_proof_that_nobody_makes_any_more_is_told(worker, settings, db, clock, people):
    assert watch_trail(db, settings, clock() + 2 * DAY - HOUR) == 0
    assert watch_trail(db, settings, clock() + 2 * DAY) == len(people.of(Role.LEAD)) + len(
        people.of(Role.ADMIN)
    )


def _finding(db, settings, now):
    (found,) = [one for one in standing.look(db, settings, now) if "audit trail held" in one.what]
    return found.fine


def test_it_stands_on_the_technicians_page_in_figures_and_on_the_leads_page(
    worker, settings, engine, db, keys, clock, people, staff_app
):
    def figures():
        return metrics.measured(partial(Session, engine), settings, clock())

    lead = client_of(staff_app, db)
    sign_in(lead, people.of(Role.LEAD)[0])
    assert _finding(db, settings, clock())
    assert "It is proved every day, and held" in lead.get("/staff/trail").text
    clock.move(timedelta(minutes=10))
    assert (figures()["beforehand_trail_holds"], figures()["beforehand_trail_proof_age_seconds"]) == (1, 600)
    _do(db, update(AuditEntry).where(AuditEntry.number == 2).values(detail="other"))
    proved.prove(db, keys, settings.var_dir, clock())
    assert not _finding(db, settings, clock())
    assert figures()["beforehand_trail_holds"] == 0
    page = lead.get("/staff/trail").text
    assert "Something in the trail was changed" in page
    assert not [
        what for what, fine, _ in accounts.keys_standing(db, keys, clock()) if "follow" in what and fine
    ]
