"""What was purged or erased is gone from the files too: read as a thief of the disk would read them.

PostgreSQL's write-ahead log is not among them: docs/backups.md says what it still holds, and for how long.
"""

import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from app import scrubbing
from app.cases import service as cases
from app.cases.meetings import NewMeeting
from app.db import writing
from app.deleting.erasing import Wish, erase
from app.desk import service as desk
from app.duties import DUTIES
from app.purging import purge_cases
from app.scrubbing import TABLES, StillInUse, scrub
from app.voice import service as voice
from app.voice.models import Reply, Send
from tests import cluster
from tests.app.desk.team import AREA, VIEWS, make_team
from tests.migrations.rows import counts

GONE, STAYS = "CANARY-30-GOES", "CANARY-30-KEPT"
PIECE, STEP = 32, 700  # of every sealed thing a piece every so many bytes is looked for


def files_of(engine, folder):
    """Every byte of the database as it lies on the disk, but for PostgreSQL's write-ahead log."""
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in folder.glob("test.db*"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        heap = connection.execute(text("SELECT pg_relation_filepath('send')")).scalar_one()
    base = (cluster.socket_folder() / "data" / heap).parent
    return b"".join(_read(path) for path in sorted(base.iterdir()))


def _holding(engine, folder, word):
    """In which files it stands, and which table or index of PostgreSQL's each is."""
    if engine.dialect.name == "sqlite":
        return [path.name for path in folder.glob("test.db*") if word in path.read_bytes()]
    named = text("SELECT relname FROM pg_class WHERE pg_relation_filenode(oid) = :node")
    with engine.connect() as connection:
        heap = connection.execute(text("SELECT pg_relation_filepath('send')")).scalar_one()
        base = (cluster.socket_folder() / "data" / heap).parent
        found = [path.name for path in sorted(base.iterdir()) if word in _read(path)]
        nodes = [int(digits[0]) for name in found if (digits := re.match(r"\d+", name))]
        tables = [connection.execute(named, {"node": node}).scalars().all() for node in nodes]
    return list(zip(found, tables, strict=False))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the server takes files away while we look
        return b""


def _pieces(db, links):
    """What is looked for: of all that lies there sealed for these links, and their own names."""
    found = []
    for row in db.query(Send).filter(Send.link_id.in_(links)):
        found += [row.sealed_envelope[at : at + PIECE] for at in range(17, len(row.sealed_envelope), STEP)]
        found.append(row.sealed_code[17:])
    found += [row.sealed[17:49] for row in db.query(Reply).filter(Reply.link_id.in_(links)) if row.sealed]
    db.commit()
    return [one for one in found if len(one) >= 16]


@pytest.fixture
def lived(engine, db, keys, now):
    """Two kinds of cases, one after the other, so that they lie in the same pages: some go, some stay."""
    team = make_team(db, keys, now)
    links = {GONE: [], STAYS: []}
    ids = {GONE: [], STAYS: []}
    for number in range(6):
        for kind in (GONE, STAYS):
            case_id, link = team.open(reference=f"{kind}-{number}")
            ids[kind].append(case_id)
            links[kind].append(link.link_id)
            for size in (1, 40 * number):
                said = {**VIEWS, "a": {"want": {"c": [], "t": f"{number} " * size}}}
                team.send(link, said, sequence=size + 1)
            voice.leave_reply(db, keys, link.link_id, b"{}", now)
            desk.open_views(db, keys, case_id, team.reader(), now)
    _sampled(engine)
    return team, links, ids


def _sampled(engine):
    """PostgreSQL has looked at the rows for its statistics while they were there, as it does by itself."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _searched(engine, tmp_path, found):
    files = files_of(engine, tmp_path)
    return [one for one in found if one in files]


def test_nothing_of_what_was_purged_stays_in_the_files_and_the_rest_does(
    engine, db, keys, now, tmp_path, lived
):
    team, links, ids = lived
    gone, stays = (_pieces(db, links[kind]) for kind in (GONE, STAYS))
    assert (_searched(engine, tmp_path, gone), GONE.encode() in files_of(engine, tmp_path)) == (gone, True)
    later = cases.add_meeting(db, team.service_id, _later(now))
    for case_id in ids[STAYS]:
        _move(db, case_id, later)
    assert purge_cases(db, keys, now + timedelta(days=40)) == len(ids[GONE])
    db.close()
    scrub(engine)
    assert _searched(engine, tmp_path, gone) == []
    assert _searched(engine, tmp_path, stays) == stays
    assert _holding(engine, tmp_path, GONE.encode()) == []


def _later(now):
    return NewMeeting(AREA, cases.london(now).date() + timedelta(days=60), time(9, 30))


def _move(db, case_id, meeting_id):
    with writing(db):
        cases.get(db, case_id).meeting_id = meeting_id


def test_nothing_of_what_was_erased_at_her_wish_stays_in_thefiles_of(engine, db, keys, now, tmp_path, lived):
    team, links, ids = lived
    gone, stays = _pieces(db, links[GONE][:1]), _pieces(db, links[GONE][1:])
    assert _searched(engine, tmp_path, gone) == gone
    erase(db, keys, ids[GONE][0], Wish(cases.How.SPEAKING), team.idva, now)
    db.close()
    scrub(engine)
    assert _searched(engine, tmp_path, gone) == []
    assert _searched(engine, tmp_path, stays) == stays


def test_every_table_that_a_purge_takes_rows_of_is_written_anew(engine, db, keys, now, lived):
    before = counts(db.connection())
    db.rollback()
    for duty in DUTIES.values():
        duty.do(db, keys, now + timedelta(days=100))
    after = counts(db.connection())
    db.rollback()
    assert {name for name in before if after[name] < before[name]} <= {*TABLES}
    assert set(TABLES) <= set(inspect(engine).get_table_names())


def test_a_reader_who_stays_keeps_it_from_saying_that_the_files_are_rid(engine, db, keys, now, lived):
    """SQLite's log is not emptied; PostgreSQL would carry what the reader still sees into the new table."""
    with engine.connect() as reader:
        _hold(reader)
        purge_cases(db, keys, now + timedelta(days=40))
        if engine.dialect.name == "sqlite":
            with engine.connect() as other:
                other.execute(text("PRAGMA busy_timeout=50"))
        with pytest.raises(StillInUse):
            scrub(engine, looks=2)


@pytest.mark.parametrize("engine_url", ["postgresql"], indirect=True)
def test_what_is_carried_over_is_heard_even_where_nobody_was_seen(engine, db, keys, now, lived):
    """Whoever is just connecting sees older rows, and stands in no list of who is there."""
    cleaning = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as reader, cleaning.connect() as cleaner:
        reader.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        reader.execute(text("SELECT count(*) FROM beat")).scalar_one()
        purge_cases(db, keys, now + timedelta(days=40))
        with pytest.raises(StillInUse):
            scrubbing._write_anew(cleaner, ["send"], 2)
        reader.rollback()
        scrubbing._write_anew(cleaner, ["send"], 1)


def _hold(reader):
    """A snapshot that stays as it is, as that of a copy being made."""
    if reader.dialect.name == "postgresql":
        reader.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    reader.execute(text("SELECT count(*) FROM send")).scalar_one()
