"""The restore drill, on both engines: what a restore refuses, puts back, and takes back."""

from dataclasses import replace
from datetime import timedelta

import pyrage
import pytest
from sqlalchemy import select

from app import backup, copying, restore, schema
from app.accounts import proved
from app.accounts.models import AuditEntry, StaffSession
from app.accounts.service import audit
from app.cases import service as cases
from app.cases.models import Case, ContactAgreement
from app.desk import service as desk
from app.worker import Duty
from safety.at_rest import DataKeys
from safety.copies import Head, NoBackup, prover
from tests.app.desk.team import VIEWS
from tests.app.lived import OWNER, REFERENCE, SESSION, at, lived
from tests.conftest import NOON

__all__ = ["lived"]

WANTED = VIEWS["a"]["want"]["t"]
CODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def _texts(*words):
    return [word.encode(coding) for word in words for coding in CODINGS]


def test_views_are_readable_after_a_restore_and_nothing_stands_in_the_file(lived, keys):
    raw, words = lived.made.path.read_bytes(), _texts(REFERENCE, WANTED, SESSION.decode())
    assert lived.made.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in lived.config.backup_dir.iterdir()] == [lived.made.path.name]
    assert [word for word in words if word in raw] == []
    other = lived.new()
    (other.var_dir / proved.NOTE).write_text("99:0000000000000000\n")  # of the database that is gone
    done = lived.restored(other, timedelta(hours=1))
    assert not (other.var_dir / proved.NOTE).exists()
    assert schema.is_current(other.database_url)
    assert schema.is_whole(other.database_url)
    with at(other.database_url) as db:
        reader = replace(lived.team, db=db).reader()
        assert WANTED in str(desk.open_views(db, keys, lived.case_id, reader, lived.made_at))
        assert db.scalars(select(StaffSession)).all() == []
        assert audit.verify(db, keys).holds
        assert "restored from a backup" in db.scalars(select(AuditEntry.action)).all()
        agreement = db.scalars(select(ContactAgreement)).one()
        assert (agreement.may_contact, done.lapsed) == (True, 1)
        assert not cases.stands(agreement, lived.made_at, held=False)
    with pytest.raises(restore.NotEmpty, match="never put over"):
        lived.restored(other, timedelta(hours=1))


def test_what_should_have_gone_since_is_gone_before_anybody_is_served(lived):
    other = lived.new()
    assert lived.restored(other, timedelta(days=60)).gone["cases past their time"] == 1
    with at(other.database_url) as db:
        assert db.scalars(select(Case)).all() == []


def test_a_backup_of_an_older_version_is_brought_up_to_date(lived, tmp_path):
    config, other = lived.new(backup_dir=tmp_path / "old"), lived.new()
    schema.upgrade(config.database_url, "0003")
    made = backup.make(config, NOON)
    restore.restore(other, made.path, str(OWNER), NOON)
    assert schema.is_current(other.database_url)


def test_a_changed_cut_or_foreign_file_leaves_the_database_empty(lived, keys, tmp_path):
    other, raw, odd = lived.new(), lived.made.path.read_bytes(), tmp_path / "odd.age"
    head = b'{"form": "beforehand backup 1", "made_at": "2030-01-01T00:00:00+00:00", "engine": "sqlite"'
    forged = head + b', "shape": "0018", "data_keys": [1]}\n' + b"rows" * 20
    to = [OWNER.to_public()]
    nothing = (b"", b"x" * 9000, b'{"form": 2}\n' + b"y" * 40)
    contents = {
        restore.WrongIdentity: [raw[:-1], raw[:300], raw[:-9] + bytes(9), b"", b"notes\n"],
        restore.NotOurs: [pyrage.encrypt(forged, to)],
        NoBackup: [pyrage.encrypt(each, to) for each in nothing],
    }
    for refusal, content in [(refusal, each) for refusal, many in contents.items() for each in many]:
        odd.write_bytes(content)
        with pytest.raises(refusal):
            restore.restore(other, odd, str(OWNER), NOON)
    for identity in (str(pyrage.x25519.Identity.generate()), "", "AGE-SECRET-KEY-1"):
        with pytest.raises(restore.WrongIdentity):
            restore.restore(other, lived.made.path, identity, NOON)
    with pytest.raises(restore.KeysMissing):
        lived.restored(replace(other, keys=replace(keys, data=DataKeys(2, b"D" * 32))), timedelta())
    with pytest.raises(restore.NotOurs):
        lived.restored(replace(other, keys=replace(keys, audit=b"E" * 32)), timedelta())
    assert not copying.holds_something(other.database_url)


def test_the_other_engine_and_a_newer_version_are_refused(lived, tmp_path):
    engine = {"sqlite": "postgresql", "postgresql": "sqlite"}[lived.engine]
    for refusal, changed in {
        restore.OtherEngine: {"engine": engine, "shape": "0018"},
        restore.MadeByANewerOne: {"engine": lived.engine, "shape": "9999"},
    }.items():
        line = Head("2030-01-01T00:00:00+00:00", data_keys=(1,), **changed).line()
        proof = prover(lived.keys.audit)
        proof.update(line)
        (tmp_path / "odd.age").write_bytes(pyrage.encrypt(line + proof.digest(), [OWNER.to_public()]))
        with pytest.raises(refusal):
            restore.restore(lived.new(), tmp_path / "odd.age", str(OWNER), NOON)


def test_a_restore_that_ends_half_way_is_never_served(lived, monkeypatch):
    def interrupted(db, keys, now):
        raise KeyboardInterrupt

    other = lived.new()
    monkeypatch.setitem(restore.DUTIES, "cases past their time", Duty(interrupted))
    with pytest.raises(KeyboardInterrupt):
        lived.restored(other, timedelta())
    assert not (copying.holds_something(other.database_url) and schema.is_whole(other.database_url))
    assert list(lived.folder.glob("*restoring*")) == []


def test_a_log_of_another_file_is_not_played_into_what_is_restored(lived, tmp_path):
    other = lived.new(database_url=f"sqlite:///{tmp_path / 'gone.db'}")
    (tmp_path / "gone.db-wal").write_bytes(b"another file's")
    with pytest.raises(restore.NotEmpty):
        lived.restored(other, timedelta())
