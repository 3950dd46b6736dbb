import base64
import json
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, make_url, select, text, update

from app.accounts import sessions
from app.accounts.models import Role, StaffSession
from app.accounts.sessions import COOKIE, Handle
from app.accounts.sign_in import change_password
from app.db import db as database
from app.db import writing
from config import Keys
from safety.at_rest import DataKeys
from tests.conftest import client_of
from tests.signing_in import CHEAP, service_people, sign_in, sign_out


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def signed_in(staff, people):
    return sign_in(staff, people.of(Role.IDVA)[0])


def handle_of(client) -> Handle:
    value = client.get_cookie(COOKIE, domain="staff.example").value
    raw = sessions.decoded(value.removeprefix("s."))
    return Handle(raw[:16], raw[16:])


def row_of(db) -> StaffSession:
    return db.scalars(select(StaffSession)).one()


def test_the_row_names_neither_the_session_nor_its_key(signed_in, db):
    handle, row = handle_of(signed_in), row_of(db)
    for secret in (handle.session_id, handle.key):
        assert secret not in row.id_hash + row.sealed


def test_the_private_key_is_in_the_row_only_under_both_keys(signed_in, db, keys, now):
    handle, row = handle_of(signed_in), row_of(db)
    opened = sessions._from_row(db, keys, handle, now)
    private = base64.b64decode(next(iter(opened["privates"].values())))
    assert private not in row.sealed
    assert private not in keys.data.open(row.sealed, b"staff_session:" + handle.id_hash)


def test_the_row_without_the_cookies_key_opens_nothing(signed_in, db, keys, now):
    handle = handle_of(signed_in)
    assert not sessions._from_row(db, keys, replace(handle, key=bytes(32)), now)


def test_the_row_and_cookie_without_data_key_open_nothing(signed_in, db, keys, now):
    other = Keys(DataKeys.parse("1:" + "Wlpa" * 10 + "Wlo="), keys.audit, keys.pepper)
    assert not sessions._from_row(db, other, handle_of(signed_in), now)


def test_a_row_moved_under_another_name_opens_nothing(signed_in, staff_app, db, keys, now):
    handle, other = handle_of(signed_in), Handle.new()
    with writing(db):
        db.execute(update(StaffSession).values(id_hash=other.id_hash))
    db.expire_all()
    assert not sessions._from_row(db, keys, Handle(other.session_id, handle.key), now)


@pytest.mark.parametrize(
    "cookie", ["", "s.", "s.AAAA", "a.AAAA", "x.y", "s." + "A" * 64, "é", "a." + "A" * 4000]
)
def test_a_cookie_that_is_not_ours_is_nobodys_session(staff, cookie):
    staff.set_cookie(COOKIE, cookie, domain="staff.example", secure=True)
    assert staff.get("/staff/account").status_code == 303
    assert staff.get("/staff/sign-in").status_code == 200


def test_a_sealed_cookie_of_nobody_cannot_say_that_it_is_somebody(staff_app, db, keys, now):
    """Only the server seals it; what it seals there never names anybody."""
    client = client_of(staff_app, db)
    client.get("/staff/sign-in")
    value = client.get_cookie(COOKIE, domain="staff.example").value
    said = json.loads(keys.data.open(sessions.decoded(value.removeprefix("a.")), sessions.PLAIN_CONTEXT))
    assert "who" not in said["session"]


def test_signing_in_twice_keeps_two_sessions_apart(signed_in, staff_app, db, keys, now, clock):
    other = sign_in(client_of(staff_app, db), service_people(db, keys, now).of(Role.ADMIN)[0])
    assert handle_of(other) != handle_of(signed_in)
    assert "Colin Marsh" in other.get("/staff/account").text
    assert "Nadia Rowe" in signed_in.get("/staff/account").text


@pytest.fixture
def gone(staff_app, engine_url, tmp_path):
    """Takes the database itself away: the file's folder is moved, or nobody may connect any more."""
    undo = []

    def go() -> None:
        with staff_app.app_context():
            database.engine.dispose()
        if engine_url.startswith("sqlite"):
            (tmp_path / "test.db").rename(tmp_path / "away.db")
            (tmp_path / "test.db").mkdir()
            return
        name = make_url(engine_url).database
        other = create_engine(make_url(engine_url).set(database="postgres"), isolation_level="AUTOCOMMIT")
        undo.append(lambda: (_run(other, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'), other.dispose()))
        _run(other, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')

    yield go
    for back in undo:
        back()


def _run(engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))


def test_without_the_database_whoever_is_signed_in_gets_a_calm_page(signed_in, gone):
    gone()
    for path in ("/staff/account", "/staff/cases"):
        answer = signed_in.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "Please try again in a moment" in answer.text
        assert "Set-Cookie" not in answer.headers


OUT = "You were signed out in this browser."


def _starts(client):
    return client.get("/staff/account", follow_redirects=True).text


def test_a_browser_whose_password_was_changed_in_another_says_why_it_is_out_once(
    signed_in, staff_app, db, keys, now, people
):
    idva = people.of(Role.IDVA)[0]
    change_password(db, keys, idva.id, idva.password, "seven otters under a bridge", now, CHEAP)
    page = _starts(signed_in)
    assert OUT in page
    assert idva.email not in page
    assert OUT not in signed_in.get("/staff/sign-in").text


def test_what_it_says_tells_a_stranger_nothing(staff, db, keys, now, people):
    """A cookie that names no session reads as one that ended; none, or a page left by hand, says nothing."""
    assert OUT not in _starts(staff)
    staff.set_cookie(COOKIE, "s." + sessions.encoded(bytes(48)), domain="staff.example", secure=True)
    assert OUT in _starts(staff)
    sign_in(staff, people.of(Role.IDVA)[0])
    sign_out(staff)
    assert OUT not in staff.get("/staff/sign-in").text
