"""`/s`: what the survivor's page sends and asks, authorised by a keyed hash over all of it.

Promise: an answer has one size for a kind and the language asked for, whatever it says; both keys of a link
are always tried; the same request gets the same acknowledgement, byte for byte. "Stored" is said after the
commit, and only then.
"""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from uuid import UUID

from sqlalchemy.orm import Session

from app.entry import service as entry
from app.entry.service import AnyLink
from app.voice import counting, replies, service
from app.voice.keeping import AWAY
from app.voice.telling import changes_of
from app.web import quiet
from config import Keys
from safety import sealing, wire
from safety.errors import Malformed, SafetyRefusal, TooBig
from safety.sealing import Kind
from safety.unlocking import send_key
from safety.wire import Request, Status

HTTP = {Status.STORED: 200, Status.NOT_AUTHORISED: 403, Status.TOO_LARGE: 413, Status.LATER: 503}
MALFORMED = 400
ASKS = {Kind.ASK_MORE, Kind.ASK_REPLY}
RETRY_AFTER = 5


@dataclass(frozen=True)
class Answer:
    """What goes back: bytes of a fixed size, and a true status."""

    http: int
    body: bytes


@dataclass(frozen=True)
class Asked:
    """A request that is authorised, with the link and the key that it is authorised by."""

    raw: bytes
    request: Request
    link: AnyLink
    key: bytes
    duress: bool


def receive(db: Session, keys: Keys, raw: bytes, now: datetime) -> Answer:
    """Take one request in. Whatever is wrong has an answer, and nothing half done stays."""
    try:
        request = Request.parse(raw)
        asked = _authorised(db, keys, raw, request)
        if asked is None:
            return not_authorised(request)
        return _done(db, keys, asked, now)
    except TooBig:
        return short(Status.TOO_LARGE)
    except SafetyRefusal:
        return malformed()
    except AWAY as fault:
        quiet.failed("a request could not be stored", fault)
        db.rollback()
        return short(Status.LATER)


def short(status: Status, raw: bytes = b"", key: bytes | None = None) -> Answer:
    """An answer of 64 bytes; without a key nothing in it can be believed."""
    return Answer(HTTP[status], wire.answer(status, raw, key))


def malformed() -> Answer:
    """For what is no request at all."""
    return Answer(MALFORMED, wire.answer(Status.NOT_AUTHORISED, b"", None))


def wrong_type() -> Answer:
    """For a body of another type."""
    return Answer(415, wire.answer(Status.NOT_AUTHORISED, b"", None))


def fault(code: int | None) -> Answer:
    """For what never came as far as being a request: its true status, or "later" for a fault of ours."""
    if code is None:
        return short(Status.LATER)
    if code == HTTP[Status.TOO_LARGE]:
        return short(Status.TOO_LARGE)
    return Answer(code, wire.answer(Status.NOT_AUTHORISED, b"", None))


def not_authorised(request: Request) -> Answer:
    """As large as the answer to a question would be."""
    if request.kind in ASKS:
        return Answer(HTTP[Status.NOT_AUTHORISED], token_bytes(_size(request)))
    return short(Status.NOT_AUTHORISED)


def _size(request: Request) -> int:
    if request.kind is Kind.ASK_REPLY:
        return wire.REPLY_BYTES
    try:
        return entry.more_bytes(*_wanted(request))
    except Malformed:
        return entry.more_bytes("cards", holds=0)


def _wanted(request: Request) -> tuple[str, str, int]:
    """What more is asked for, in which language, and how long an engine the page holds."""
    what = request.question()
    holds = what.get("n")
    return str(what.get("p", "cards")), str(what.get("l", "")), holds if isinstance(holds, int) else 0


def _named(request: Request) -> UUID:
    """The reply that is to go: the one that was shown, so that no newer one goes unseen."""
    try:
        return UUID(hex=str(request.question().get("n")))
    except ValueError:
        raise Malformed from None


def _authorised(db: Session, keys: Keys, raw: bytes, request: Request) -> Asked | None:
    """Both keys are tried; for a link that is not known, as many hashes are made."""
    link = entry.known_row(db, UUID(bytes=request.link_id))
    pair = entry.send_keys(keys, link) if link else (token_bytes(32), token_bytes(32))
    live, duress = (send_key(link_key) for link_key in pair)
    fits = [wire.mac_ok(request, live), wire.mac_ok(request, duress)]
    if link is None or not any(fits):
        return None
    return Asked(raw, request, link, duress if fits[1] else live, fits[1])


def _done(db: Session, keys: Keys, asked: Asked, now: datetime) -> Answer:
    if asked.request.kind in ASKS:
        return _answered(db, keys, asked, now)
    if asked.request.kind is Kind.OPENED:
        service.note_opening(db, keys, asked.link, duress=asked.duress, now=now)
    elif asked.request.kind in sealing.SENDABLE:
        _taken(db, keys, asked, now)
    else:
        replies.remove_reply(db, asked.link, _named(asked.request), duress=asked.duress)
    return short(Status.STORED, asked.raw, asked.key)


def _taken(db: Session, keys: Keys, asked: Asked, now: datetime) -> None:
    blob = asked.request.body
    envelope = sealing.parse(blob)
    if envelope.header.kind != asked.request.kind:
        raise Malformed
    take = counting.count_in if asked.request.kind is Kind.COUNTED else service.store
    take(db, keys, asked.link, envelope, blob, duress=asked.duress, now=now)


def _answered(db: Session, keys: Keys, asked: Asked, now: datetime) -> Answer:
    """Questions are answered while the link is open; afterwards as for someone unknown."""
    if not entry.open_at(asked.link, now):
        return not_authorised(asked.request)
    if asked.request.kind is Kind.ASK_REPLY:
        waiting = replies.waiting(db, keys, asked.link, duress=asked.duress, now=now)
        return Answer(200, entry.reply_answer(keys, asked.link, waiting, duress=asked.duress))
    what, locale, holds = _wanted(asked.request)
    facts, code = entry.facts_of(keys, asked.link), locale or asked.link.form_locale
    local, did = entry.local_of(db, facts, code), changes_of(db, facts, code)
    body = entry.more_answer(
        keys, asked.link, duress=asked.duress, what=what, locale=locale, holds=holds, local=local, did=did
    )
    return Answer(200, body)
