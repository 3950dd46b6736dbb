"""From the release before, with what people had put into it: everything is readable afterwards."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from app import schema
from app.accounts import keyring
from app.accounts import service as accounts
from app.accounts.models import Role
from app.accounts.models import Staff as StaffRow
from app.accounts.passwords import wrapping_key
from app.cli import main
from app.desk import service as desk
from app.duties import count_parts
from app.entry import service as entry
from app.entry.service import Looks
from app.insight import service as insight
from app.web import health
from tests import cluster
from tests.app.desk.team import VIEWS, make_team
from tests.app.lived import at
from tests.app.test_duties import COUNTED, count_one
from tests.many.processes import config_of, settings_in, start
from tests.migrations.rows import counts
from tests.signing_in import service_people
from tests.waiting import until

BEFORE = "0018"  # the shape of the release before; moved on when a release is made
UP = ("db", "upgrade")
PARTS = 10


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str, monkeypatch) -> dict[str, str]:
    """A service whose settings are this process's own; its database is empty."""
    url = f"sqlite:///{tmp_path / 'service.db'}"
    if request.param == "postgresql":
        url = cluster.make_database(f"upgraded_{worker_id}_{tmp_path.name}"[:60])
    known = settings_in(tmp_path, url, DEMO="")
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    return known


def _upgraded() -> tuple[int, str]:
    answer = CliRunner().invoke(main, UP)
    return answer.exit_code, answer.output


def _counts(url: str) -> dict[str, int]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return counts(connection)
    finally:
        engine.dispose()


def test_everything_that_the_release_before_kept_is_readable_after_the_upgrade(settings, now) -> None:
    config = config_of(settings)
    url, keys = config.database_url, config.keys
    schema.upgrade(url)
    with at(url) as db:
        people, team = service_people(db, keys, now), make_team(db, keys, now)
        case_id, link = team.open()
        team.send(link)
        for _ in range(PARTS):
            pool = count_one(db, keys, team, now, COUNTED)
    schema.downgrade(url, BEFORE)
    kept = _counts(url)
    assert not schema.is_current(url)
    assert _upgraded() == (0, "The database is up to date.\n")
    assert schema.is_current(url)
    assert kept.items() <= _counts(url).items()
    with at(url) as db:
        opened = desk.open_views(db, keys, case_id, team.reader(), now)
        assert VIEWS["a"]["want"]["t"] in repr(opened)
        found = entry.find(db, keys, link.token, Looks("plain", "en", "en"), now)
        assert entry.unlock(found, link.code) is not None, "her link opens as before"
        idva = people.of(Role.IDVA)[0]
        wrapped = wrapping_key(idva.password, db.get_one(StaffRow, idva.id).kdf_salt)
        assert keyring.open_all(db, keys, idva.id, wrapped), "passwords open the same keys"
        assert accounts.audit.verify(db, keys).holds
        assert count_parts(db, keys, now + timedelta(days=8)) == PARTS
        assert len(insight.records(db, keys, pool)) == PARTS


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_second_upgrade_does_nothing_and_does_not_ask_for_a_stop(settings) -> None:
    assert _upgraded()[0] == 0
    with at(settings["DATABASE_URL"]) as db:
        health.beat(db, datetime.now(UTC))
    assert _upgraded()[0] == 0


def test_while_an_older_worker_lives_nothing_is_changed_and_it_is_said_what_to_do(settings) -> None:
    url = settings["DATABASE_URL"]
    schema.upgrade(url, BEFORE)
    with at(url) as db:
        health.beat(db, datetime.now(UTC))
    code, said = _upgraded()
    assert (code, "systemctl stop" in said) == (1, True)
    assert schema.shape_of(url) == BEFORE
    with at(url) as db:
        health.beat(db, datetime.now(UTC) - health.BEAT_STALE)
    assert _upgraded()[0] == 0


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_worker_that_was_stopped_is_waited_for_by_nobody(settings, tmp_path) -> None:
    url = settings["DATABASE_URL"]
    schema.upgrade(url)
    worker = start(settings, tmp_path / "worker.log", "work")
    try:
        with at(url) as db:
            until(lambda: _lives(db), 120)
            worker.terminate()
            assert worker.wait(60) == 0
            assert not _lives(db)
    finally:
        worker.kill()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_database_of_a_later_version_is_refused_with_what_to_do(settings) -> None:
    url = settings["DATABASE_URL"]
    schema.upgrade(url)
    with at(url) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.commit()
    code, said = _upgraded()
    assert (code, "later version" in said, "Traceback" in said) == (1, True, False)


def _lives(db) -> bool:
    lives = health.worker_lives(db, datetime.now(UTC))
    db.rollback()
    return lives
