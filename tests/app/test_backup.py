"""What a backup is made of, and what it leaves behind."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import make_url, select

from app import backup, copying, restore
from app.accounts.models import StaffSession
from app.cases.models import ContactAgreement
from app.db import writing
from app.voice.models import Kept
from safety import copies
from tests.app.lived import OWNER, at, lived
from tests.conftest import NOON

__all__ = ["lived"]


def test_old_backups_go_and_what_is_not_ours_stays(lived, tmp_path):
    folder = tmp_path / "backups"
    settings = replace(lived.config, backup_dir=folder)
    first = backup.make(settings, NOON - timedelta(days=15))
    (folder / "notes.txt").write_text("keep")
    for name, days in ((".left.beforehand-partial", 2), (".runs.beforehand-partial", 0)):
        (folder / name).touch()
        at = (NOON - timedelta(days=days)).timestamp()
        os.utime(folder / name, (at, at))
    made = backup.make(settings, NOON)
    assert made.gone == (first.path.name,)
    assert {path.name for path in folder.iterdir()} == {
        made.path.name,
        "notes.txt",
        ".runs.beforehand-partial",
    }


def test_a_backup_that_cannot_be_made_leaves_no_file(lived, tmp_path):
    (tmp_path / "taken").write_text("a file")
    for refusal, settings in {
        backup.NotSetUp: replace(lived.config, backup_dir=None),
        backup.NothingThere: lived.new(backup_dir=tmp_path / "none"),
        backup.NotWritten: replace(lived.config, backup_dir=tmp_path / "taken"),
    }.items():
        with pytest.raises(refusal):
            backup.make(settings, NOON)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_backup_that_cannot_have_its_name_leaves_nothing_beside_it(lived, tmp_path):
    taken = tmp_path / copies.name_of(NOON)
    taken.mkdir()
    with pytest.raises(backup.NotWritten):
        backup.make(replace(lived.config, backup_dir=tmp_path), NOON)
    assert list(tmp_path.iterdir()) == [taken]


def test_words_kept_for_minutes_stay_behind():
    assert {Kept.__tablename__, StaffSession.__tablename__} == set(copying.LEFT_BEHIND)


def test_a_backup_is_one_moment_and_waits_for_nobody_who_writes(lived, tmp_path):
    settings = replace(lived.config, backup_dir=tmp_path / "backups")
    with at(settings.database_url) as db, pytest.raises(KeyboardInterrupt), writing(db):
        db.add(ContactAgreement(case_id=lived.case_id, agreed_at=NOON, recorded_by=lived.team.idva.id))
        db.flush()
        made = backup.make(settings, NOON)
        raise KeyboardInterrupt
    other = lived.new()
    restore.restore(other, made.path, str(OWNER), NOON)
    with at(other.database_url) as db:
        assert len(db.scalars(select(ContactAgreement)).all()) == 1
        assert db.scalars(select(StaffSession)).all() == []  # one would still stand: it is of this moment


@pytest.mark.parametrize(
    "url", ["us:hush%40@db.example:5433/ours?sslmode=require", "us@/ours?host=/run&password=hush@"]
)
def test_a_databases_password_is_never_on_a_command_line(url):
    where, environment = copying.reached(make_url(f"postgresql+psycopg://{url}"))
    assert "hush" not in where
    assert environment["PGPASSWORD"] == "hush@"
    assert "dbname=ours" in where
