"""The path without JavaScript: two posts, each answered by one redirect to the same address.

Promise: what was typed is sealed before anything touches the disk, in the same shape as the page with
JavaScript seals it; nothing typed is refused but by size, and then it is kept for one more look.
"""

import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.entry.service import Found, Link
from app.voice import counting, keeping, replies, service
from app.voice import fields as typed
from app.voice.cookie import Shows, State
from app.voice.fields import Fields
from app.voice.keeping import AWAY
from app.voice.opened import NONE, Marks
from app.web import quiet
from app.web.limits import MAX_TYPED
from config import Keys
from safety import replying, sealing
from safety.errors import SafetyRefusal, TooBig
from safety.sealing import Header, Kind, Recipient

DURESS = {Shows.OPEN_DURESS, Shows.DONE_DURESS}


class Away(Exception):
    """The database takes nothing just now; what was typed is still in the request."""


def open_or_search(db: Session, keys: Keys, found: Found, query: str, now: datetime) -> State:
    """Try what was typed; a wrong code is a search, and so is a right one that cannot be noted."""
    opened = entry.unlock(found, query)
    searched = State(Shows.SEARCH, now, query.encode("utf-8", "replace"))
    if opened is None or found.link is None:
        return searched
    try:
        service.note_opening(db, keys, found.link, duress=opened.duress, now=now)
    except AWAY as fault:
        quiet.failed("an opening could not be noted", fault)
        db.rollback()
        return searched
    shows = Shows.OPEN_DURESS if opened.duress else Shows.OPEN_LIVE
    return State(shows, now, Marks.new(found.looks, opened.reads).to_bytes())


def answered(db: Session, keys: Keys, link: Link, state: State, body: bytes, now: datetime) -> State:
    """Take in the answers, and say what is to be shown next. Raises Away where nothing can be kept."""
    marks, fields = Marks.from_bytes(state.note), typed.read(body)
    try:
        _removed(db, link, typed.removed(fields), duress=state.shows in DURESS)
        if typed.chosen(fields, "i1"):
            return _asking(db, keys, state, body, now)
        if not typed.said(fields):
            return replace(state, made_at=now, note=_wished(marks, fields).to_bytes())
        if _turned(keys, link, marks, fields, duress=state.shows in DURESS):
            return State(_done(state), now, marks.turned().to_bytes())
        failure = _failure(db, keys, link, state, body, now)
        if failure is None:
            return State(_done(state), now, marks.next().to_bytes())
        kept = keeping.keep(db, keys, body, now)
    except AWAY as fault:
        quiet.failed("answers could not be kept", fault)
        db.rollback()
        raise Away from fault
    long = isinstance(failure, TooBig)
    return State(_open(state), now, marks.failed(kept, long=long).to_bytes())


def receive_plain(
    db: Session, keys: Keys, link: Link, fields: Fields, marks: Marks, *, duress: bool, now: datetime
) -> None:
    """Seal what was said to the link's recipients and keep it. Raises TooBig over the largest envelope."""
    facts = entry.facts_of(keys, link)
    form = entry.form_shown(marks.looks, facts, duress=duress, tally=marks.tally)
    said = typed.content(form, fields)
    soon, call = said["send"]["soon"], said["send"]["call"]
    kind = Kind(form.get("as", Kind.FINAL))
    if kind is Kind.COUNTED:
        _count(db, keys, link, typed.counted(form, fields, facts.area), facts.pool, now)
        return
    header = Header(link.id.bytes, marks.submission.bytes, marks.sequence + 1, kind, soon, call)
    with writing(db):
        blob = sealing.seal(header, _json(said), facts.recipients)
        service.store(db, keys, link, sealing.parse(blob), blob, duress=duress, now=now)
        if said["send"]["count"] and facts.pool and not duress:
            part = _counted(link, kind, typed.counted(form, fields, facts.area), facts.pool)
            counting.count_in(db, keys, link, sealing.parse(part), part, duress=duress, now=now)


def _count(
    db: Session, keys: Keys, link: Link, said: typed.Json, pool: Recipient | None, now: datetime
) -> None:
    """Only to be counted: to the pool, and to nobody else."""
    assert pool is not None
    part = _counted(link, Kind.COUNTED, said, pool)
    counting.count_in(db, keys, link, sealing.parse(part), part, duress=False, now=now)


def shown_words(db: Session, keys: Keys, marks: Marks, now: datetime) -> Fields:
    """The words of a send that failed, this once; none where none are kept."""
    words = keeping.take_kept(db, keys, marks.kept, now) if marks.kept != NONE else None
    return typed.read(words) if words else {}


def shown_note(
    db: Session, keys: Keys, link: Link, marks: Marks, *, duress: bool, now: datetime
) -> typed.Json | None:
    """What waits for her, opened by what her code opened: its lines, and its number."""
    found = replies.waiting(db, keys, link, duress=duress, now=now)
    if found is None or not found[1]:
        return None
    words = replying.open_reply(marks.reads, link.id.bytes, found[1])
    return {"n": found[0].int, "lines": json.loads(words)}


def _removed(db: Session, link: Link, number: int | None, *, duress: bool) -> None:
    """She ticked that she has it."""
    if number is not None and number < 1 << 128:
        replies.remove_reply(db, link, UUID(int=number), duress=duress)


def _asking(db: Session, keys: Keys, state: State, body: bytes, now: datetime) -> State:
    """She asks what the service says of itself: nothing is sent, and what she typed is kept for then."""
    kept = keeping.keep(db, keys, body, now) if typed.said(typed.read(body)) else NONE
    return State(_open(state), now, Marks.from_bytes(state.note).asking(kept).to_bytes())


def _turned(keys: Keys, link: Link, marks: Marks, fields: Fields, *, duress: bool) -> bool:
    """Whether a tap among them says that nothing is to be sent."""
    facts = entry.facts_of(keys, link)
    return typed.stops(entry.form_shown(marks.looks, facts, duress=duress, tally=marks.tally), fields)


def _wished(marks: Marks, fields: Fields) -> Marks:
    """Which of two forms she wants to see, and whether this is her phone: what was not said stays."""
    tally, borrowed = (typed.chosen(fields, name) for name in ("g1", "h1"))
    return replace(
        marks,
        tally=marks.tally if tally is None else tally,
        borrowed=marks.borrowed if borrowed is None else borrowed,
    )


def _failure(
    db: Session, keys: Keys, link: Link, state: State, body: bytes, now: datetime
) -> Exception | None:
    """Why the answers could not be taken, if so. A database that is away is for the caller to say."""
    marks, fields = Marks.from_bytes(state.note), typed.read(body)
    try:
        if len(body) > MAX_TYPED:
            raise TooBig
        receive_plain(db, keys, link, fields, marks, duress=state.shows in DURESS, now=now)
    except AWAY:
        raise
    except SafetyRefusal as refusal:
        return refusal
    except Exception as fault:
        quiet.failed("answers could not be taken", fault)
        return fault
    return None


def _counted(link: Link, kind: Kind, said: typed.Json, pool: Recipient) -> bytes:
    sequence = counting.AFTER if kind is Kind.FEEDBACK else 0
    header = Header(link.id.bytes, uuid4().bytes, sequence, Kind.COUNTED)
    return sealing.seal(header, _json(said), [pool])


def _done(state: State) -> Shows:
    return Shows.DONE_DURESS if state.shows in DURESS else Shows.DONE_LIVE


def _open(state: State) -> Shows:
    return Shows.OPEN_DURESS if state.shows in DURESS else Shows.OPEN_LIVE


def _json(value: typed.Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
