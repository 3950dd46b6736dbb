"""Published quotes: plain text for all of London, from the day on which they may be shown.

Promise: what comes in was approved by two people elsewhere; what goes out is plain text, and no more than the
year is told of when. The only writer of its table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.insight.models import PublishedQuote
from app.web.plainly import plain
from safety.retention import published_quote_end

PAGE = 20


@dataclass(frozen=True)
class Quote:
    """One quote: its words and their language, whether they were translated, from when it may be shown."""

    text: str
    lang: str
    translated: bool
    release_on: date
    id: UUID | None = None

    @property
    def year(self) -> int:
        """All that is told of when."""
        return self.release_on.year


def let_out(db: Session, quote: Quote) -> None:
    """Take in one that was approved, under an id of its own."""
    with writing(db):
        words = {"text": plain(quote.text), "lang": quote.lang, "translated": quote.translated}
        db.add(PublishedQuote(**words, release_on=quote.release_on))


def quotes_shown(db: Session, today: date, page: int = 1, size: int = PAGE) -> tuple[Sequence[Quote], bool]:
    """One page of those that may be shown, the latest year first, else in no order; whether more follow."""
    rows = db.scalars(select(PublishedQuote).where(PublishedQuote.release_on <= today))
    found = sorted(rows, key=lambda row: (-row.release_on.year, row.id))
    first = (max(page, 1) - 1) * size
    return [_quote(row) for row in found[first : first + size]], len(found) > first + size


def take_off(db: Session, quote_id: UUID) -> bool:
    """Delete a published quote; whether it was there."""
    with writing(db):
        row = db.get(PublishedQuote, quote_id)
        if row is not None:
            db.delete(row)
    return row is not None


def purge_quotes(db: Session, today: date) -> int:
    """Delete those whose time is over; how many."""
    with writing(db):
        rows = db.scalars(select(PublishedQuote))
        over = [row.id for row in rows if published_quote_end(row.release_on) < today]
        db.execute(delete(PublishedQuote).where(PublishedQuote.id.in_(over)))
    return len(over)


def _quote(row: PublishedQuote) -> Quote:
    return Quote(plain(row.text), row.lang, row.translated, row.release_on, row.id)
