"""The steps into a session: a password, then a number or the first set-up, then in."""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from flask import session

from app.accounts.service import PRIVATES
from app.accounts.sessions import SIGNED_IN_STEP, STEP, WHO, browser
from app.accounts.sign_in import Known
from app.web.current import current_time

NUMBER_STEP = "number"
SET_UP_STEP = "set-up"
DEVICE = "device"
NEW_DEVICE = "new-device"
PROVED = "proved"
PROOF_COUNTS = timedelta(minutes=15)


def begin(known: Known, secret: str) -> None:
    """The password was right: a fresh session that waits for the number, or for the set-up."""
    _start(known.staff_id, SET_UP_STEP if known.to_set_up else NUMBER_STEP, known.privates)
    if known.to_set_up:
        session[DEVICE] = secret


def enter(staff_id: UUID, privates: Mapping[bytes, bytes]) -> None:
    """Both steps are done: a fresh session, in which the private keys can be used."""
    _start(staff_id, SIGNED_IN_STEP, privates)
    prove(current_time())


def prove(now: datetime) -> None:
    """Somebody has just shown that it is them, in the session that they are in."""
    session[PROVED] = int(now.timestamp())


def proved_lately() -> bool:
    """Whether they did so a short while ago: by signing in, or once more since."""
    at: int = session.get(PROVED, 0)
    return current_time().timestamp() - at <= PROOF_COUNTS.total_seconds()


def waiting(step: str) -> UUID | None:
    """Who is at this step in this browser."""
    return UUID(session[WHO]) if session.get(STEP) == step else None


def privates_held() -> dict[bytes, bytes]:
    """The private keys that the password opened, to be carried over the second step."""
    held: dict[str, str] = session.get(PRIVATES, {})
    return {bytes.fromhex(key_id): base64.b64decode(private) for key_id, private in held.items()}


def leave() -> None:
    """Signed out: the row goes, and the cookie with it."""
    browser().start_anew()


def _start(staff_id: UUID, step: str, privates: Mapping[bytes, bytes]) -> None:
    browser().start_anew()
    session[WHO], session[STEP] = str(staff_id), step
    session[PRIVATES] = {key_id.hex(): base64.b64encode(key).decode() for key_id, key in privates.items()}
