"""What an address of the survivors' host shows, and what becomes of what is posted to it.

Promise: a page depends on the address and the sealed cookie alone; looking at one changes nothing, except
that what a code opened, and words kept from a failed send, are shown once. While the database is away every
address still answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.entry import service as entry
from app.entry.service import Document, Facts, Found, Looks
from app.voice import cookie, plain
from app.voice import fields as typed
from app.voice.cookie import OPENED, Shows, State
from app.voice.fields import Fields
from app.voice.keeping import AWAY
from app.voice.opened import NONE, Marks
from app.voice.plain import DURESS
from app.voice.telling import changes_of
from app.web import quiet
from config import Keys

LONDON = ZoneInfo("Europe/London")
UNKNOWN = Facts("", "", 0, None, False, "", ())


@dataclass(frozen=True)
class Visit:
    """One request: where it goes, what it brought along, and when."""

    db: Session
    keys: Keys
    usual: Looks
    path: str
    state: State | None
    encoding: str
    now: datetime

    @property
    def today(self) -> date:
        """The day in London."""
        return self.now.astimezone(LONDON).date()

    @property
    def posted(self) -> bool:
        """Whether what is shown follows what was posted to this address a moment ago, or a leaving."""
        return self.state is not None and self.state.shown_at(self.now)


def visit(
    db: Session, keys: Keys, usual: Looks, path: str, value: str | None, accepts: str, now: datetime
) -> Visit:
    """A request, with its cookie opened where the cookie speaks of this address."""
    state = cookie.read(keys, path, value)
    return Visit(db, keys, usual, path, state, entry.chosen_encoding(accepts), now)


def link_page(here: Visit, token: str) -> Document:
    """A token's page: the everyday app, what it found, or what a code opened a moment ago."""
    found = _found(here, token)
    state = here.state if here.posted else None
    if state is None or state.shows is Shows.LEFT:
        return entry.document(found, here.today, here.encoding)
    if state.shows is Shows.SEARCH:
        return entry.searched(found, here.today, state.text(), here.encoding)
    if found.link is None:
        return entry.document(found, here.today, here.encoding)
    return _opened_page(here, found, state)


def seen(here: Visit) -> State | None:
    """What an opened page leaves in the cookie: it is shown once; to see it again takes the code again."""
    state = here.state
    if state is None or state.shows not in OPENED or not here.posted:
        return None
    return replace(state, made_at=here.now - cookie.SHOWN_FOR)


def everyday_page(here: Visit, looks: Looks) -> Document:
    """The everyday app on an address of its own, or what it found."""
    state = here.state
    searched = state is not None and state.shows is Shows.SEARCH and here.posted
    query = state.text() if state and searched else None
    return entry.everyday(looks, here.today, query, here.encoding)


def link_posted(here: Visit, token: str, body: bytes, turn: Callable[[], None]) -> State | None:
    """What the token's page shows next; before a code is tried, it waits for its turn.

    Raises plain.Away while answers cannot be kept.
    """
    fields = typed.read(body)
    if here.state and here.state.sends and typed.posted(fields):
        link = _kept_link(here, token)
        return plain.answered(here.db, here.keys, link, here.state, body, here.now) if link else None
    query = _query(fields)
    if not query:
        return None
    turn()
    return plain.open_or_search(here.db, here.keys, _found(here, token), query, here.now)


def everyday_posted(here: Visit, body: bytes) -> State | None:
    """What an everyday page shows next: what was found."""
    query = _query(typed.read(body))
    return State(Shows.SEARCH, here.now, query.encode("utf-8", "replace")) if query else None


def too_large(here: Visit) -> State | None:
    """More than is read at all: an opened form says so, and any other page shows itself."""
    if here.state is None or here.state.shows not in OPENED:
        return None
    marks = Marks.from_bytes(here.state.note).failed(NONE, long=True)
    shows = Shows.OPEN_DURESS if here.state.shows in DURESS else Shows.OPEN_LIVE
    return replace(here.state, shows=shows, made_at=here.now, note=marks.to_bytes())


def later_page(here: Visit, token: str, body: bytes) -> Document:
    """The form with the words still in it, while the database is away: the one page that answers a post."""
    assert here.state is not None
    found = _found(here, token)
    facts = found.facts() if found.link else UNKNOWN
    words = typed.read(body)
    return _plain(here, here.state, facts, "voice/plain_form.html", words=words, fault="later")


def _opened_page(here: Visit, found: Found, state: State) -> Document:
    marks = Marks.from_bytes(state.note)
    if state.shows in {Shows.DONE_LIVE, Shows.DONE_DURESS}:
        done = {"sent": marks.sequence > 0, "did": _changes(here, found, state)}
        return _plain(here, state, found.facts(), "voice/plain_done.html", **done)
    words, duress = plain.shown_words(here.db, here.keys, marks, here.now), state.shows in DURESS
    assert found.link is not None
    note = plain.shown_note(here.db, here.keys, found.link, marks, duress=duress, now=here.now)
    fault = "long" if marks.long else "again" if marks.kept != NONE and not marks.about else ""
    local = _local(here, found, duress=duress)
    more = {"words": words, "fault": fault, "note": note, "local": local, "about": marks.about}
    return _plain(here, state, found.facts(), "voice/plain_form.html", **more)


def _local(here: Visit, found: Found, *, duress: bool) -> dict[str, object] | None:
    """What the service says of itself; nothing under the second code."""
    page = entry.local_of(here.db, found.facts(), found.looks.form_locale)
    return entry.local_told(page) if page and not duress else None


def _changes(here: Visit, found: Found, state: State) -> list[Any]:
    """What was changed because of what people said; nothing under the second code."""
    code, facts = Marks.from_bytes(state.note).looks.form_locale, found.facts()
    live = state.shows is Shows.DONE_LIVE
    return entry.changes_told(changes_of(here.db, facts, code), code, facts) if live else []


def _plain(here: Visit, state: State, facts: Facts, template: str, **more: object) -> Document:
    marks = Marks.from_bytes(state.note)
    looks = marks.looks
    form = entry.form_shown(looks, facts, duress=state.shows in DURESS, tally=marks.tally)
    main = Markup(render_template(template, form=form, borrowed=marks.borrowed, **more))  # noqa: S704  # nosec B704  # made by Jinja, escaped
    page = entry.plain_page(looks, main, here.encoding)
    return replace(page, leaves=f"/x?{form['a']}") if marks.borrowed else page


def _found(here: Visit, token: str) -> Found:
    try:
        return entry.find(here.db, here.keys, token, here.usual, here.now)
    except AWAY as fault:
        quiet.failed("the database could not be read", fault)
        here.db.rollback()
        return entry.likeness(here.keys, entry.token_mac(here.keys, token), here.usual, 0)


def _kept_link(here: Visit, token: str) -> entry.Link | None:
    """The link of an opened form, even where it was closed meanwhile."""
    try:
        return entry.known_token(here.db, here.keys, token)
    except AWAY as fault:
        quiet.failed("the database could not be read", fault)
        here.db.rollback()
        raise plain.Away from fault


def _query(fields: Fields) -> str:
    return next((value for value in fields.get("q", []) if value.strip()), "")
