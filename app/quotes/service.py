"""Quotes before they are let out: sealed to reviewers, edited by one, approved by another, or destroyed.

Promise: a text comes here only with her own yes, given after the meeting; it is opened in one request, and
that is written down before. It leaves as what one person edited and a second one approved, under a new
random id, with nothing that leads back; the trail names who did it and no quote. What is refused or too old
is deleted. Reviewers are the leads of the service. The only writer of its table.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import randbelow
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.insight import service as insight
from app.quotes.models import WaitingQuote
from app.quotes.sealed import Words, open_words, seal_words
from app.web.plainly import plain
from config import Keys
from safety import redaction, retention
from safety.errors import SafetyRefusal
from safety.sealing import Recipient

__all__ = [
    "MOST_GIVEN",
    "Opened",
    "Reviewer",
    "Waiting",
    "approve",
    "edit",
    "give",
    "open_quote",
    "purge",
    "refuse",
    "take_back",
    "waiting",
]

MOST_GIVEN = 2_000  # letters; her worker has all of it
REVIEWERS = frozenset({accounts.Role.LEAD})

Below = Callable[[int], int]
"""A number from 0 up to, and not including, another."""


class NoSuchQuote(SafetyRefusal):
    """It was decided about, its time is over, or it is another service's."""

    code = "no_such_quote"


class NotAReviewer(SafetyRefusal):
    """Only leads look at what may become a quote."""

    code = "not_a_reviewer"


class SameReviewer(SafetyRefusal):
    """Whoever edited it does not approve it."""

    code = "same_reviewer"


class NotEdited(SafetyRefusal):
    """Nobody has edited it yet, or somebody has meanwhile."""

    code = "quote_not_edited"


class Reaches(SafetyRefusal):
    """A number, an address or a page stands in it."""

    code = "quote_reaches"


@dataclass(frozen=True)
class Reviewer:
    """Who looks, and how to get at their keys: a function, so that no key is touched before its time."""

    staff: accounts.StaffView
    privates: Callable[[], list[tuple[bytes, bytes]]] = field(repr=False)


@dataclass(frozen=True)
class Waiting:
    """One text that waits, without what it says."""

    id: UUID
    until: date
    edited_by: UUID | None


@dataclass(frozen=True)
class Opened:
    """One text, open in this request only."""

    waiting: Waiting
    version: int
    words: Words


def give(db: Session, keys: Keys, service_id: UUID, text: str, lang: str, now: datetime) -> UUID | None:
    """Seal what she allowed to be quoted to the reviewers; None where there is nobody who could open it."""
    readers, quote_id = _readers(db, keys, service_id), uuid4()
    if not readers or not text.strip():
        return None
    sealed = seal_words(keys, quote_id, 0, Words(text.strip()[:MOST_GIVEN], lang), readers)
    month = now.date().replace(day=1)
    with writing(db):
        db.add(WaitingQuote(id=quote_id, service_id=service_id, month=month, version=0, sealed=sealed))
    return quote_id


def waiting(db: Session, staff: accounts.StaffView) -> list[Waiting]:
    """All that waits at this reviewer's service: what goes first, first; no more of their order is known."""
    rows = db.scalars(select(WaitingQuote).where(WaitingQuote.service_id == _own(staff)))
    return sorted(map(_waiting, rows), key=lambda one: (one.until, one.id))


def open_quote(db: Session, keys: Keys, quote_id: UUID, reader: Reviewer, now: datetime) -> Opened:
    """Open one. Written down before any key is touched. Raises NoSuchQuote, NotAReviewer, NotOpened."""
    with writing(db):
        row = _row(db, quote_id, reader.staff)
        accounts.append(db, keys, reader.staff.id, "quote opened", row.service_id, now)
    return Opened(_waiting(row), row.version, _words(keys, row, reader))


