"""Two real workers over one database: each daily duty is done once, whichever of them does it."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import schema, turns
from app.accounts import service as accounts
from app.accounts.models import AuditCheckpoint
from app.duties import DUTIES
from app.entry import service as entry
from app.insight import service as insight
from app.insight.models import Release, ReleaseAsk, Tally
from app.purging import RETENTION
from app.web.health import BEATING, Beat
from safety.periods import quarter_of
from tests import cluster
from tests.app.desk.team import make_team
from tests.app.lived import at
from tests.app.test_duties import COUNTED, count_one
from tests.many.processes import config_of, settings_in, start
from tests.waiting import until

PARTS = 12
HELD = ("cases past their time", "changed pages", "audit events past their time", "counted parts opened")
LONG_AGO = timedelta(days=800)
BEFORE_THE_PURGE = timedelta(days=60)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """PostgreSQL in every run; SQLite, where one process writes at a time anyway, too with `--prove`."""
    prove = metafunc.config.getoption("--prove")
    metafunc.parametrize("database", ["postgresql", "sqlite"] if prove else ["postgresql"])


@pytest.fixture
def settings(database: str, tmp_path: Path, worker_id: str) -> dict[str, str]:
    url = f"sqlite:///{tmp_path / 'two.db'}"
    if database == "postgresql":
        url = cluster.make_database(f"two_workers_{worker_id}")
    schema.upgrade(url)
    return settings_in(tmp_path, url)


def test_two_workers_do_each_duty_once(settings, tmp_path):
    now, config = datetime.now(UTC), config_of(settings)
    with at(config.database_url) as db:
        pool, period, epoch = _work_for_a_day(db, config.keys, now)
        both: list[subprocess.Popen[bytes]] = []
        try:
            with _turns_taken(db):
                both += [start(settings, tmp_path / f"{number}.log", "work") for number in range(2)]
                until(lambda: _beating(db) == len(both) and _looked(db), 120)
                assert [name for name in HELD if turns.last_done(db, name)] == []
                db.rollback()
            until(lambda: _all_done(db) and _drawn(db, period) and _still(both), 120)
        finally:
            ended = [_ended(one) for one in both]
        assert ended == [0, 0]
        said = [line.detail for line in accounts.entries(db, RETENTION)]
        assert sorted(said) == ["audit=1", "cases=1 links=1 sends=1"]
        assert db.scalar(select(func.count()).select_from(AuditCheckpoint)) == 1
        assert db.scalar(select(func.max(Tally.count))) == 1
        assert len(insight.records(db, config.keys, pool)) == PARTS
        assert insight.waiting_count(db, pool) == 0
        assert entry.epoch_number(db) == epoch + 1
        assert _drawn(db, period) == 1
        assert accounts.audit.verify(db, config.keys).holds


@contextmanager
def _turns_taken(db: Session) -> Iterator[None]:
    """Until both workers look for something to do, each duty that counts is somebody else's turn."""
    with ExitStack() as stack:
        ours = [stack.enter_context(turns.turn(db, name)) for name in HELD]
        assert ours[0]
        yield


def _beating(db: Session) -> int:
    lives = db.scalar(select(func.count()).select_from(Beat).where(Beat.name.startswith(BEATING))) or 0
    db.rollback()
    return lives


def _looked(db: Session) -> bool:
    """On PostgreSQL the last duty of the list, which nobody holds, is done; SQLite has one turn for all."""
    looked = db.get_bind().dialect.name == "sqlite" or turns.last_done(db, [*DUTIES][-1]) is not None
    db.rollback()
    return looked


def _work_for_a_day(db: Session, keys, now: datetime) -> tuple[bytes, str, int]:
    """Something to do for retention, the trail's checkpoint, the pool, the epoch and a release."""
    accounts.append(db, keys, None, "signed in", "somebody", now - LONG_AGO)
    team = make_team(db, keys, now - BEFORE_THE_PURGE)
    _, link = team.open(reference="H-2030-001")
    team.send(link)
    for _ in range(PARTS):
        pool = count_one(db, keys, team, now - BEFORE_THE_PURGE, COUNTED)
    today = make_team(db, keys, now)
    _, open_link = today.open(reference="H-2030-002")
    entry.settle_code(db, open_link.link_id)
    entry.replace_facts(db, keys, open_link.link_id, entry.facts_of(keys, entry.by_id(db, open_link.link_id)))
    period = quarter_of((now - timedelta(days=120)).date())
    db.add(ReleaseAsk(period=period, note="", asked_by=today.lead.id, asked_at=now, refused=""))
    db.commit()
    return pool, period, entry.epoch_number(db)


def _all_done(db: Session) -> bool:
    done = all(turns.last_done(db, name) for name in DUTIES)
    db.rollback()
    return done


def _drawn(db: Session, period: str) -> int:
    drawn = db.scalar(select(func.count()).select_from(Release).where(Release.period == period)) or 0
    db.rollback()
    return drawn


def _still(both: "list[subprocess.Popen[bytes]]") -> bool:
    return [one.poll() for one in both] == [None, None]


def _ended(one: "subprocess.Popen[bytes]") -> int:
    one.terminate()
    return one.wait(60)
