"""A disk that is full or cannot be written: every page is there, nothing half done stays, no word is lost.

SQLite is told by its own settings to take nothing more: the errors are its own, but no file system refuses.
Disks of their own refuse in tests/crash: test_small_disk.py for SQLite, test_full_database.py for PostgreSQL.
"""

from contextlib import contextmanager
from secrets import token_bytes, token_hex

import pytest
from sqlalchemy import event, text

from app.db import db as database
from app.voice.pages import NOT_FOR_BACK
from safety import wire
from safety.sealing import Kind
from safety.unlocking import send_key
from tests.links import nothing_in
from tests.promises.test_survivor_routes import OCTETS, UNKNOWN, post

LARGE = 30_000  # bytes: more than is free in the pages that an empty database has


@contextmanager
def _each_connection(engine, statement):
    """Every connection that the service makes meanwhile begins with this."""

    def begin(connection, _record):
        connection.execute(statement)

    engine.dispose()
    event.listen(engine, "connect", begin)
    try:
        yield
    finally:
        event.remove(engine, "connect", begin)
        engine.dispose()


@contextmanager
def _read_only(engine):
    """As a server that became another's copy."""
    name = engine.url.database
    say = engine.execution_options(isolation_level="AUTOCOMMIT")
    with say.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    engine.dispose()
    try:
        yield
    finally:
        with say.connect() as connection:
            connection.execute(text("SET default_transaction_read_only = off"))
            connection.execute(text(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
        engine.dispose()


FAULTS = [
    pytest.param("sqlite", "PRAGMA max_page_count = 1", id="sqlite, full"),
    pytest.param("sqlite", "PRAGMA query_only = ON", id="sqlite, read only"),
    pytest.param("postgresql", "", id="postgresql, read only"),
]
faulty = pytest.mark.parametrize(("engine_url", "statement"), FAULTS, indirect=["engine_url"])


@pytest.fixture
def broken(survivor_app, statement):
    """The fault, over the service's own connections, for as long as it is entered."""
    with survivor_app.app_context():
        engine = database.engine
    return lambda: _each_connection(engine, statement) if statement else _read_only(engine)


def _sends(engine):
    with engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM send"))


def _fill(survivor, made):
    """Use up what little room there still is."""
    for _ in range(60):
        raw = made.request(Kind.PARTIAL, made.envelope(header=made.header(Kind.PARTIAL)))
        if survivor.post("/s", data=raw, content_type=OCTETS).status_code == 503:
            return
    raise AssertionError("it is not full")


@faulty
def test_a_send_is_told_later_and_the_same_one_is_stored_once_it_can_be(survivor, made, engine, broken):
    raw = made.request(Kind.FINAL, made.envelope(token_bytes(LARGE)))
    with broken():
        answer = survivor.post("/s", data=raw, content_type=OCTETS)
        assert (answer.status_code, answer.data[0]) == (503, wire.Status.LATER)
        assert int(answer.headers["Retry-After"]) > 0
        assert nothing_in(engine, "send")
    answer = survivor.post("/s", data=raw, content_type=OCTETS)
    assert wire.acknowledged(answer.data, raw, send_key(made.live))
    assert not nothing_in(engine, "send")


@faulty
def test_without_a_script_the_words_stay_in_the_form_and_every_page_is_there(survivor, made, engine, broken):
    assert post(survivor, made.path, q=made.new.code).status_code == 303
    words = token_hex(250)
    with broken():
        shown = [survivor.get(path).status_code for path in ("/", UNKNOWN, made.path)]
        assert shown == [200, 200, NOT_FOR_BACK]
        _fill(survivor, made)
        answer = post(survivor, made.path, a1="2", b1=words, b2=words, b3=words)
        assert (answer.status_code, answer.text.count(words)) == (503, 3)
        before = _sends(engine)
    assert post(survivor, made.path, a1="2", b1=words, b2=words, b3=words).status_code == 303
    assert _sends(engine) == before + 1
