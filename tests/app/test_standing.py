"""What an administrator starts at: the machine's own state, in words, and nothing of anybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.standing import look
from app.web import health
from safety.copies import name_of
from tests.conftest import client_of
from tests.signing_in import service_people, sign_in


@pytest.fixture
def admin(staff_app, db, keys, now):
    client = client_of(staff_app, db)
    sign_in(client, service_people(db, keys, now).of(Role.ADMIN)[0])
    return client


def test_an_administrator_starts_at_what_is_wrong_and_how_to_mend_it(admin):
    start = admin.get("/staff/")
    assert (start.status_code, start.location) == (303, "/staff/standing")
    page = admin.get(start.location)
    assert page.status_code == 200
    assert page.text.index("<b>Wrong:</b> the worker") < page.text.index("<b>Fine:</b>")
    assert "docs/operations.md" in page.text


def test_what_was_mended_is_fine(db, config, now):
    assert not _found(db, config, now)["the worker was heard of within ninety seconds"]
    health.beat(db, now)
    assert _found(db, config, now)["the worker was heard of within ninety seconds"]
    later = now + timedelta(minutes=5)
    assert not _found(db, config, later)["the worker was heard of within ninety seconds"]


def test_backups_that_are_late_are_said(db, config, now, tmp_path):
    settings = replace(config, backup_dir=tmp_path, backup_to=("age1",))
    assert not _found(db, settings, now)["a backup was made within two days"]
    (tmp_path / name_of(now)).touch()
    assert _found(db, settings, now)["a backup was made within two days"]


def _found(db, config, now):
    return {one.what: one.fine for one in look(db, config, now)}
