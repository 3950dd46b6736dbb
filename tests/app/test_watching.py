"""A disk that runs full, what is not set, and a sealed value that does not open: none is silent."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import doctor, metrics, old_keys, room, standing, watching
from app.accounts.models import Role
from app.db import writing
from app.duties import message_duties
from app.entry import service as entry
from app.messaging.models import Told
from app.web import quiet
from config import Providers
from safety.copies import name_of
from tests.app.desk.team import make_team
from tests.app.test_old_keys import AGED, _opens, _retired
from tests.conftest import client_of
from tests.signing_in import service_people, sign_in

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
UNSET = ["emails to staff", "texts", "the watch over certificates"]


def _levels(config, now):
    return {one.what: one.level for one in doctor.of_this_machine(config, now)}


def _told(db, kind):
    db.rollback()
    return len(db.scalars(select(Told).where(Told.kind == kind)).all())


@pytest.fixture
def backups(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def clusters(monkeypatch, tmp_path):
    """PostgreSQL's lie on the disk of the tests, however many disks this machine has."""
    monkeypatch.setattr(room, "CLUSTERS", tmp_path)


@pytest.fixture
def full(config, backups, now):
    """A service whose newest backup is so large that the disk cannot take another: it has no block."""
    with (backups / name_of(now)).open("wb") as file:
        file.truncate(room.disks(config)[0].free)
    return replace(config, backup_dir=backups, backup_to=("age1",))


def test_what_is_not_set_is_said_with_what_follows_and_is_no_fault(config, now, capsys):
    found = [one for one in doctor.of_this_machine(config, now) if one.level == "UNSET"]
    assert [one.what for one in found] == UNSET
    assert all(one.mend and not one.wrong for one in found)
    assert "Nobody is emailed" in found[0].mend
    doctor.tell(config, now)
    assert "UNSET  emails to staff\n       Nobody is emailed" in capsys.readouterr().out


def test_what_is_set_is_fine_and_a_demonstration_needs_none(config, demo_config, now, tmp_path):
    given = Providers(mail_host="mail.example", mail_from="a@b.example", twilio_account="AC1")
    named = replace(config, providers=given, certificates=(tmp_path / "survivors.pem",))
    assert {_levels(named, now)[what] for what in UNSET} == {"ok"}
    assert not set(UNSET) & set(_levels(demo_config, now))


def test_the_technicians_page_says_what_is_not_set_apart_from_what_is_wrong(staff_app, db, keys, now):
    client = client_of(staff_app, db)
    sign_in(client, service_people(db, keys, now).of(Role.ADMIN)[0])
    page = client.get("/staff/standing").text
    places = [page.index(f"<b>{level}:</b>") for level in ("Wrong", "Not set", "Fine")]
    assert places == sorted(places)
    assert "<b>Not set:</b> emails to staff.<br>Nobody is emailed" in page


def test_a_disk_with_room_is_fine_and_each_is_named_once(config, backups):
    (disk,) = room.disks(replace(config, backup_dir=backups))
    assert not disk.low
    assert disk.holds[0], disk.holds[-1] == ("VAR_DIR", "BACKUP_DIR")
    assert disk.needed == room.LEAST


def test_a_disk_that_cannot_take_another_backup_is_wrong(full, now):
    (found,) = [one for one in doctor.of_this_machine(full, now) if one.what.startswith("the disk of")]
    assert found.wrong
    assert "BACKUP_DIR" in found.what
    assert "docs/operations.md" in found.mend


def test_a_folder_that_is_not_there_is_left_out(config, tmp_path):
    away = replace(config, backup_dir=tmp_path / "away")
    assert "BACKUP_DIR" not in room.disks(away)[0].holds


def test_technicians_and_leads_are_told_of_it_once_a_day_and_figures_say_so(full, engine, db, keys, now):
    people = service_people(db, keys, now)
    watch = message_duties(full, lambda: now)["room on the disks"]
    many = len(people.of(Role.LEAD)) + len(people.of(Role.ADMIN))
    assert watch.do(db, keys, now) == many == _told(db, "room")
    assert watch.do(db, keys, now + HOUR) == 0
    assert watch.do(db, keys, now + DAY) == many
    assert metrics.measured(partial(Session, engine), full, now)["beforehand_disk_low"] == 1