def edit(
    db: Session, keys: Keys, quote_id: UUID, made: Words, seen: int, reader: Reviewer, now: datetime
) -> None:
    """Keep what this reviewer made of it (`made.edited`, `made.translated`), for another one to approve.

    `seen` is the version that it was made from. Raises NoSuchQuote, NotEdited, Reaches: nothing changed.
    """
    edited = plain(made.edited)
    if redaction.reaches(edited):
        raise Reaches
    with writing(db):
        row = _row(db, quote_id, reader.staff)
        if row.version != seen or not edited:
            raise NotEdited
        before, readers = _words(keys, row, reader), _readers(db, keys, row.service_id)
        row.version, row.edited_by = seen + 1, reader.staff.id
        kept = Words(before.text, before.lang, edited, made.translated)
        row.sealed = seal_words(keys, row.id, row.version, kept, readers)
        accounts.append(db, keys, reader.staff.id, "quote edited", row.service_id, now)


def approve(
    db: Session,
    keys: Keys,
    quote_id: UUID,
    seen: int,
    reader: Reviewer,
    now: datetime,
    below: Below = randbelow,
) -> None:
    """A second person's yes: it is let out later, as edited; what she wrote is destroyed here and now.

    Raises NoSuchQuote, NotEdited where it is not what was seen, SameReviewer: nothing changed.
    """
    with writing(db):
        row = _row(db, quote_id, reader.staff)
        if row.edited_by is None or row.version != seen:
            raise NotEdited
        if row.edited_by == reader.staff.id:
            raise SameReviewer
        words = _words(keys, row, reader)
        months = retention.quote_months(row.month)
        lang = "en" if words.translated else words.lang
        quote = insight.Quote(words.edited, lang, words.translated, months[below(len(months))])
        insight.let_out(db, quote)
        db.delete(row)
        accounts.append(db, keys, reader.staff.id, "quote approved", row.service_id, now)


def refuse(db: Session, keys: Keys, quote_id: UUID, staff: accounts.StaffView, now: datetime) -> None:
    """Any reviewer's no: the words are destroyed. Raises NoSuchQuote, NotAReviewer."""
    with writing(db):
        row = _row(db, quote_id, staff)
        accounts.append(db, keys, staff.id, "quote refused", row.service_id, now)
        db.delete(row)


def take_back(db: Session, quote_id: UUID) -> bool:
    """She no longer wants it: destroyed, where it still waits; whether it did."""
    with writing(db):
        row = db.get(WaitingQuote, quote_id, with_for_update=True)
        if row is not None:
            db.delete(row)
    return row is not None


def purge(db: Session, today: date) -> Counter[UUID | None]:
    """Destroy what has waited for six months, and published quotes whose time is over; how many of whose.

    What was published is no one service's.
    """
    with writing(db):
        old = [one for one in db.scalars(select(WaitingQuote)) if retention.quote_end(one.month) < today]
        for row in old:
            db.delete(row)
        went: Counter[UUID | None] = Counter(one.service_id for one in old)
        went[None] = insight.purge_quotes(db, today)
        return went


def _own(staff: accounts.StaffView) -> UUID:
    if staff.role not in REVIEWERS or staff.service_id is None:
        raise NotAReviewer
    return staff.service_id


def _row(db: Session, quote_id: UUID, staff: accounts.StaffView) -> WaitingQuote:
    own = _own(staff)
    row = db.get(WaitingQuote, quote_id, populate_existing=True, with_for_update=True)
    if row is None or row.service_id != own:
        raise NoSuchQuote
    return row


def _readers(db: Session, keys: Keys, service_id: UUID) -> list[Recipient]:
    people = accounts.leads(db, service_id)
    found = (accounts.recipient_in(db, keys, one.id, service_id, REVIEWERS) for one in people)
    return [one for one in found if one is not None]


def _words(keys: Keys, row: WaitingQuote, reader: Reviewer) -> Words:
    return open_words(keys, row.id, row.version, row.sealed, reader.privates())


def _waiting(row: WaitingQuote) -> Waiting:
    return Waiting(row.id, retention.quote_end(row.month), row.edited_by)
