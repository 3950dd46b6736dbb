"""Staff sessions: a row sealed under a key that only the browser's cookie holds.

Promise: the database alone, the cookie alone, or both without DATA_KEY open nothing. A session ends
after thirty idle minutes, after ten hours, and everywhere at once on a new password. Before anyone is
known the whole session travels in the cookie, sealed, and no row is made.
"""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from app.accounts import telling
from app.accounts.models import StaffSession
from app.db import writing
from app.web.current import current_db, current_keys, current_time
from config import Keys
from safety.drawing import hkdf
from safety.errors import NotOpened

COOKIE = "__Host-b"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
TOUCH_AFTER = timedelta(minutes=1)
PLAIN_CONTEXT = b"staff cookie"
ID_BYTES, KEY_BYTES, NONCE_BYTES = 16, 32, 12
WHO, STEP = "who", "step"
SIGNED_IN_STEP = "in"
FORGET = ("/staff/assets/", "/healthz", "/readyz", "/metrics")


@dataclass(frozen=True)
class Handle:
    """What a signed-in browser's cookie says: which row, and the key to it."""

    session_id: bytes
    key: bytes

    @property
    def id_hash(self) -> bytes:
        """The row's name: the id itself is not in the database."""
        return hashlib.sha256(self.session_id).digest()

    @classmethod
    def new(cls) -> "Handle":
        return cls(secrets.token_bytes(ID_BYTES), secrets.token_bytes(KEY_BYTES))


class StaffBrowser(CallbackDict[str, Any], SessionMixin):
    """The session of one browser. `who` in it means that a row is kept."""

    def __init__(self, initial: dict[str, Any] | None = None, handle: Handle | None = None) -> None:
        super().__init__(initial or {}, _changed)
        self.handle = handle
        self.retired: Handle | None = None
        self.touch = False
        self.away = False  # the database could not be asked
        self.over = False  # it named a session, and there is none (any more)
        self.modified = False
        self.accessed = False

    def start_anew(self) -> None:
        """A fresh id and key, and nothing of what was there: for every step up or out."""
        self.clear()
        self.retired, self.handle = self.handle or self.retired, None
        self.modified = True


def _changed(browser: "CallbackDict[str, Any]") -> None:
    assert isinstance(browser, StaffBrowser)
    browser.modified = True


class SealedSessions(SessionInterface):
    """Flask's session, kept as this module promises."""

    def open_session(self, app: Flask, request: Request) -> StaffBrowser:
        """The browser's session, or an empty one."""
        if request.path.startswith(FORGET):
            return StaffBrowser()
        kind, _, value = request.cookies.get(COOKIE, "").partition(".")
        raw = decoded(value)
        if kind == "s" and len(raw) == ID_BYTES + KEY_BYTES:
            return _opened(Handle(raw[:ID_BYTES], raw[ID_BYTES:]))
        if kind == "a" and raw:
            return _from_cookie(current_keys(), raw, current_time())
        return StaffBrowser()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed; answer with a cookie only then."""
        assert isinstance(session, StaffBrowser)
        if session.away:
            return
        if session.retired is not None:
            _drop(current_db(), session.retired)
        if WHO in session:
            _keep(session, response, current_time())
        elif session and session.modified:
            _set_cookie(response, "a." + encoded(_sealed_cookie(current_keys(), session, current_time())))
        elif not session and session.modified:
            response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax")


def browser() -> StaffBrowser:
    """This request's session."""
    held = session._get_current_object()  # type: ignore[attr-defined]  # a proxy, typed as what it stands for
    assert isinstance(held, StaffBrowser)
    return held


def purge(db: Session, now: datetime) -> int:
    """Take out sessions that are over; how many."""
    over = (StaffSession.seen_at < now - IDLE) | (StaffSession.created_at < now - ABSOLUTE)
    with writing(db):
        return len(db.scalars(delete(StaffSession).where(over).returning(StaffSession.id_hash)).all())


def _opened(handle: Handle) -> StaffBrowser:
    """The row's session; one that says so where the database cannot be asked."""
    try:
        found = _from_row(current_db(), current_keys(), handle, current_time())
        found.over = found.handle is None
    except OperationalError:
        found = StaffBrowser()
        found.away = True
    return found


def _keep(session: StaffBrowser, response: Response, now: datetime) -> None:
    db, keys, handle = current_db(), current_keys(), session.handle
    if handle is None:
        session.handle = handle = Handle.new()
        row = StaffSession(id_hash=handle.id_hash, staff_id=UUID(session[WHO]), created_at=now, seen_at=now)
        row.sealed = _sealed_row(keys, handle, session)
        row.told_sealed = telling.told(keys, row, session[STEP] == SIGNED_IN_STEP, request.user_agent.string)
        purge(db, now)
        with writing(db):
            db.add(row)
        _set_cookie(response, "s." + encoded(handle.session_id + handle.key))
    elif session.modified or session.touch:
        with writing(db):
            kept = db.get(StaffSession, handle.id_hash, with_for_update=True)
            if kept is not None:
                kept.seen_at = now
                kept.sealed = _sealed_row(keys, handle, session) if session.modified else kept.sealed


def _drop(db: Session, handle: Handle) -> None:
    with writing(db):
        db.execute(delete(StaffSession).where(StaffSession.id_hash == handle.id_hash))


def _from_row(db: Session, keys: Keys, handle: Handle, now: datetime) -> StaffBrowser:
    row = db.get(StaffSession, handle.id_hash)
    if row is None or now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return StaffBrowser()
    try:
        layer = keys.data.open(row.sealed, _row_context(handle))
        said = AESGCM(_row_key(handle)).decrypt(layer[:NONCE_BYTES], layer[NONCE_BYTES:], handle.id_hash)
    except (NotOpened, InvalidTag, ValueError):
        return StaffBrowser()
    browser = StaffBrowser(json.loads(said), handle)
    browser.touch = now - row.seen_at > TOUCH_AFTER
    return browser


def _sealed_row(keys: Keys, handle: Handle, session: StaffBrowser) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    inner = AESGCM(_row_key(handle)).encrypt(nonce, json.dumps(dict(session)).encode(), handle.id_hash)
    return keys.data.seal(nonce + inner, _row_context(handle))


def _row_key(handle: Handle) -> bytes:
    return hkdf(handle.key, b"staff session")


def _row_context(handle: Handle) -> bytes:
    return b"staff_session:" + handle.id_hash


def _from_cookie(keys: Keys, raw: bytes, now: datetime) -> StaffBrowser:
    try:
        said = json.loads(keys.data.open(raw, PLAIN_CONTEXT))
    except NotOpened:
        return StaffBrowser()
    if now.timestamp() - said["at"] > ABSOLUTE.total_seconds():
        return StaffBrowser()
    return StaffBrowser(said["session"])


def _sealed_cookie(keys: Keys, session: StaffBrowser, now: datetime) -> bytes:
    said = {"at": int(now.timestamp()), "session": dict(session)}
    return keys.data.seal(json.dumps(said).encode(), PLAIN_CONTEXT)


def _set_cookie(response: Response, value: str) -> None:
    response.set_cookie(COOKIE, value, secure=True, httponly=True, samesite="Lax", path="/")


def encoded(raw: bytes) -> str:
    """Bytes as a cookie may hold them."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(value: str) -> bytes:
    """The reverse; nothing where it is not ours."""
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
