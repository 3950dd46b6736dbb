"""People to sign in with, and the two steps of doing so."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import Table, insert, select, text
from sqlalchemy.orm import Session

from app.accounts.demo import DemoPeople, make_people
from app.accounts.invitations import Invited
from app.accounts.passwords import Cost
from app.accounts.sign_in import OwnSecrets, set_up
from app.db import Base, writing
from app.web.current import current_time
from config import Keys

CHEAP = Cost(memory_kib=8)
SECRET = b"people of the tests" + bytes(13)
_POINTING = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}
_made: dict[tuple[Any, ...], tuple[DemoPeople, list[tuple[Table, list[dict[str, Any]]]]]] = {}
SIGN_IN, SECOND_STEP = "/staff/sign-in", "/staff/second-step"


class SignsIn(Protocol):
    """Whoever has an address, a password and a device."""

    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def totp_secret(self) -> str: ...


def service_people(db: Session, keys: Keys, now: datetime) -> DemoPeople:
    """Three leads, two IDVAs and one of each other role; a certified key where keys are sealed to.

    A process makes them once for each moment; other empty databases then get the same rows.
    """
    if not _is_empty(db):
        return make_people(db, keys, SECRET, now, CHEAP)
    of = (keys.data.current, keys.audit, keys.pepper, now)
    if of not in _made:
        people = make_people(db, keys, SECRET, now, CHEAP)
        _made[of] = people, [(table, _rows(db, table)) for table in Base.metadata.sorted_tables]
        db.commit()
    else:
        people, rows = _made[of]
        _put(db, rows)
    return people


def _is_empty(db: Session) -> bool:
    some = (f'EXISTS (SELECT 1 FROM "{name}")' for name in Base.metadata.tables)
    return not db.scalar(text(f"SELECT {' OR '.join(some)}"))


def _rows(db: Session, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(select(table)).mappings()]


def _put(db: Session, rows: list[tuple[Table, list[dict[str, Any]]]]) -> None:
    """All of them in one transaction; some point to others of their own table."""
    with writing(db):
        db.execute(text(_POINTING[db.get_bind().dialect.name]))
        for table, its in rows:
            if its:
                db.execute(insert(table), its)


def set_up_person(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> dict[bytes, bytes]:
    """Do an invited person's set-up for them; the private keys that they then hold."""
    secret = pyotp.random_base32()
    return set_up(db, keys, staff_id, OwnSecrets("otters in the reeds", secret, number_of(secret, now)), now)


def number_of(secret: str, now: datetime, step: int = 0) -> str:
    """What the device shows now, or steps of thirty seconds away."""
    return pyotp.TOTP(secret).at(now + step * timedelta(seconds=30))


def token_in(page: str) -> str:
    """The CSRF token of a page's form."""
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def post(client: FlaskClient, url: str, fields: dict[str, str] | None = None, on: str | None = None):
    """Send a page's form as a browser does: its token fetched from the page that holds it (`on`)."""
    token = token_in(client.get(on or url).text)
    return client.post(url, data={"csrf_token": token, **(fields or {})}, headers=_from(client))


def sign_in(client: FlaskClient, staff: SignsIn) -> FlaskClient:
    """Both steps, as a person takes them. A number that was used already is followed by the next."""
    first = post(client, SIGN_IN, {"email": staff.email, "password": staff.password})
    assert first.status_code == 303, first.text
    with client.application.app_context():
        now = current_time()
    for step in (-1, 0, 1):
        answer = post(client, SECOND_STEP, {"number": number_of(staff.totp_secret, now, step)})
        if answer.status_code == 303:
            return client
    raise AssertionError("no number was taken: move the clock by half a minute between sign-ins")


def enter_invitation(client: FlaskClient, made: Invited):
    """The link that came and the number that was told; on to the set-up."""
    return post(client, made.path, {"number": f"{made.number[:3]} {made.number[3:]}"})


def sign_out(client: FlaskClient) -> None:
    """Back to nobody."""
    post(client, "/staff/sign-out", on="/staff/account")


def _from(client: FlaskClient) -> dict[str, str]:
    """What a browser says of where a post came from; Flask-WTF asks for it on https."""
    return {"Referer": client.application.config["BEFOREHAND"].staff_url + "/"}
