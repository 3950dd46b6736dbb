"""Staff are told that something is new: rarely, in their own hours, and never what."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.models import Staff as StaffRow
from app.desk.service import Why, record_cover
from app.duties import watch_backups
from app.messaging import notices, senders, sending, working
from app.messaging.folder import Folder
from app.messaging.models import Channel, Outgoing
from safety.copies import name_of
from safety.sealing import Kind
from tests.app.desk.team import VIEWS
from tests.app.messaging.conftest import NUMBER
from tests.app.messaging.test_mail import certificate

HOUR = timedelta(hours=1)
SOON = {**VIEWS, "send": {**VIEWS["send"], "soon": True}}


@pytest.fixture
def letters(house, db, tmp_path):
    """What the worker would post, by subject."""
    folder = Folder(tmp_path / "post")
    hands = sending.Hands(house.config, folder, folder, house.clock)

    def posted():
        notices.tell_staff(db, house.config, house.clock())
        house.work(hands)
        rows = select(Outgoing.template).where(Outgoing.channel == Channel.EMAIL).order_by(Outgoing.made_at)
        found = list(db.scalars(rows))
        db.rollback()
        return found

    posted.folder = tmp_path / "post"
    return posted


def _arrives(house, link, urgent=False, kind=Kind.FINAL):
    from app.entry import service as entry
    from app.voice import service as voice
    from safety import sealing
    from safety.sealing import Header

    found = entry.by_id(house.team.db, link.link_id)
    header = Header(found.id.bytes, uuid4().bytes, 1, kind, urgent=urgent)
    blob = sealing.seal(header, b"{}", entry.facts_of(house.config.keys, found).recipients)
    voice.store(
        house.team.db,
        house.config.keys,
        found,
        sealing.parse(blob),
        blob,
        duress=False,
        now=house.clock(),
    )


def test_what_arrives_is_told_once_without_a_word_of_it(house, letters):
    _case_id, link = house.case()
    assert letters() == []
    _arrives(house, link)
    assert letters() == ["new"]
    assert letters() == ["new"]
    (file,) = letters.folder.iterdir()
    text = file.read_text()
    for telling in ("H-2030", 'Amal"', "7400", "/k/", "survivor", "soon"):
        assert telling not in text, telling


def test_how_it_went_is_told_too(house, letters):
    _case_id, link = house.case()
    _arrives(house, link, kind=Kind.FEEDBACK)
    assert letters() == ["new"]


def test_what_was_read_before_the_morning_is_not_told_as_new(house, letters, clock, db, keys):
    from app.desk import service as desk

    case_id, link = house.case()
    clock.move(timedelta(hours=9))
    _arrives(house, link, urgent=True)
    assert letters() == []
    clock.move(timedelta(minutes=5))
    desk.open_views(db, keys, case_id, house.team.reader(), clock())
    clock.move(timedelta(hours=11))
    assert letters() == []
    _arrives(house, link)
    assert letters() == ["soon"]


def test_at_night_and_at_weekends_it_waits_for_the_morning(house, letters, clock):
    _case_id, link = house.case()
    clock.move(timedelta(hours=9))
    _arrives(house, link)
    assert letters() == []
    clock.move(timedelta(hours=10, minutes=59))
    assert letters() == []
    clock.move(timedelta(minutes=1))
    assert letters() == ["new"]


def test_more_within_four_hours_is_told_together(house, letters, clock, db, keys):
    senders.set_look(db, keys, senders.Look(name="Reminder", closes=time(23)), house.team.lead, clock())
    _case_id, link = house.case()
    for _ in range(3):
        _arrives(house, link)
        assert letters() == ["new"]
        clock.move(timedelta(minutes=50))
    clock.move(2 * HOUR)
    assert letters() == ["new", "new"]


@pytest.mark.parametrize("chosen", [True, False])
def test_read_soon_breaks_through_the_night_only_where_that_was_chosen(
    house, letters, clock, db, keys, chosen
):
    look = senders.Look(name="Reminder", soon=chosen)
    senders.set_look(db, keys, look, house.team.lead, clock())
    _case_id, link = house.case()
    clock.move(timedelta(hours=9))
    _arrives(house, link, urgent=True)
    assert letters() == (["soon"] if chosen else [])
    clock.move(timedelta(hours=11))
    assert letters() == ["soon"]


def test_the_second_code_a_stop_and_a_stuck_text_are_told_in_the_same_words(house, letters, clock):
    from app.messaging.incoming import Came, receive

    case_id, link = house.case()
    house.team.send(link, duress=True, at=clock())
    assert letters() == ["new"]
    clock.move(5 * HOUR + timedelta(hours=16))
    receive(house.team.db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "STOP"), clock())
    assert letters() == ["new", "new"]
    assert case_id


def test_who_covers_is_told_too_as_long_as_it_is_recorded(house, letters, clock):
    team = house.team
    case_id, link = house.case()
    _arrives(house, link)
    record_cover(team.db, team.keys, case_id, Why.SICK, clock() + 2 * HOUR, team.other, clock())
    assert letters() == ["new", "new"]
    told = "".join(file.read_text() for file in letters.folder.iterdir())
    assert (team.idva.email in told, team.other.email in told) == (True, True)
    clock.move(24 * HOUR)
    _arrives(house, link)
    assert letters() == ["new", "new", "new"]


def test_nobody_else_is_told_and_nobody_who_left(house, letters, db, clock):
    from app.accounts.models import StaffState
    from app.accounts.staff import row_mac
    from app.db import writing

    _case_id, link = house.case()
    _arrives(house, link)
    with writing(db):
        row = db.get(StaffRow, house.team.idva.id)
        row.state = StaffState.SUSPENDED
        row.mac = row_mac(house.config.keys, row)
    assert letters() == []


def test_technicians_are_told_once_a_day_that_messages_are_late_or_a_certificate_ends(
    house, db, clock, tmp_path
):
    from app.accounts.models import StaffState
    from app.accounts.staff import row_mac
    from app.db import writing

    with writing(db):
        row = StaffRow(
            id=uuid4(),
            role=Role.ADMIN,
            email="tech@example.org",
            display_name="Cy",
            state=StaffState.ACTIVE,
            created_at=clock(),
            totp_last_step=0,
            mac=b"",
        )
        row.mac = row_mac(house.config.keys, row)
        db.add(row)
    lasts = certificate(tmp_path, "lasts.example", clock() + timedelta(days=15))
    ends = certificate(tmp_path, "ends.example", clock() + timedelta(days=13))
    fine = replace(house.config, certificates=(lasts,))
    assert working.raise_alarms(db, fine, clock()) == 0
    bad = replace(house.config, certificates=(lasts, ends, tmp_path / "missing.pem"))
    assert working.ending(bad, clock()) == [ends, tmp_path / "missing.pem"]
    assert working.raise_alarms(db, bad, clock()) == 1
    folder = Folder(tmp_path / "post")
    house.work(sending.Hands(house.config, folder, folder, clock))
    assert working.raise_alarms(db, bad, clock() + HOUR) == 0
    assert working.raise_alarms(db, bad, clock() + timedelta(days=1)) == 1
    clock.move(timedelta(days=1))
    house.work(sending.Hands(house.config, folder, folder, clock))
    case_id, _ = house.case()
    house.send(case_id)
    clock.move(HOUR)
    assert working.raise_alarms(db, fine, clock()) == 1
    said = [file.read_text() for file in (tmp_path / "post").iterdir()]
    assert all("tech@example.org" in text and "certificate" in text for text in said)


def test_technicians_and_leads_are_told_once_a_day_of_a_backup_that_is_late_or_too_old(
    house, clock, db, tmp_path
):
    folder = tmp_path / "backups"
    folder.mkdir()
    set_up = replace(house.config, backup_dir=folder, backup_to=("age1",))
    assert watch_backups(db, house.config, clock()) == 0
    assert watch_backups(db, set_up, clock()) == 1
    post = Folder(tmp_path / "post")
    house.work(sending.Hands(house.config, post, post, clock))
    assert watch_backups(db, set_up, clock() + HOUR) == 0
    (folder / name_of(clock())).touch()
    clock.move(timedelta(days=1))
    assert watch_backups(db, set_up, clock()) == 0
    (folder / name_of(clock() - timedelta(days=15))).touch()
    assert watch_backups(db, set_up, clock()) == 1
    (said,) = [file.read_text() for file in (tmp_path / "post").iterdir()]
    assert house.team.lead.email in said
    assert "backup" in said