def test_nobody_is_told_of_a_disk_with_room(config, db, keys, now):
    service_people(db, keys, now)
    assert watching.watch_room(db, config, now) == _told(db, "room") == 0


@pytest.fixture
def damaged(db, keys, now):
    """A link whose sealed secrets do not open any more, in a service with people."""
    team = make_team(db, keys, now)
    _, link = team.open()
    with writing(db):
        row = entry.by_id(db, link.link_id)
        row.sealed_secrets = row.sealed_secrets[:-1] + bytes([row.sealed_secrets[-1] ^ 1])
    return row


def _page_says(db, config, now):
    (found,) = [one for one in standing.look(db, config, now) if one.what == "every sealed value opens"]
    return found


def test_a_value_that_does_not_open_keeps_older_keys_and_its_table_is_told(
    damaged, config, engine, db, keys, now, caplog
):
    duties, old = message_duties(config, lambda: now), _retired(db, keys, now).id
    assert old_keys.destroy(db, keys, now + AGED) == 0
    assert _opens(db, old)
    assert duties["sealed values that do not open"].do(db, keys, now) == 1
    (line,) = [said.plain() for one in caplog.records if (said := getattr(one, quiet.SAID, None))]
    assert line == "sealed values do not open in the table link many=1"
    assert duties["what does not open told"].do(db, keys, now) == _told(db, "unopened") > 0
    assert _page_says(db, config, now).wrong
    assert "link" in _page_says(db, config, now).mend
    assert metrics.measured(partial(Session, engine), config, now)["beforehand_tables_not_opening"] == 1


def test_the_doctor_finds_it_without_a_worker_and_shows_nothing_of_it(damaged, config, now):
    (found,) = [one for one in doctor._looked_at(config, now) if one[0] == "every sealed value opens"]
    assert (found[1], found[2].split(".")[0]) == (False, "Not in: link")
    assert damaged.id.hex not in str(found).replace("-", "")


def test_it_is_told_once_then_weekly_and_at_once_where_more_does_not_open(damaged, config, db, keys, now):
    """The doctor's page goes on saying it all the time."""
    duties = message_duties(config, lambda: now)
    look, watch = (duties[name].do for name in ("sealed values that do not open", "what does not open told"))

    def told(days):
        at = now + days * DAY
        look(db, keys, at)
        many = watch(db, keys, at + HOUR)
        assert _page_says(db, config, at).wrong
        return many

    everybody = told(0)
    assert everybody > 0
    assert [told(day) for day in (1, 2, 6)] == [0, 0, 0]
    assert [told(day) for day in (8, 9, 15, 16)] == [everybody, 0, everybody, 0]
    with writing(db):
        another = db.get_one(type(damaged), damaged.id)
        another.sealed_facts, whole = b"\0" + another.sealed_facts, another.sealed_facts
    assert [told(day) for day in (17, 18)] == [everybody, 0]
    with writing(db):
        another.sealed_facts = whole
    assert told(19) == 0, "fewer than before is no news"


def test_what_went_and_comes_again_is_told_at_once(damaged, config, db, keys, now):
    watching.look_for_unopened(db, keys, now)
    everybody = watching.watch_unopened(db, config, now)
    with writing(db):
        row = db.get_one(type(damaged), damaged.id)
        row.sealed_secrets, broken = keys.data.seal(b"{}", _context(damaged)), row.sealed_secrets
    assert watching.look_for_unopened(db, keys, now + DAY) == 0
    with writing(db):
        row.sealed_secrets = broken
    watching.look_for_unopened(db, keys, now + 2 * DAY)
    assert watching.watch_unopened(db, config, now + 2 * DAY) == everybody > 0


def test_what_opens_again_or_is_gone_is_told_no_longer(damaged, config, db, keys, now):
    watching.look_for_unopened(db, keys, now)
    with writing(db):
        db.get_one(type(damaged), damaged.id).sealed_secrets = keys.data.seal(b"{}", _context(damaged))
    assert watching.look_for_unopened(db, keys, now) == 0
    assert not _page_says(db, config, now).wrong
    assert watching.watch_unopened(db, config, now) == 0


def _context(link):
    from app.entry import found

    return found.secrets_context(link.id)
