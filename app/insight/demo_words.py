"""The demonstration's published words: two quotes and two entries of “you said, we did”, invented.

Promise: made once, where there are none; nothing here runs outside a demonstration or a test.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.insight import changes, quotes
from app.insight.changes import Author, Told, Trail
from app.insight.models import Change, PublishedQuote

QUOTES = (
    "Being asked before the meeting made the difference. Please go on asking.",
    "Ring when you say that you will ring, even if there is nothing new.",
)
ENTRIES = (
    (
        "T16",
        Told("Tell us sooner what was decided.", "We now ring within two working days of the meeting."),
        Told("أخبرونا أسرع بما تقرر.", "نتصل الآن خلال يومي عمل من الاجتماع."),
    ),
    (
        "T21",
        Told("Ask which interpreter we are safe with.", "We ask everyone before we book one."),
        Told("اسألونا أي مترجم نأمن معه.", "نسأل الجميع قبل أن نحجز مترجمًا."),
    ),
)


def make_words(
    db: Session, people: Sequence[UUID], areas: Sequence[str], trail: Trail, now: datetime
) -> bool:
    """The first of two people writes, the second one publishes; whether any were made."""
    if db.scalar(select(Change.id).limit(1)) or db.scalar(select(PublishedQuote.id).limit(1)):
        return False
    one, two = (Author(person, frozenset(areas)) for person in people)
    for text in QUOTES:
        quotes.let_out(db, quotes.Quote(text, "en", False, date(now.year, 1, 1)))
    for area, (theme, english, arabic) in zip((areas[0], ""), ENTRIES, strict=True):
        made = changes.write(db, one, theme, area, english, trail, now)
        changes.publish(db, two, made, trail, now)
        changes.translate(db, one, made, "ar", arabic, trail, now)
        changes.find_right(db, two, made, "ar", arabic, trail)
    return True
